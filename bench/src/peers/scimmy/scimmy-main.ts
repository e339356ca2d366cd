// scimmy 1.3 and scimmy-routers on Express 5, stored in SQLite by this adapter: a row per resource, indexed columns for what the library's
// filters can be pushed down to, the durability and the shared commit of the limit server. It keeps no audit log, history, events or request records.
import { createHash } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import express, { type Request } from 'express'
import SCIMMY from 'scimmy'
import { SCIMMYRouters } from 'scimmy-routers'
import { v7 } from 'uuid'
import { SharedCommit } from '../../limit/sqlite/shared-commit.ts'

const { BENCH_DATABASE = '', BENCH_TOKEN = '', PORT = '' } = process.env
const EQUALITY = /^(userName|displayName) eq "([^"]*)"$/i

const db = new BetterSqlite3(BENCH_DATABASE)
db.pragma('journal_mode = wal')
db.pragma('synchronous = full')
const commits = new SharedCommit(db)
const byId = db.prepare('select doc from resource where type = ? and id = ?').pluck()
const byName = db.prepare('select doc from resource where type = ? and name = ?').pluck()
const page = db.prepare('select doc from resource where type = ? order by n limit ? offset ?').pluck()
const all = db.prepare('select doc from resource where type = ? order by n').pluck()
const count = db.prepare('select count(*) from resource where type = ?').pluck()
const upsert = db.prepare(
  `insert into resource (type, id, name, doc) values (?, ?, ?, ?)
   on conflict (type, id) do update set name = excluded.name, doc = excluded.doc`,
)
const remove = db.prepare('delete from resource where type = ? and id = ?')

/** What the library hands its handlers. */
interface Asked {
  readonly id?: string | undefined
  readonly filter?: { readonly expression?: string; match(values: object[]): object[] } | undefined
  constraints?: { startIndex?: number; count?: number; totalResults?: number } | undefined
}

const parse = (docs: unknown[]): object[] => docs.map((doc) => JSON.parse(String(doc)))

function read(type: string, asked: Asked): object | object[] {
  if (asked.id !== undefined) {
    const doc = byId.get(type, asked.id)
    if (doc === undefined) throw new SCIMMY.Types.Error(404, '', `Resource ${asked.id} not found`)
    return JSON.parse(String(doc))
  }
  if (asked.filter !== undefined) {
    const name = EQUALITY.exec(asked.filter.expression ?? '')?.[2]
    return name === undefined ? asked.filter.match(parse(all.all(type))) : parse(byName.all(type, name.toLowerCase()))
  }
  // The page is cut here; the library is told the total, so that it does not cut again.
  const { startIndex = 1, count: limit = 20 } = asked.constraints ?? {}
  asked.constraints = { ...asked.constraints, startIndex, count: limit, totalResults: Number(count.get(type)) }
  return parse(page.all(type, limit, startIndex - 1))
}

function write(type: string, nameAttribute: string, asked: Asked, instance: object): Promise<object> {
  return commits.run(() => {
    const at = new Date().toISOString()
    const former = asked.id === undefined ? undefined : byId.get(type, asked.id)
    const created =
      former === undefined ? at : (JSON.parse(String(former)) as { meta: { created: string } }).meta.created
    const id = asked.id ?? v7()
    const values = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>
    const resource = { ...values, id, meta: { resourceType: type, created, lastModified: at } }
    upsert.run(type, id, String(values[nameAttribute]).toLowerCase(), JSON.stringify(resource))
    return resource
  })
}

for (const [type, Resource, name] of [
  ['User', SCIMMY.Resources.User, 'userName'],
  ['Group', SCIMMY.Resources.Group, 'displayName'],
] as const) {
  // biome-ignore lint/suspicious/noExplicitAny: the library's types describe its handlers by schema classes that plain objects satisfy only at run time
  const declared = SCIMMY.Resources.declare(Resource as any) as any
  declared
    .egress((asked: Asked) => read(type, asked))
    .ingress((asked: Asked, instance: object) => write(type, name, asked, instance))
    .degress((asked: Asked) => commits.run(() => remove.run(type, asked.id)))
}
SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false)

const hashes = new Set([createHash('sha256').update(BENCH_TOKEN).digest('hex')])

function authenticate(req: Request): string {
  const hash = createHash('sha256')
    .update((req.headers.authorization ?? '').slice(7))
    .digest('hex')
  if (!hashes.has(hash)) throw new Error('unknown token')
  return 'bench'
}

const app = express()
app.set('etag', false)
app.disable('x-powered-by')
app.use((req, _res, next) => {
  // scimmy-routers turns startIndex and count into numbers in place, but Express 5 parses the query anew at each access.
  Object.defineProperty(req, 'query', { value: req.query, writable: true })
  next()
})

// The library reads, changes and writes with awaits between, so two PATCHes of one resource would lose members: one at a time for each.
const patching = new Map<string, Promise<unknown>>()
app.patch('/scim/v2/*path', (req, res, next) => {
  const before = patching.get(req.path)
  const ended = new Promise((resolve) => res.once('close', resolve))
  const mine = (before ?? Promise.resolve()).then(() => {
    next()
    return ended
  })
  patching.set(req.path, mine)
  void mine.then(() => patching.get(req.path) === mine && patching.delete(req.path))
})
app.use(
  '/scim/v2',
  new SCIMMYRouters({ type: 'bearer', handler: authenticate, baseUri: () => `http://127.0.0.1:${PORT}/scim/v2` }),
)
const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
