import { createServer, type RequestListener, type Server } from 'node:http'
import { answerExpectations } from '@rollcall/request-bodies'

/** Longer than usual proxies and clients keep an idle connection: when we close it as a request arrives, that request is lost. */
const KEEP_ALIVE_MS = 65_000
/** From the first moment of a connection, or the first byte of a further request, to the last byte of the head. */
const HEADERS_MS = 20_000
/** The whole of a request, whatever reads it: above what the pace of bodies leaves the largest one. */
const REQUEST_MS = 600_000
const CHECK_MS = 5_000
/** Above this part of the connections, idle ones are closed to make room. */
const CROWDED = 0.9
const SECOND_MS = 1_000

export interface HttpServerOptions {
  /** Beyond this a connection is closed as soon as it is made. */
  readonly maxConnections: number
  /** Hears at most once a second of how many were. */
  readonly onDropped: (count: number) => void
}

/** The server of one process, with bounds for what clients may do before anybody knows them. Does not listen yet. */
export function createHttpServer(listener: RequestListener, { maxConnections, onDropped }: HttpServerOptions): Server {
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
    listener,
  )
  server.maxConnections = maxConnections
  answerExpectations(server, listener)
  let open = 0
  const makeRoom = atMostEverySecond(() => server.closeIdleConnections())
  server.on('connection', (socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
    if (open > maxConnections * CROWDED) makeRoom()
  })
  let dropped = 0
  const tell = atMostEverySecond(() => {
    onDropped(dropped)
    dropped = 0
  })
  server.on('drop', () => {
    dropped += 1
    tell()
  })
  return server
}

/** Runs `work` a second after it is first asked for, once for all who ask meanwhile. */
function atMostEverySecond(work: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      work()
    }, SECOND_MS).unref()
  }
}
