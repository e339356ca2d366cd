import { createHash } from 'node:crypto'
import { claimIdempotencyKey, forgetIdempotencyKeys, type Trx } from '@rollcall/store'
import type { IdempotentRequest, OperationContext } from '../context.ts'
import { IdempotencyKeyReusedError, InvalidInputError, RepeatedRequestError } from '../errors.ts'

/** How long a repeat is recognised. */
const LIFETIME_MS = 24 * 3_600_000

/** The request of an operation under the key its sender chose. */
export function idempotentRequest(key: string, operation: string, input: unknown): IdempotentRequest {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new InvalidInputError('idempotencyKey', 'An idempotency key is 1 to 200 visible ASCII characters.')
  }
  return { key, operation, digest: createHash('sha256').update(canonical(input)).digest('hex') }
}

/** JSON with the members of every object in one order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/**
 * Called by a creating operation inside its transaction, before it writes. Throws RepeatedRequestError when the same request was carried out
 * already: the transaction rolls back, so nothing is made twice.
 */
export async function claimIdempotency(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  resultId: string,
): Promise<void> {
  const { idempotency: request } = ctx
  if (request === undefined) return
  const now = ctx.now()
  await forgetIdempotencyKeys(trx, tenantId, new Date(now.getTime() - LIFETIME_MS).toISOString())
  const taken = await claimIdempotencyKey(trx, {
    tenant_id: tenantId,
    actor_id: ctx.actor.id,
    key: request.key,
    operation: request.operation,
    request_digest: request.digest,
    result_id: resultId,
    created_at: now.toISOString(),
  })
  if (taken === undefined) return
  if (taken.operation === request.operation && taken.request_digest === request.digest) {
    throw new RepeatedRequestError(taken.result_id)
  }
  throw new IdempotencyKeyReusedError('This idempotency key was used for another request. Choose a new one.')
}
