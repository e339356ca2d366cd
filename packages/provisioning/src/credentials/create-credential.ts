import { type CredentialKind, type CredentialRow, getDirectory, insertCredential } from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashBasic, hashSecret, mintSecret } from '../crypto/secrets.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { checkName } from '../validate-input.ts'
import { expiryUnderPolicy } from './credential-policy.ts'

export interface CreateCredentialInput {
  readonly tenantId: string
  readonly directoryId: string
  readonly name?: string | undefined
  readonly expiresAt?: Date | undefined
}

/** A bearer token. The secret is returned once and never stored. */
export async function createToken(
  ctx: OperationContext,
  input: CreateCredentialInput,
): Promise<{ readonly credential: CredentialRow; readonly token: string }> {
  const token = mintSecret('token')
  const credential = await insert(ctx, input, 'bearer', {
    username: null,
    secret_hash: hashSecret(token),
    last_four: token.slice(-4),
  })
  return { credential, token }
}

/** A user name and password. The password is returned once and never stored. */
export async function createBasicCredential(
  ctx: OperationContext,
  input: CreateCredentialInput,
): Promise<{ readonly credential: CredentialRow; readonly username: string; readonly password: string }> {
  const username = `scim-${ctx.newId().replaceAll('-', '').slice(-12)}`
  const password = mintSecret('password')
  const credential = await insert(ctx, input, 'basic', {
    username,
    secret_hash: hashBasic(username, password),
    last_four: password.slice(-4),
  })
  return { credential, username, password }
}

async function insert(
  ctx: OperationContext,
  input: CreateCredentialInput,
  kind: CredentialKind,
  secret: Pick<CredentialRow, 'username' | 'secret_hash' | 'last_four'>,
): Promise<CredentialRow> {
  const now = ctx.now()
  const fallback = kind === 'bearer' ? 'Token' : 'User name and password'
  const row: CredentialRow = {
    tenant_id: input.tenantId,
    id: ctx.newId(),
    directory_id: input.directoryId,
    kind,
    name: checkName('name', input.name ?? fallback),
    ...secret,
    created_at: now.toISOString(),
    expires_at: null,
    revoked_at: null,
    last_used_at: null,
  }
  return ctx.store.transaction(input.tenantId, async (trx) => {
    const directory = await getDirectory(trx, input.tenantId, input.directoryId)
    const expiring = { ...row, expires_at: expiryUnderPolicy(directory, input.expiresAt, now) }
    await claimIdempotency(ctx, trx, row.tenant_id, row.id)
    await insertCredential(trx, expiring)
    await appendAuditEvent(ctx, trx, {
      tenantId: row.tenant_id,
      action: kind === 'bearer' ? 'token.created' : 'credential.created',
      target: { type: 'credential', id: row.id },
      directoryId: row.directory_id,
      data: plainData({ after: { name: row.name, kind, lastFour: row.last_four, expiresAt: expiring.expires_at } }),
    })
    return expiring
  })
}
