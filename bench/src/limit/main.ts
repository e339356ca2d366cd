// The limit server: what this machine can do on bare Express 5 with prepared statements, writing the same rows with the same durability
// and answering the same bytes as Rollcall. No schema engine, no filter parser, no query builder, no error handling to speak of.
import { createHash } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import express, { type Request, type Response } from 'express'
import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import { Renderer } from './render.ts'
import { wrappingKey } from './sealing.ts'
import { SharedCommit } from './shared-commit.ts'
import { Refused, type Space } from './space.ts'
import { prepareReads, prepareWrites } from './statements.ts'
import { GroupWriter } from './write-groups.ts'
import { type AnsweredRow, UserWriter } from './write-users.ts'

const { BENCH_DATABASE = '', BENCH_SECRET = '', BENCH_TOKEN = '', PORT = '' } = process.env
const FILTER = /^(userName|externalId) eq "([^"]*)"$/

const writer = new BetterSqlite3(BENCH_DATABASE)
writer.pragma('journal_mode = wal')
writer.pragma('synchronous = full')
writer.pragma('foreign_keys = on')
const reader = new BetterSqlite3(BENCH_DATABASE, { readonly: true })
// SQLite's own default of 2 MB reads pages again and again.
for (const handle of [writer, reader]) handle.pragma('cache_size = -65536')
const writes = prepareWrites(writer)
const reads = prepareReads(reader)
const credentials = new Map<string, Space>()
const space = authenticate(`Bearer ${BENCH_TOKEN}`)
const users = new UserWriter(writes, space, wrappingKey(BENCH_SECRET))
const groups = new GroupWriter(writes, space)
const render = new Renderer(reads, space, `http://127.0.0.1:${PORT}/scim/v2`)
const commits = new SharedCommit(writer)

/** SHA-256 of the token, then a map. */
function authenticate(header: string): Space {
  const hash = createHash('sha256').update(header.slice(7)).digest('hex')
  const known = credentials.get(hash)
  if (known !== undefined) return known
  const row = reads.credential.get(hash) as [string, string, string, string] | undefined
  if (row === undefined) throw new Refused(401, 'unknown token')
  const found = { tenantId: row[0], directoryId: row[1], credentialId: row[2], credentialName: row[3] }
  credentials.set(hash, found)
  return found
}

interface Answer {
  readonly status: number
  readonly body?: string | undefined
  readonly etag?: number
  readonly location?: string
}

let records: unknown[][] = []
setInterval(() => {
  const batch = records
  records = []
  if (batch.length === 0) return
  void commits.run(() => {
    for (const row of batch) writes.insertRequestRecord.run(...row)
    writes.touchCredential.run(new Date().toISOString(), space.tenantId, space.credentialId)
  })
}, 1_000).unref()

type Handler = (req: Request<{ id: string }>, requestId: string) => Answer | Promise<Answer>

const serve = (handler: Handler) => async (req: Request<{ id: string }>, res: Response) => {
  const started = performance.now()
  const at = new Date().toISOString()
  const requestId = v7()
  let answer: Answer
  try {
    authenticate(req.headers.authorization ?? '')
    answer = await handler(req, requestId)
  } catch (error) {
    const status = error instanceof Refused ? error.status : 500
    answer = { status, body: JSON.stringify({ status: String(status), detail: (error as Error).message }) }
  }
  const body = answer.body === undefined ? undefined : Buffer.from(answer.body)
  const headers: Record<string, string | number> = { 'X-Request-Id': requestId, 'Cache-Control': 'no-store' }
  if (answer.etag !== undefined) headers.ETag = `W/"${answer.etag}"`
  if (answer.location !== undefined) {
    headers.Location = answer.location
    headers['Content-Location'] = answer.location
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/scim+json'
    headers['Content-Length'] = body.length
  }
  res.writeHead(answer.status, headers)
  res.end(body)
  records.push([
    ...[
      space.tenantId,
      requestId,
      space.directoryId,
      space.credentialId,
      at,
      req.method,
      req.path,
      answer.status,
      null,
    ],
    ...[performance.now() - started, Number(req.headers['content-length'] ?? 0), body?.length ?? 0],
    req.headers['user-agent'] ?? null,
  ])
}

function readBody(req: Request<{ id: string }>): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('error', reject)
    req.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
  })
}

const userAnswer = (row: AnsweredRow, status: number): Answer => {
  const [body] = render.users([row])
  return { status, body, etag: row[2], location: render.location('User', row[0]) }
}

const find = (type: 'User' | 'Group', id: string): AnsweredRow => {
  const row = reads.byId.get(space.tenantId, id, space.directoryId, type) as AnsweredRow | undefined
  if (row === undefined) throw new Refused(404, 'not found')
  return row
}

function listUsers(query: Request['query']): Answer {
  const { tenantId, directoryId } = space
  const { filter, startIndex, count, cursor } = query as Record<string, string | undefined>
  if (filter !== undefined) {
    const [, attribute, value = ''] = FILTER.exec(filter) ?? []
    if (attribute === undefined) throw new Refused(400, 'unknown filter')
    const found =
      attribute === 'userName'
        ? reads.byName.all(tenantId, directoryId, 'User', value.toLowerCase())
        : reads.byExternalId.all(tenantId, directoryId, 'User', value)
    return { status: 200, body: render.list(render.users(found as AnsweredRow[]), found.length, 1, undefined) }
  }
  const total = (reads.total.get(tenantId, directoryId, 'User') as number | null) ?? 0
  const limit = Math.min(1_000, Number(count ?? 200))
  type Listed = [...AnsweredRow, n: number]
  if (cursor !== undefined) {
    const [n = '0', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
    const rows = reads.pageAfter.all(tenantId, directoryId, 'User', Number(n), id, limit + 1) as Listed[]
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const next = rows.length > limit && last ? Buffer.from(`${last[5]} ${last[0]}`).toString('base64url') : undefined
    const texts = render.users(shown as unknown as AnsweredRow[])
    return { status: 200, body: render.list(texts, total, undefined, next) }
  }
  const start = Number(startIndex ?? 1)
  const rows = reads.page.all(tenantId, directoryId, 'User', limit, start - 1, tenantId) as Listed[]
  return { status: 200, body: render.list(render.users(rows as unknown as AnsweredRow[]), total, start, undefined) }
}

const app = express()
app.set('etag', false)
app.disable('x-powered-by')
const router = express.Router()
router.get(
  '/Users',
  serve((req) => listUsers(req.query)),
)
router.get(
  '/Users/:id',
  serve((req) => userAnswer(find('User', req.params.id), 200)),
)
router.post(
  '/Users',
  serve(async (req, requestId) => {
    const body = await readBody(req)
    return userAnswer(await commits.run(() => users.create(body, requestId)), 201)
  }),
)
router.put(
  '/Users/:id',
  serve(async (req, requestId) => {
    const body = await readBody(req)
    return userAnswer(await commits.run(() => users.replace(req.params.id, body, requestId)), 200)
  }),
)
router.patch(
  '/Users/:id',
  serve(async (req, requestId) => {
    const body = await readBody(req)
    return userAnswer(await commits.run(() => users.patch(req.params.id, body, requestId)), 200)
  }),
)
router.get(
  '/Groups/:id',
  serve((req) => {
    const row = find('Group', req.params.id)
    return { status: 200, body: render.group(row), etag: row[2], location: render.location('Group', row[0]) }
  }),
)
router.post(
  '/Groups',
  serve(async (req, requestId) => {
    const body = await readBody(req)
    const row = await commits.run(() => groups.create(body, requestId))
    return { status: 201, body: render.group(row), etag: row[2], location: render.location('Group', row[0]) }
  }),
)
router.patch(
  '/Groups/:id',
  serve(async (req, requestId) => {
    const body = await readBody(req)
    const row = await commits.run(() => groups.patch(req.params.id, body, requestId))
    const text = render.patchedGroup(row)
    return text === undefined
      ? { status: 204, etag: row[2] }
      : { status: 200, body: text, etag: row[2], location: render.location('Group', row[0]) }
  }),
)
app.use('/scim/v2', router)
const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
