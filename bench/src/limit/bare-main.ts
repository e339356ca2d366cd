// The bare server: one row per user and nothing else, on bare Express 5. It keeps no audit log, history, events, request records, value index or
// person keys, so no bar is set against it: it shows what those cost.
import { createHash } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import express, { type Request, type Response } from 'express'
import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import { SharedCommit } from './sqlite/shared-commit.ts'

const { BENCH_DATABASE = '', BENCH_TOKEN = '', PORT = '' } = process.env
const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

const db = new BetterSqlite3(BENCH_DATABASE)
db.pragma('journal_mode = wal')
db.pragma('synchronous = full')
const byId = db.prepare('select doc from user where id = ?').pluck()
const byName = db.prepare('select doc from user where user_name = ?').pluck()
const page = db.prepare('select doc from user order by n limit ? offset ?').pluck()
const total = db.prepare('select coalesce(max(n), 0) from user').pluck()
const insert = db.prepare('insert into user (id, user_name, doc) values (?, ?, ?)')
const update = db.prepare('update user set doc = ? where id = ?')
const commits = new SharedCommit(db)
const hashes = new Set([createHash('sha256').update(BENCH_TOKEN).digest('hex')])

const readBody = (req: Request): Promise<JsonObject> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('error', reject)
    req.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
  })

const serve =
  (handler: (req: Request<{ id: string }>) => Promise<string> | string, status = 200) =>
  async (req: Request<{ id: string }>, res: Response) => {
    const hash = createHash('sha256')
      .update((req.headers.authorization ?? '').slice(7))
      .digest('hex')
    const body = Buffer.from(hashes.has(hash) ? await handler(req) : '{}')
    const headers = { 'Content-Type': 'application/scim+json', 'Content-Length': body.length }
    res.writeHead(hashes.has(hash) ? status : 401, headers)
    res.end(body)
  }

const list = (docs: unknown[], found: unknown, start = 1) =>
  `{"schemas":["${LIST_SCHEMA}"],"totalResults":${found},"startIndex":${start},"itemsPerPage":${docs.length},"Resources":[${docs.join(',')}]}`

function listUsers(query: Request['query']): string {
  const { filter, startIndex = '1', count = '200' } = query as Record<string, string | undefined>
  if (filter === undefined)
    return list(page.all(Number(count), Number(startIndex) - 1), total.get(), Number(startIndex))
  const docs = byName.all(filter.slice('userName eq "'.length, -1).toLowerCase())
  return list(docs, docs.length)
}

function write(id: string, body: JsonObject, statement: 'insert' | 'update'): Promise<string> {
  const doc = JSON.stringify({ ...body, id, meta: { resourceType: 'User', location: `/scim/v2/Users/${id}` } })
  return commits.run(() => {
    if (statement === 'insert') insert.run(id, String(body.userName).toLowerCase(), doc)
    else update.run(doc, id)
    return doc
  })
}

const app = express()
app.set('etag', false)
app.disable('x-powered-by')
app.get(
  '/scim/v2/Users',
  serve((req) => listUsers(req.query)),
)
app.get(
  '/scim/v2/Users/:id',
  serve((req) => byId.get(req.params.id) as string),
)
app.post(
  '/scim/v2/Users',
  serve(async (req) => write(v7(), await readBody(req), 'insert'), 201),
)
app.put(
  '/scim/v2/Users/:id',
  serve(async (req) => write(req.params.id, await readBody(req), 'update')),
)
app.patch(
  '/scim/v2/Users/:id',
  serve(async (req) => {
    const [operation] = (await readBody(req)).Operations as { path: string; value: unknown }[]
    const current = JSON.parse(byId.get(req.params.id) as string) as JsonObject
    return write(req.params.id, { ...current, [operation?.path ?? '']: operation?.value }, 'update')
  }),
)
const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
