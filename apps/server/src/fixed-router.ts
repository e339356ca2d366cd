import { type FixedPathOwner, fixedPathOwner } from '@rollcall/provisioning'
import type { RequestHandler, Response } from 'express'

/** Who answers for each owner in this process; undefined: nobody here. Each is asked with the whole path. */
export type FixedHandlers = Readonly<Record<Exclude<FixedPathOwner, 'later'>, RequestHandler | undefined>>

/**
 * Sends each request whose path begins with a fixed part to its owner, and to nobody else: what the owner leaves, or what has none here, is 404. Stands
 * before everything that tenants can give names to. A handler is reached only through the list of fixed paths, so none can be mounted beside it.
 */
export function fixedRouter(handlers: FixedHandlers): RequestHandler {
  return (request, response, next) => {
    const { path } = request
    const written = /^\/+([^/]*)/.exec(path)?.[1] ?? ''
    const owner = fixedPathOwner(decoded(written))
    if (owner === undefined) return next()
    const handler = owner === 'later' ? undefined : handlers[owner]
    // A proxy that guards /metrics by its name does not know it as //metrics or /%6detrics, so it is not served there.
    const isPlain = fixedPathOwner(written) === owner && path[1] !== '/'
    if (handler === undefined || !isPlain) return refuse(response)
    return handler(request, response, (failure?: unknown) => {
      if (failure === undefined) refuse(response)
      else next(failure)
    })
  }
}

/** One that cannot be decoded is nobody's name. */
function decoded(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function refuse(response: Response): void {
  response.status(404).json({ code: 'not_found', message: 'This server answers nothing at this path.' })
}
