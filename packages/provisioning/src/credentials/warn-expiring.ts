import {
  type CredentialRow,
  type Db,
  type DirectoryRow,
  dismissNoticesAbout,
  getDirectory,
  hasNotice,
  INSTANCE,
  listCredentials,
  listCredentialsEndingBefore,
  type Trx,
  tryElect,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { tellEvent } from '../events/tell-event.ts'
import { openNotice } from '../notices/open-notice.ts'
import { policyOf } from '../policy/effective-policy.ts'

const DAY_MS = 86_400_000
/** Where no policy says otherwise. */
const WARN_DAYS = [30, 14, 7, 1]
const MOST_DAYS = 365

/** A credential that ends soon, for who sends e-mail about it. */
export interface ExpiringCredential {
  readonly tenantId: string
  readonly directoryId: string
  readonly directoryName: string
  readonly credentialId: string
  readonly credentialName: string
  readonly expiresAt: string
  readonly days: number
}

/**
 * Tells of credentials that end soon: a notice and an event for each threshold of the directory's policy (30, 14, 7 and 1 days) that is newly
 * passed, once and for all, whatever becomes of the notice. Returns those, for e-mail. Harmless to repeat, and in several processes at once.
 */
export async function warnOfExpiringCredentials(ctx: OperationContext): Promise<ExpiringCredential[]> {
  const now = ctx.now()
  const before = new Date(now.getTime() + MOST_DAYS * DAY_MS).toISOString()
  const rows = await ctx.store.read(INSTANCE, (db) => listCredentialsEndingBefore(db, now.toISOString(), before))
  const warned: ExpiringCredential[] = []
  for (const row of rows) {
    // Most of them were told of before: nothing is written for those.
    if ((await ctx.store.read(row.tenant_id, (db) => findWarning(db, row, now))) === undefined) continue
    const one = await ctx.store.transaction(row.tenant_id, (trx) => warn(ctx, trx, row, now))
    if (one !== undefined) warned.push(one)
  }
  return warned
}

interface Warning {
  readonly directory: DirectoryRow
  readonly threshold: number
  readonly days: number
  /** There is a later credential of the name already; the identity provider does not use it yet. */
  readonly rotated: boolean
}

/** What there is to tell of a credential now, and was not told yet. */
async function findWarning(db: Db, row: CredentialRow, now: Date): Promise<Warning | undefined> {
  const directory = await getDirectory(db, row.tenant_id, row.directory_id)
  const left = (Date.parse(row.expires_at ?? '') - now.getTime()) / DAY_MS
  const threshold = thresholdOf(directory, left)
  if (threshold === undefined) return undefined
  if (await hasNotice(db, row.tenant_id, { kind: kindOf(threshold), subjectId: row.id })) return undefined
  const later = (await listCredentials(db, row.tenant_id, row.directory_id)).filter((each) => isSuccessor(row, each))
  if (later.some((each) => each.last_used_at !== null)) return undefined
  return { directory, threshold, days: Math.max(1, Math.ceil(left)), rotated: later.length > 0 }
}

const kindOf = (threshold: number) => `credential.expiring.${threshold}`

const isSuccessor = (row: CredentialRow, each: CredentialRow): boolean =>
  each.id > row.id &&
  each.kind === row.kind &&
  each.name === row.name &&
  each.revoked_at === null &&
  (each.expires_at === null || each.expires_at > (row.expires_at ?? ''))

async function warn(
  ctx: OperationContext,
  trx: Trx,
  row: CredentialRow,
  now: Date,
): Promise<ExpiringCredential | undefined> {
  if (!(await tryElect(trx, 'credential expiry'))) return undefined
  const warning = await findWarning(trx, row, now)
  if (warning === undefined) return undefined
  const { directory, threshold, days, rotated } = warning
  const expiresAt = row.expires_at ?? ''
  await dismissNoticesAbout(trx, row.tenant_id, [row.id], now.toISOString())
  const advice = rotated ? 'Enter its successor in the identity provider' : 'Rotate it'
  await openNotice(ctx, trx, {
    tenantId: row.tenant_id,
    kind: kindOf(threshold),
    subject: { type: 'credential', id: row.id },
    directoryId: row.directory_id,
    detail: `"${row.name}" of the directory "${directory.name}" ends on ${expiresAt}, in ${days === 1 ? 'a day' : `${days} days`}. ${advice}, or provisioning stops then.`,
  })
  await tellEvent(ctx, trx, {
    tenantId: row.tenant_id,
    type: 'credential.expiring',
    directoryId: row.directory_id,
    subject: { type: 'Credential', id: row.id, version: 1 },
    personId: null,
    changed: [`${threshold} days`],
    at: now.toISOString(),
  })
  return {
    tenantId: row.tenant_id,
    directoryId: row.directory_id,
    directoryName: directory.name,
    credentialId: row.id,
    credentialName: row.name,
    expiresAt,
    days,
  }
}

/** The nearest threshold that is passed. */
function thresholdOf(directory: DirectoryRow, left: number): number | undefined {
  const days = policyOf(directory).directory.credentials?.warnDays ?? WARN_DAYS
  return days.filter((each) => left <= each).sort((a, b) => a - b)[0]
}
