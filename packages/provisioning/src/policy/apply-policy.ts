import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@rollcall/scim-core'
import {
  type Db,
  findPolicyVersion,
  insertPolicyVersion,
  listDirectories,
  listOrganisationsOfTenants,
  listPolicyVersions,
  lockTenant,
  type OrganisationRow,
  type PolicyVersionRow,
  type Trx,
  updateDirectory,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { forgetCredentials } from '../credentials/credential-cache.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { settleNoticesOfPolicy } from '../licences/licence-notices.ts'
import { bindGroupsOfDirectory } from '../roles/bind-groups.ts'
import { rememberGroups } from '../roles/decide-groups.ts'
import { effectivePolicyText, unreadablePolicyText } from './effective-policy.ts'
import { leavePolicyTask } from './leave-policy-task.ts'
import { NO_POLICY, type PolicyDocument } from './policy-document.ts'
import { readPolicy } from './read-policy.ts'
import { saysNothing } from './says-nothing.ts'
import { readStoredPolicy, storedPolicyText } from './stored-policy.ts'

export interface AppliedPolicy {
  readonly version: number
  readonly document: PolicyDocument
  /** This version of the program cannot read what is stored, and the document here is empty in its place. */
  readonly unreadable?: true
}

export interface ApplyOptions {
  readonly expectedVersion?: number | undefined
  /** The document may say nothing, so that all of the present policy is gone. Without it that is taken for a mistake. */
  readonly clear?: boolean | undefined
}

/**
 * Makes a document the tenant's policy. Revocations show at once; who is affected is judged again in the background, a few hundred people to a
 * transaction. A document that changes nothing makes no version. Throws InvalidInputError, or ConflictError when `expectedVersion` is not the
 * present one (0: there must be none yet).
 */
export async function applyPolicy(
  ctx: OperationContext,
  tenantId: string,
  document: Json,
  options: ApplyOptions = {},
): Promise<AppliedPolicy> {
  const forget = await rememberGroupsOfTenant(ctx, tenantId, document)
  const applied = await ctx.store
    .transaction(tenantId, (trx) => applyIn(ctx, trx, tenantId, document, options))
    .finally(forget)
  forgetCredentials(ctx.store)
  return applied
}

/**
 * Before the transaction: what the rules make of the names of all groups is worked out while nobody waits for the writer. The rules are those that the
 * transaction will find, unless another policy or a rename comes between; then it only does more itself.
 */
async function rememberGroupsOfTenant(ctx: OperationContext, tenantId: string, document: Json): Promise<() => void> {
  const forgets = await ctx.store.readLong(tenantId, async (db) => {
    const directories = await listDirectories(db, tenantId)
    const organisations = await listOrganisationsOfTenants(db, [tenantId])
    const next = readPolicy(document, { directories, organisations: organisations.map((each) => each.name) })
    const version = ((await findPolicyVersion(db, tenantId))?.version ?? 0) + 1
    const ids = new Map(organisations.map((each) => [each.name, each.id]))
    const remembered: (() => void)[] = []
    for (const directory of directories) {
      const policy = effectivePolicyText(version, next, directory.slug, ids)
      remembered.push(await rememberGroups(db, { ...directory, policy }))
    }
    return remembered
  })
  return () => {
    for (const forget of forgets) forget()
  }
}

async function applyIn(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  document: Json,
  options: ApplyOptions,
): Promise<AppliedPolicy> {
  await lockTenant(trx, tenantId)
  const directories = await listDirectories(trx, tenantId)
  const organisations = await listOrganisationsOfTenants(trx, [tenantId])
  const next = readPolicy(document, { directories, organisations: organisations.map((each) => each.name) })
  const before = await findPolicyVersion(trx, tenantId)
  const present = before?.version ?? 0
  if (options.expectedVersion !== undefined && options.expectedVersion !== present) {
    throw new ConflictError(
      'expectedVersion',
      `The policy is at version ${present}, not ${options.expectedVersion}. Read it again and repeat the change.`,
    )
  }
  const stored = before && readStoredPolicy(before.document, organisations)
  const old = stored ?? NO_POLICY
  // What a policy says that cannot be read is not known, so it may be much.
  const saysMuch = before !== undefined && (stored === undefined || !saysNothing(stored))
  if (options.clear !== true && saysMuch && saysNothing(next)) {
    throw new InvalidInputError(
      'clear',
      `The document says nothing, so all that the present policy (version ${present}) says would be gone. If that is meant, say so: --clear on the command line, clear: true in the API.`,
    )
  }
  if (stored !== undefined && isDeepStrictEqual(old, next)) return { version: present, document: next }
  const version = present + 1
  const at = ctx.now().toISOString()
  await insertPolicyVersion(trx, {
    tenant_id: tenantId,
    version,
    document: storedPolicyText(next, organisations),
    actor_type: ctx.actor.type,
    actor_id: ctx.actor.id,
    actor_label: ctx.actor.label,
    request_id: ctx.requestId,
    created_at: at,
  })
  const ids = new Map(organisations.map((each) => [each.name, each.id]))
  for (const directory of directories) {
    const policy = effectivePolicyText(version, next, directory.slug, ids)
    const row = await updateDirectory(trx, directory, { policy }, at)
    await bindGroupsOfDirectory(ctx, trx, row)
  }
  await settleNoticesOfPolicy(ctx, trx, tenantId, next.licences?.types ?? [])
  await judgeEveryone(ctx, trx, tenantId, version)
  await appendAuditEvent(ctx, trx, {
    tenantId,
    action: 'policy.applied',
    target: { type: 'tenant', id: tenantId, version },
    changed: changedParts(old, next),
    data: plainData({ before: old, after: next }),
  })
  return { version, document: next }
}

/** Has every person of the tenant judged again in the background. */
export async function judgeEveryone(ctx: OperationContext, trx: Trx, tenantId: string, version: number): Promise<void> {
  await leavePolicyTask(ctx, trx, { tenantId, kind: 'everyone', version })
}

function changedParts(before: PolicyDocument, after: PolicyDocument): string[] {
  const parts = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof PolicyDocument>
  return [...parts].filter((part) => !isDeepStrictEqual(before[part], after[part]))
}

/** One version or, without one, the present policy; version 0 with an empty document: none was ever applied. */
export async function getPolicy(
  ctx: Pick<OperationContext, 'store'>,
  tenantId: string,
  version?: number,
): Promise<AppliedPolicy> {
  return ctx.store.read(tenantId, async (db) => {
    const row = await findPolicyVersion(db, tenantId, version)
    if (row === undefined) return { version: 0, document: NO_POLICY }
    return toPolicy(row, await listOrganisationsOfTenants(db, [tenantId]))
  })
}

export interface PolicyHistoryEntry extends AppliedPolicy {
  readonly actorLabel: string
  readonly requestId: string
  readonly createdAt: string
}

/** Versions of a policy, the newest first, before the given one; 20 at most. */
export async function listPolicies(
  ctx: OperationContext,
  tenantId: string,
  before?: number,
): Promise<PolicyHistoryEntry[]> {
  return ctx.store.read(tenantId, async (db) => {
    const rows = await listPolicyVersions(db, tenantId, { limit: 20, before })
    const organisations = await listOrganisationsOfTenants(db, [tenantId])
    return rows.map((row) => ({
      ...toPolicy(row, organisations),
      actorLabel: row.actor_label,
      requestId: row.request_id,
      createdAt: row.created_at,
    }))
  })
}

function toPolicy(row: PolicyVersionRow, organisations: readonly OrganisationRow[]): AppliedPolicy {
  const document = readStoredPolicy(row.document, organisations)
  return { version: row.version, document: document ?? NO_POLICY, ...(document === undefined && { unreadable: true }) }
}

/** What the row of a new directory starts with. */
export async function policyTextFor(db: Db, tenantId: string, slug: string): Promise<string | null> {
  const row = await findPolicyVersion(db, tenantId)
  if (row === undefined) return null
  const organisations = await listOrganisationsOfTenants(db, [tenantId])
  const ids = new Map(organisations.map((each) => [each.name, each.id]))
  const { document, unreadable } = toPolicy(row, organisations)
  return unreadable === true ? unreadablePolicyText(row.version) : effectivePolicyText(row.version, document, slug, ids)
}
