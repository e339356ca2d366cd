import { type CredentialRow, getCredential, updateCredential } from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { newBasic, newToken, writeCredential } from './create-credential.ts'
import { forgetCredentials } from './credential-cache.ts'

const DAY_MS = 86_400_000
const MAX_OVERLAP_DAYS = 90

export interface RotatedCredential {
  /** The new one. */
  readonly credential: CredentialRow
  /** Shown once: the token, or the user name and password. */
  readonly secret: { readonly token: string } | { readonly username: string; readonly password: string }
  /** The former one, with the moment it ends. */
  readonly former: CredentialRow
}

/**
 * Makes a successor of a credential, of the same kind and name; both work until the overlap ends, so that the identity provider can be changed over
 * without a gap. `overlapMs` 0 ends the former one at once. Throws NotFoundError, InvalidInputError or ConflictError.
 */
export async function rotateCredential(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly id: string },
  options: { readonly overlapMs: number; readonly expiresAt?: Date | undefined },
): Promise<RotatedCredential> {
  const { tenantId, id } = target
  if (!(options.overlapMs >= 0 && options.overlapMs <= MAX_OVERLAP_DAYS * DAY_MS)) {
    throw new InvalidInputError('overlap', `The overlap must be between 0 and ${MAX_OVERLAP_DAYS} days.`)
  }
  const now = ctx.now()
  const end = new Date(now.getTime() + options.overlapMs).toISOString()
  const rotated = await ctx.store.transaction(tenantId, async (trx): Promise<RotatedCredential> => {
    const row = await getCredential(trx, tenantId, id)
    if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now.toISOString())) {
      throw new ConflictError('id', 'The credential does not work any more. Create a new one instead.')
    }
    const input = { tenantId, directoryId: row.directory_id, name: row.name, expiresAt: options.expiresAt }
    const { columns, ...secret } = row.kind === 'bearer' ? newToken() : newBasic(ctx)
    const credential = await writeCredential(ctx, trx, input, columns)
    const expiresAt = row.expires_at !== null && row.expires_at < end ? row.expires_at : end
    await updateCredential(trx, tenantId, id, { expires_at: expiresAt })
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: row.kind === 'bearer' ? 'token.rotated' : 'credential.rotated',
      target: { type: 'credential', id },
      directoryId: row.directory_id,
      changed: ['expires_at'],
      data: plainData({ before: { expiresAt: row.expires_at }, after: { expiresAt, successorId: credential.id } }),
    })
    return { credential, secret, former: { ...row, expires_at: expiresAt } }
  })
  forgetCredentials(ctx.store)
  return rotated
}
