// The limit server: what this machine can do on bare Express 5 with prepared statements, writing the same rows with the same durability
// and answering the same bytes as Rollcall. No schema engine, no filter parser, no query builder, no error handling to speak of.
import { createHash } from 'node:crypto'
import express, { type Request, type Response } from 'express'
import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import type { Row } from '../rows/columns.ts'
import { requestRecordRow } from '../rows/request-record.ts'
import { wrappingKey } from '../rows/sealing.ts'
import { Refused, type Space } from '../rows/space.ts'
import type { FoundGroup, FoundUser } from './backend.ts'
import { openPostgresBackend } from './postgres/postgres-backend.ts'
import { Renderer } from './render.ts'
import { openSqliteBackend } from './sqlite/sqlite-backend.ts'

const { BENCH_DATABASE = '', BENCH_SECRET = '', PORT = '' } = process.env
const FILTER = /^(userName|externalId) eq "([^"]*)"$/
const FLUSH_MS = 1_000
const TOUCH_MS = 10_000

const base = `http://127.0.0.1:${PORT}/scim/v2`
const open = BENCH_DATABASE.startsWith('postgres') ? openPostgresBackend : openSqliteBackend
const backend = open(BENCH_DATABASE, wrappingKey(BENCH_SECRET), base)
const render = new Renderer(base)
const credentials = new Map<string, Space>()

/** SHA-256 of the token, then a map. */
async function authenticate(header: string): Promise<Space> {
  const hash = createHash('sha256').update(header.slice(7)).digest('hex')
  const known = credentials.get(hash)
  if (known !== undefined) return known
  const found = await backend.findSpace(hash)
  if (found === undefined) throw new Refused(401, 'unknown token')
  credentials.set(hash, found)
  return found
}

interface Answer {
  readonly status: number
  readonly body?: string | undefined
  readonly etag?: number
  readonly location?: string
}

/** Like the product: records within a second, a credential's last use now and then. */
let records: Row[] = []
const used = new Map<Space, number>()
setInterval(() => {
  const batch = records
  records = []
  if (batch.length > 0) void backend.keepRecords(batch)
  for (const [space, at] of used) {
    if (performance.now() - at < TOUCH_MS) continue
    used.set(space, performance.now())
    void backend.touchCredential(space)
  }
}, FLUSH_MS).unref()

type Handler = (space: Space, req: Request<{ id: string }>, requestId: string) => Promise<Answer>

const serve = (handler: Handler) => async (req: Request<{ id: string }>, res: Response) => {
  const started = performance.now()
  const at = new Date().toISOString()
  const requestId = v7()
  let answer: Answer
  let space: Space | undefined
  try {
    space = await authenticate(req.headers.authorization ?? '')
    answer = await handler(space, req, requestId)
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
  if (space === undefined) return
  if (!used.has(space)) used.set(space, -TOUCH_MS)
  records.push(
    requestRecordRow(space, {
      ...{ requestId, at, method: req.method, path: req.path, query: req.url.split('?', 2)[1] ?? '' },
      ...{ status: answer.status, ms: performance.now() - started },
      requestBytes: Number(req.headers['content-length'] ?? 0),
      responseBytes: body?.length ?? 0,
      userAgent: req.headers['user-agent'],
      resourceId: req.params.id ?? answer.location?.slice(answer.location.lastIndexOf('/') + 1),
      body: bodies.get(req),
    }),
  )
}

const bodies = new WeakMap<Request<{ id: string }>, JsonObject>()

function readBody(req: Request<{ id: string }>): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('error', reject)
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as JsonObject
      bodies.set(req, body)
      resolve(body)
    })
  })
}

function userAnswer(found: FoundUser | undefined, status: number): Answer {
  if (found === undefined) throw new Refused(404, 'not found')
  const [id, , version] = found.row
  return { status, body: render.user(found), etag: version, location: render.location('User', id) }
}

function groupAnswer(found: FoundGroup | undefined, status: number): Answer {
  if (found === undefined) throw new Refused(404, 'not found')
  const [id, , version] = found.row
  return { status, body: render.group(found), etag: version, location: render.location('Group', id) }
}

async function listUsers(space: Space, query: Request['query']): Promise<Answer> {
  const { filter, startIndex, count, cursor } = query as Record<string, string | undefined>
  if (filter !== undefined) {
    const [, attribute, value = ''] = FILTER.exec(filter) ?? []
    if (attribute === undefined) throw new Refused(400, 'unknown filter')
    const found = await backend.usersBy(space, attribute as 'userName' | 'externalId', value)
    return { status: 200, body: render.list(found, found.length, 1, undefined) }
  }
  const limit = Math.min(1_000, Number(count ?? 200))
  if (cursor !== undefined) {
    const [n = '0', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
    // One more tells whether there is a next page.
    const { users, total, numbers } = await backend.pageAfter(space, Number(n), id, limit + 1)
    const shown = users.slice(0, limit)
    const last = users.length > limit ? shown.at(-1) : undefined
    const next = last && Buffer.from(`${numbers[limit - 1]} ${last.row[0]}`).toString('base64url')
    return { status: 200, body: render.list(shown, total, undefined, next) }
  }
  const start = Number(startIndex ?? 1)
  const { users, total } = await backend.page(space, start, limit)
  return { status: 200, body: render.list(users, total, start, undefined) }
}

const app = express()
app.set('etag', false)
app.disable('x-powered-by')
const router = express.Router()
router.get(
  '/Users',
  serve((space, req) => listUsers(space, req.query)),
)
router.get(
  '/Users/:id',
  serve(async (space, req) => userAnswer(await backend.user(space, req.params.id), 200)),
)
router.post(
  '/Users',
  serve(async (space, req, requestId) =>
    userAnswer(await backend.createUser(space, await readBody(req), requestId), 201),
  ),
)
router.put(
  '/Users/:id',
  serve(async (space, req, requestId) =>
    userAnswer(await backend.replaceUser(space, req.params.id, await readBody(req), requestId), 200),
  ),
)
router.patch(
  '/Users/:id',
  serve(async (space, req, requestId) =>
    userAnswer(await backend.patchUser(space, req.params.id, await readBody(req), requestId), 200),
  ),
)
router.get(
  '/Groups/:id',
  serve(async (space, req) => {
    const members = req.query.excludedAttributes !== 'members'
    return groupAnswer(await backend.group(space, req.params.id, { members }), 200)
  }),
)
router.post(
  '/Groups',
  serve(async (space, req, requestId) =>
    groupAnswer(await backend.createGroup(space, await readBody(req), requestId), 201),
  ),
)
router.patch(
  '/Groups/:id',
  serve(async (space, req, requestId) => {
    const found = await backend.patchGroup(space, req.params.id, await readBody(req), requestId)
    return found.members === undefined ? { status: 204, etag: found.row[2] } : groupAnswer(found, 200)
  }),
)
app.use('/scim/v2', router)
const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => void backend.close().finally(() => process.exit(0)))
  server.closeAllConnections()
})
