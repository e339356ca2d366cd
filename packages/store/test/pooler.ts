import { createServer, type Socket } from 'node:net'
import pg from 'pg'

/** How long a client keeps a backend. */
export type PoolMode = 'session' | 'transaction'

export interface Pooler {
  /** The database behind it. */
  readonly url: string
  close(): Promise<void>
}

/** One message of the protocol: its type, and all of its bytes. */
type OnMessage = (type: string, bytes: Buffer) => void

/** Cuts what arrives into messages; `startup`: the first one has no type. */
function messages(onMessage: OnMessage, { startup }: { readonly startup: boolean }): (chunk: Buffer) => void {
  let held = Buffer.alloc(0)
  let typed = !startup
  return (chunk) => {
    held = Buffer.concat([held, chunk])
    for (;;) {
      const prefix = typed ? 1 : 0
      if (held.length < prefix + 4) return
      const end = prefix + held.readUInt32BE(prefix)
      if (held.length < end) return
      onMessage(typed ? held.toString('latin1', 0, 1) : 'startup', held.subarray(0, end))
      held = held.subarray(end)
      typed = true
    }
  }
}

const AUTHENTICATION_OK = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0])
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/** Asked of a backend, who still owes a ReadyForQuery for each. */
const ASKS_FOR_READY = ['Q', 'S']

interface Backend {
  readonly socket: Socket
  serves: Client | undefined
  unanswered: number
}

interface Client {
  readonly socket: Socket
  backend: Backend | undefined
  readonly waiting: Buffer[]
}

/**
 * Stands between clients and PostgreSQL as a pooler does: it signs in by itself, and a client borrows one of its connections for a session or for a
 * transaction. The connection that became free last is lent first, as PgBouncer does it.
 */
export async function startPooler(
  databaseUrl: string,
  { mode, backends: count }: { readonly mode: PoolMode; readonly backends: number },
): Promise<Pooler> {
  const signedIn = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client(databaseUrl)
      client.on('error', () => undefined)
      await client.connect()
      return client
    }),
  )
  const idle: Backend[] = []
  const queue: Client[] = []
  const sockets = new Set<Socket>()

  const lend = (client: Client): void => {
    const backend = client.backend ?? idle.pop()
    if (backend === undefined) {
      if (!queue.includes(client)) queue.push(client)
      return
    }
    client.backend = backend
    backend.serves = client
    for (const bytes of client.waiting.splice(0)) {
      if (ASKS_FOR_READY.includes(bytes.toString('latin1', 0, 1))) backend.unanswered += 1
      backend.socket.write(bytes)
    }
  }
  const takeBack = (backend: Backend): void => {
    if (backend.serves !== undefined) backend.serves.backend = undefined
    backend.serves = undefined
    idle.push(backend)
    const next = queue.shift()
    if (next !== undefined) lend(next)
  }

  for (const client of signedIn) {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
    stream.removeAllListeners('data')
    const backend: Backend = { socket: stream, serves: undefined, unanswered: 0 }
    const cut = messages(
      (type, bytes) => {
        backend.serves?.socket.write(bytes)
        if (type !== 'Z') return
        backend.unanswered -= 1
        const isIdle = bytes.toString('latin1', 5, 6) === 'I'
        if (mode === 'transaction' && isIdle && backend.unanswered === 0) takeBack(backend)
      },
      { startup: false },
    )
    stream.on('data', cut)
    idle.push(backend)
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const client: Client = { socket, backend: undefined, waiting: [] }
    const cut = messages(
      (type, bytes) => {
        if (type === 'startup') return void socket.write(Buffer.concat([AUTHENTICATION_OK, READY]))
        if (type === 'X') return void socket.end()
        client.waiting.push(Buffer.from(bytes))
        lend(client)
      },
      { startup: true },
    )
    socket.on('data', cut)
    socket.on('close', () => {
      if (queue.includes(client)) queue.splice(queue.indexOf(client), 1)
      if (client.backend?.unanswered === 0) takeBack(client.backend)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: url.href,
    async close() {
      for (const socket of sockets) socket.destroy()
      for (const client of signedIn)
        (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
