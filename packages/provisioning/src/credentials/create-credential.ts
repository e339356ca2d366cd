import { type CredentialRow, getDirectory, insertCredential, type Trx } from '@rollcall/store'
import { rememberSecret } from '../access/secret-lookups.ts'
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
  const { columns, token } = newToken()
  return { credential: await create(ctx, input, columns), token }
}

/** A user name and password. The password is returned once and never stored. */
export async function createBasicCredential(
  ctx: OperationContext,
  input: CreateCredentialInput,
): Promise<{ readonly credential: CredentialRow; readonly username: string; readonly password: string }> {
  const { columns, username, password } = newBasic(ctx)
  return { credential: await create(ctx, input, columns), username, password }
}

type SecretColumns = Pick<CredentialRow, 'kind' | 'username' | 'secret_hash' | 'last_four'>

export function newToken() {
  const token = mintSecret('token')
  const columns: SecretColumns = {
    kind: 'bearer',
    username: null,
    secret_hash: hashSecret(token),
    last_four: token.slice(-4),
  }
  return { columns, token }
}

export function newBasic(ctx: OperationContext) {
  const username = `scim-${ctx.newId().replaceAll('-', '').slice(-12)}`
  const password = mintSecret('password')
  const columns: SecretColumns = {
    kind: 'basic',
    username,
    secret_hash: hashBasic(username, password),
    last_four: password.slice(-4),
  }
  return { columns, username, password }
}

const create = (ctx: OperationContext, input: CreateCredentialInput, columns: SecretColumns): Promise<CredentialRow> =>
  ctx.store.transaction(input.tenantId, (trx) => writeCredential(ctx, trx, input, columns))

/** Stores a new credential in the caller's transaction. Throws NotFoundError or InvalidInputError. */
export async function writeCredential(
  ctx: OperationContext,
  trx: Trx,
  input: CreateCredentialInput,
  columns: SecretColumns,
): Promise<CredentialRow> {
  const { tenantId, directoryId, expiresAt } = input
  const now = ctx.now()
  const { kind } = columns
  const directory = await getDirectory(trx, tenantId, directoryId)
  const row: CredentialRow = {
    tenant_id: tenantId,
    id: ctx.newId(),
    directory_id: directoryId,
    name: checkName('name', input.name ?? (kind === 'bearer' ? 'Token' : 'User name and password')),
    ...columns,
    created_at: now.toISOString(),
    expires_at: expiryUnderPolicy(directory, expiresAt, now),
    revoked_at: null,
    last_used_at: null,
  }
  await claimIdempotency(ctx, trx, tenantId, row.id)
  await insertCredential(trx, row)
  rememberSecret(ctx.store, row.secret_hash)
  await appendAuditEvent(ctx, trx, {
    tenantId,
    action: kind === 'bearer' ? 'token.created' : 'credential.created',
    target: { type: 'credential', id: row.id },
    directoryId,
    data: plainData({ after: { name: row.name, kind, lastFour: row.last_four, expiresAt: row.expires_at } }),
  })
  return row
}
