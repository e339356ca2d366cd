import type { IncomingMessage, ServerResponse } from 'node:http'
import { BusyError } from '@rollcall/provisioning'
import { type Clock, endAnswer, FairShare, goOn, systemClock, watchPace } from '@rollcall/request-bodies'

/** The largest form of somebody who is signed in: a policy of 256 KiB, escaped. */
export const MAX_FORM_BYTES = 512 * 1_024
/** The same of anybody else: room for signing in and setting up. Times the connections of a server, this bounds what strangers make it keep. */
const MAX_ANONYMOUS_FORM_BYTES = 8 * 1_024
/** Bytes of the forms of all who are signed in, who share them. */
const MAX_FORMS = 32 * 1_024 * 1_024

type Next = (error?: unknown) => void
/** Express sets `ip`. */
type FormRequest = IncomingMessage & { readonly ip?: string | undefined }

/**
 * Stands in front of the console, which keeps a form as it comes, whoever sends it: refuses what is too large by its announced length, which browsers
 * always send (411 where it is missing), and ends connections whose forms come too slowly.
 */
export function guardForms(
  findSignedIn: (cookieHeader: string | undefined, address?: string) => Promise<string | undefined>,
  clock: Clock = systemClock,
) {
  const forms = new FairShare(MAX_FORMS)
  return async (req: FormRequest, res: ServerResponse, next: Next): Promise<void> => {
    if (req.method === 'GET' || req.method === 'HEAD') return next()
    const refuse = (status: number, text: string, headers: Record<string, string> = {}) => {
      const body = Buffer.from(`${text}\n`)
      res.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': body.length,
        Connection: 'close',
        ...headers,
      })
      return endAnswer(req, res, body, clock)
    }
    if (req.headers['transfer-encoding'] !== undefined)
      return refuse(411, 'The form must say how long it is (Content-Length).')
    const bytes = Number(req.headers['content-length'] ?? 0)
    if (bytes > MAX_FORM_BYTES) return refuse(413, `The form is larger than ${MAX_FORM_BYTES} bytes.`)
    if (bytes > MAX_ANONYMOUS_FORM_BYTES) {
      let holder: string | undefined
      try {
        holder = await findSignedIn(req.headers.cookie, req.ip ?? req.socket.remoteAddress)
      } catch (error) {
        if (!(error instanceof BusyError)) return next(error)
        return refuse(429, error.message, { 'Retry-After': String(error.retryAfterSeconds) })
      }
      if (holder === undefined) {
        return refuse(
          413,
          `The form is larger than the ${MAX_ANONYMOUS_FORM_BYTES} bytes that are taken before signing in.`,
        )
      }
      if (!forms.take(holder, bytes)) {
        return refuse(429, 'More forms are being sent at once than can be kept. Try again in a moment.', {
          'Retry-After': '2',
        })
      }
      const admin = holder
      res.once('close', () => forms.give(admin, bytes))
    }
    if (bytes > 0) endWhenSlow(req, res, clock)
    goOn(req, res)
    next()
  }
}

/** Whoever reads the form sees a client that went away. */
function endWhenSlow(req: IncomingMessage, res: ServerResponse, clock: Clock): void {
  const { socket } = req
  const before = socket.bytesRead
  const stop = watchPace(
    clock,
    () => socket.bytesRead - before,
    () => {
      if (req.complete || res.headersSent) return
      socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      socket.destroySoon()
    },
  )
  req.once('end', stop).once('close', stop)
  res.once('close', stop)
}
