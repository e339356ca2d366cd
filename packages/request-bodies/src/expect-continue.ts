import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

const waiting = new WeakSet<IncomingMessage>()

/**
 * Leaves it to whoever reads the body to ask a client that sent `Expect: 100-continue` (RFC 9110 section 10.1.1) to go on; who refuses the request
 * answers instead, and the body is never sent.
 */
export function answerExpectations(server: Server, listener: RequestListener): void {
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    waiting.add(req)
    listener(req, res as never)
  })
}

/** Asks a client that waits for it to send the body. */
export function goOn(req: IncomingMessage, res: ServerResponse): void {
  if (waiting.delete(req)) res.writeContinue()
}
