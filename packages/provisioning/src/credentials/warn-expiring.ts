import {
  type CredentialRow,
  type DirectoryRow,
  getDirectory,
  INSTANCE,
  insertEvent,
  insertNotice,
  listCredentialsEndingBefore,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'

const DAY_MS = 86_400_000
/** Where no policy says otherwise. */
const WARN_DAYS = [30, 14, 7, 1]
const MOST_DAYS = 365

/** A credential that ends soon, for who sends e-mail about it. */
export interface ExpiringCredential {
  readonly tenantId: string
  readonly directoryName: string
  readonly credentialName: string
  readonly expiresAt: string
  readonly days: number
}

/**
 * Tells of credentials that end soon: a notice and an event for each threshold of the directory's policy (30, 14, 7 and 1 days) that is newly
 * passed. Returns those, for e-mail. Harmless to repeat.
 */
export async function warnOfExpiringCredentials(ctx: OperationContext): Promise<ExpiringCredential[]> {
  const now = ctx.now()
  const before = new Date(now.getTime() + MOST_DAYS * DAY_MS).toISOString()
  const rows = await ctx.store.read(INSTANCE, (db) => listCredentialsEndingBefore(db, now.toISOString(), before))
  const warned: ExpiringCredential[] = []
  for (const row of rows) {
    const one = await ctx.store.transaction(row.tenant_id, (trx) => warn(ctx, trx, row, now))
    if (one !== undefined) warned.push(one)
  }
  return warned
}

async function warn(
  ctx: OperationContext,
  trx: Trx,
  row: CredentialRow,
  now: Date,
): Promise<ExpiringCredential | undefined> {
  const directory = await getDirectory(trx, row.tenant_id, row.directory_id)
  const expiresAt = row.expires_at ?? ''
  const left = (Date.parse(expiresAt) - now.getTime()) / DAY_MS
  const threshold = thresholdOf(directory, left)
  if (threshold === undefined) return undefined
  const days = Math.max(1, Math.ceil(left))
  const isNew = await insertNotice(trx, {
    tenant_id: row.tenant_id,
    id: ctx.newId(),
    kind: `credential.expiring.${threshold}`,
    subject_type: 'credential',
    subject_id: row.id,
    directory_id: row.directory_id,
    detail: `"${row.name}" of the directory "${directory.name}" ends on ${expiresAt}, in ${days === 1 ? 'a day' : `${days} days`}. Rotate it, or provisioning stops then.`,
    request_id: ctx.requestId,
    created_at: now.toISOString(),
    dismissed_at: null,
  })
  if (!isNew) return undefined
  await insertEvent(trx, {
    tenant_id: row.tenant_id,
    id: ctx.newId(),
    type: 'credential.expiring',
    directory_id: row.directory_id,
    resource_type: 'Credential',
    resource_id: row.id,
    person_id: null,
    version: 1,
    changed: JSON.stringify([`${threshold} days`]),
    request_id: ctx.requestId,
    occurred_at: now.toISOString(),
  })
  return { tenantId: row.tenant_id, directoryName: directory.name, credentialName: row.name, expiresAt, days }
}

/** The nearest threshold that is passed. */
function thresholdOf(directory: DirectoryRow, left: number): number | undefined {
  const days = policyOf(directory).directory.credentials?.warnDays ?? WARN_DAYS
  return days.filter((each) => left <= each).sort((a, b) => a - b)[0]
}
