import { connect, createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** Longer than a busy process takes to send its next statement once it has an answer. */
const QUIET_MS = 15

export interface RoundTrips {
  /** The database behind the observer. */
  readonly url: string
  /** What `work` cost until it resolved: how often somebody had to wait for the database, and statements sent. */
  measure(work: () => Promise<unknown>): Promise<{ readonly roundTrips: number; readonly statements: number }>
  close(): Promise<void>
}

/**
 * Stands between a client and PostgreSQL and holds every answer until the client has nothing more to say. What is let through together is one round
 * trip, whatever the number of statements in it: exactly what a distant database would cost, without being slow.
 */
export async function observeRoundTrips(databaseUrl: string): Promise<RoundTrips> {
  const target = new URL(databaseUrl)
  const counts = { roundTrips: 0, statements: 0 }
  const sockets = new Set<Socket>()
  let lastMoved = performance.now()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
      })
    }
    const countStatements = statementCounter(() => {
      counts.statements += 1
    })
    client.on('data', (chunk) => {
      lastMoved = performance.now()
      countStatements(chunk)
      upstream.write(chunk)
    })
    hold(client, upstream, counts)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    async measure(work) {
      while (performance.now() - lastMoved < 4 * QUIET_MS) await setTimeout(QUIET_MS)
      const before = { ...counts }
      await work()
      return {
        roundTrips: counts.roundTrips - before.roundTrips,
        statements: counts.statements - before.statements,
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Passes the server's answers on once neither side has spoken for a while. */
function hold(client: Socket, upstream: Socket, counts: { roundTrips: number }): void {
  let held: Buffer[] = []
  let timer: NodeJS.Timeout | undefined
  const moved = () => {
    if (timer !== undefined) timer.refresh()
    else if (held.length > 0) timer = globalThis.setTimeout(release, QUIET_MS)
  }
  const release = () => {
    timer = undefined
    if (held.length === 0) return
    counts.roundTrips += 1
    client.write(Buffer.concat(held))
    held = []
  }
  upstream.on('data', (chunk) => {
    held.push(chunk)
    moved()
  })
  client.on('data', moved)
}

/** Reads the messages of the protocol: simple queries and executions of prepared ones. */
function statementCounter(found: () => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      // The first message of a connection has no type.
      const head = started ? 1 : 0
      if (pending.length < head + 4) return
      const length = head + pending.readInt32BE(head)
      if (pending.length < length) return
      const type = started ? String.fromCharCode(pending[0] ?? 0) : ''
      if (type === 'Q' || type === 'E') found()
      started = true
      pending = pending.subarray(length)
    }
  }
}
