import type { CredentialMatch } from '@rollcall/store'
import type { Request } from 'express'
import type { ScimApiOptions } from '../scim-api.ts'

/** One exchange, answered. */
export interface Answered {
  readonly requestId: string
  readonly at: Date
  /** The pattern, not the path. */
  readonly route: string
  /** undefined: nobody was authenticated, so it belongs to no tenant and only the log has it. */
  readonly match: CredentialMatch | undefined
  readonly status: number
  readonly scimType: string | undefined
  readonly ms: number
  readonly sent: number
}

/** Tells the log, the metrics and the request records. No body, no query, no credential. */
export function observe({ logger, recorder, onAnswer }: ScimApiOptions, req: Request, answered: Answered): void {
  const { requestId, route, match, status, scimType, ms } = answered
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
  recorder.add({
    tenant_id: match.directory.tenant_id,
    id: requestId,
    directory_id: match.directory.id,
    credential_id: match.credential.id,
    occurred_at: answered.at.toISOString(),
    method: req.method,
    path: req.path.slice(0, 1_000),
    status,
    scim_type: scimType ?? null,
    duration_ms: ms,
    request_bytes: Number(req.headers['content-length'] ?? 0) || 0,
    response_bytes: answered.sent,
    user_agent: req.headers['user-agent']?.slice(0, 300) ?? null,
  })
}
