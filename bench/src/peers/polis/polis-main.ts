// Polis (@boxyhq/saml-jackson) on Express 5 over PostgreSQL: the library's own SCIM request handler behind this adapter, which only reads the body
// and writes the answer. It keeps no audit log, history, events or request records; a callback of ours takes its events and drops them.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import express, { type Request, type Response } from 'express'

const { BENCH_DATABASE = '', BENCH_TOKEN = '', BENCH_PACKAGES = '', PORT = '' } = process.env

/** The part of the library that is used; it is installed at the time of the run, so its types are not here. */
interface Library {
  controllers(options: object): Promise<{ directorySyncController: DirectorySync }>
}
interface DirectorySync {
  directories: {
    create(options: object): Promise<{ data: { id: string; scim: { secret: string } } | null; error: unknown }>
  }
  requests: { handle(request: object): Promise<{ status: number; data?: unknown }> }
}

const library = createRequire(join(BENCH_PACKAGES, 'package.json'))('@boxyhq/saml-jackson') as Library
const externalUrl = `http://127.0.0.1:${PORT}`
const { directorySyncController: sync } = await library.controllers({
  ...{ externalUrl, samlPath: '/sso', scimPath: '/scim/v2', noAnalytics: true },
  db: { engine: 'sql', type: 'postgres', url: BENCH_DATABASE },
  dsync: { callback: async () => undefined },
})
const { data: directory, error } = await sync.directories.create({
  ...{ name: 'bench', tenant: 'bench', product: 'bench', type: 'generic-scim-v2' },
})
if (directory === null) throw new Error(`no directory: ${JSON.stringify(error)}`)

const readBody = (req: Request): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('error', reject)
    req.on('end', () => resolve(chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())))
  })

const numberOf = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value))

async function answer(req: Request, res: Response): Promise<void> {
  const token = (req.headers.authorization ?? '').slice('Bearer '.length)
  const { type, id } = req.params as { type: string; id?: string }
  const { count, startIndex, filter } = req.query
  const { status, data } = await sync.requests.handle({
    ...{ method: req.method, directoryId: directory?.id, resourceType: type.toLowerCase(), resourceId: id },
    ...{ apiSecret: token === BENCH_TOKEN ? directory?.scim.secret : token, body: await readBody(req) },
    query: { count: numberOf(count), startIndex: numberOf(startIndex), filter },
  })
  const body = Buffer.from(JSON.stringify(data ?? {}))
  res.writeHead(status, { 'Content-Type': 'application/scim+json', 'Content-Length': body.length })
  res.end(body)
}

const app = express()
app.set('etag', false)
app.disable('x-powered-by')
app.all('/scim/v2/:type{/:id}', answer)
const server = app.listen(Number(PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
