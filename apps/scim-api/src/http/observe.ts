import type { Json } from '@rollcall/scim-core'
import type { CredentialMatch } from '@rollcall/store'
import type { Request } from 'express'
import type { Answer } from '../exchange.ts'
import type { ScimApiOptions } from '../scim-api.ts'

/** One exchange, answered. */
export interface Answered {
  readonly requestId: string
  readonly at: Date
  /** The pattern, not the path. */
  readonly route: string
  /** undefined: nobody was authenticated, so it belongs to no tenant and only the log has it. */
  readonly match: CredentialMatch | undefined
  readonly answer: Answer
  readonly scimType: string | undefined
  readonly ms: number
  readonly sent: number
  /** Bytes of the body that came, compressed if they were. */
  readonly received: number
  /** The parsed body by reference, or its bytes when it is not JSON. */
  readonly body: Json | Buffer | undefined
}

/** Tells the log and the metrics, without body, query or credential; and the request records, which seal what may be personal. */
export function observe({ logger, recorder, onAnswer }: ScimApiOptions, req: Request, answered: Answered): void {
  const { requestId, route, match, answer, scimType, ms } = answered
  const { status } = answer
  onAnswer?.({ method: req.method, route, status, seconds: ms / 1_000 })
  logger.info(
    {
      requestId,
      method: req.method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      tenant: match?.tenantSlug,
      directory: match?.directory.slug,
      scimType,
    },
    'scim',
  )
  if (match === undefined) return
  const { directory, credential } = match
  const queryAt = req.url.indexOf('?')
  recorder.add({
    tenantId: directory.tenant_id,
    directoryId: directory.id,
    credentialId: credential.id,
    requestId,
    at: answered.at,
    method: req.method,
    path: queryAt < 0 ? req.url : req.url.slice(0, queryAt),
    query: queryAt < 0 ? '' : req.url.slice(queryAt + 1),
    status,
    scimType,
    ms,
    requestBytes: answered.received,
    responseBytes: answered.sent,
    userAgent: req.headers['user-agent'],
    resourceId: route === '/:endpoint/:id' ? req.params.id?.toString() : lastPart(answer.headers?.Location),
    body: answered.body,
    answer: typeof answer.body === 'string' ? answer.body : undefined,
  })
}

const lastPart = (location: string | undefined): string | undefined => location?.slice(location.lastIndexOf('/') + 1)
