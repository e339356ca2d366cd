import {
  type BrakeHoldRow,
  type BrakeKind,
  type BrakeScope,
  countBrakeTargets,
  findLatestBrakeHold,
  getTotal,
  hasMoreMembersThan,
  insertBrakeHold,
  listGroupRoles,
  lockNames,
  readBrakeCount,
  type Trx,
  updateBrakeHold,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { tellEvent } from '../events/tell-event.ts'
import { openNotice } from '../notices/open-notice.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { BrakePolicy } from '../policy/policy-document.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { BrakeHeldError } from './brake-held-error.ts'
import { deactivates, type PlannedChange } from './planned-change.ts'

const MINUTE_MS = 60_000
/** Okta doubles this with each of its ten tries. */
const RETRY_AFTER_SECONDS = 300
/** Roles lost at once by so many are counted no further. */
const TARGETS_AT_ONCE = 1_000

/**
 * Counts what the safety brake of a directory watches. Beyond its threshold it tells admins and, where it is to hold, throws BrakeHeldError, which
 * Okta answers by waiting. The first ones of a window always pass; nothing is counted in a planned window, or for one window after a release.
 */
export async function pullBrake(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: PlannedChange,
): Promise<void> {
  const { brake } = policyOf(typed.directory).directory
  if (brake === undefined) return
  const now = ctx.now()
  if (brake.windows.some(({ from, to }) => Date.parse(from) <= now.getTime() && now.getTime() < Date.parse(to))) return
  for (const kind of KINDS) {
    if (brake[kind] === undefined) continue
    const targets = await targetsOf(trx, typed, kind, change)
    if (targets.length > 0) await count(ctx, trx, typed, { kind, brake, targets, now })
  }
}

const KINDS: readonly BrakeKind[] = ['delete', 'deactivate', 'empty-group', 'lose-role']

async function targetsOf(
  trx: Trx,
  typed: TypedSpace,
  kind: BrakeKind,
  change: PlannedChange,
): Promise<readonly string[]> {
  const { operation, row, removedMembers } = change
  const { tenantId } = spaceOf(typed)
  const isGroup = typed.type.members !== undefined
  switch (kind) {
    case 'delete':
      return operation === 'removed' ? [row.id] : []
    case 'deactivate':
      return !isGroup && operation !== 'removed' && deactivates(typed, change) ? [row.id] : []
    case 'empty-group':
      if (!isGroup || removedMembers.length === 0) return []
      return (await hasMoreMembersThan(trx, tenantId, row.id, 0)) ? [] : [row.id]
    case 'lose-role': {
      if (!isGroup || removedMembers.length === 0) return []
      const roles = await listGroupRoles(trx, tenantId, [row.id])
      return roles.some((role) => role.state === 'granted') ? removedMembers.slice(0, TARGETS_AT_ONCE) : []
    }
  }
}

interface Counting {
  readonly kind: BrakeKind
  readonly brake: BrakePolicy
  readonly targets: readonly string[]
  readonly now: Date
}

async function count(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  { kind, brake, targets, now }: Counting,
): Promise<void> {
  const { tenantId, directoryId } = spaceOf(typed)
  const scope: BrakeScope = { tenantId, directoryId, kind }
  const holds = brake[kind]?.action === 'hold' && typed.directory.preset !== 'entra'
  // Those who come at once are counted one after the other, or as many would slip through as there are connections.
  if (holds) await lockNames(trx, [`brake ${directoryId} ${kind}`])
  const windowMs = brake.windowMinutes * MINUTE_MS
  const from = new Date(now.getTime() - windowMs).toISOString()
  const latest = await findLatestBrakeHold(trx, scope)
  if (latest?.state === 'hold') {
    if (latest.releases_at === null || latest.releases_at > now.toISOString()) throw held(typed, scope, latest, now)
    await updateBrakeHold(trx, tenantId, latest.id, { state: 'released', released_at: latest.releases_at })
    return
  }
  if (latest?.released_at != null && latest.released_at > from) return
  await countBrakeTargets(trx, scope, targets, { from, now: now.toISOString() })
  const population = await getTotal(trx, spaceOf(typed))
  const limit = limitOf(brake, kind, population)
  const seen = await readBrakeCount(trx, scope, from, limit + targets.length + 1)
  if (seen <= limit) return
  const row: BrakeHoldRow = {
    tenant_id: tenantId,
    id: ctx.newId(),
    directory_id: directoryId,
    kind,
    state: holds ? 'hold' : 'alert',
    seen,
    population,
    held: 0,
    started_at: now.toISOString(),
    releases_at:
      brake.releaseAfterMinutes === undefined || !holds
        ? null
        : new Date(now.getTime() + brake.releaseAfterMinutes * MINUTE_MS).toISOString(),
    released_at: null,
    released_by: null,
  }
  if (holds) throw held(typed, scope, row, now)
  if (await insertBrakeHold(trx, row)) await tellBrake(ctx, trx, typed, row)
}

/** How many pass: the smaller of both thresholds, and never fewer than the first ones. */
function limitOf(brake: BrakePolicy, kind: BrakeKind, population: number): number {
  const threshold = brake[kind]
  if (threshold === undefined) return Number.MAX_SAFE_INTEGER
  const percent =
    threshold.percent === undefined ? Number.POSITIVE_INFINITY : Math.floor((population * threshold.percent) / 100)
  const smaller = Math.min(threshold.count ?? Number.POSITIVE_INFINITY, percent)
  return Math.max(threshold.always, Number.isFinite(smaller) ? smaller : Number.MAX_SAFE_INTEGER)
}

const WORDS: Readonly<Record<BrakeKind, string>> = {
  delete: 'deletions',
  deactivate: 'deactivations',
  'empty-group': 'emptied groups',
  'lose-role': 'lost roles',
}

function held({ directory }: TypedSpace, scope: BrakeScope, row: BrakeHoldRow, now: Date): BrakeHeldError {
  const left = row.releases_at === null ? undefined : (Date.parse(row.releases_at) - now.getTime()) / 1_000
  return new BrakeHeldError(
    `The safety brake of the directory "${directory.name}" holds ${WORDS[scope.kind]}: unusually many came at once, and nothing was changed. Your identity provider will try again by itself; an admin can release the brake in Rollcall.`,
    Math.min(left ?? RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS),
    row,
  )
}

/** A notice for admins and an event for the application. */
export async function tellBrake(
  ctx: OperationContext,
  trx: Trx,
  { directory }: TypedSpace,
  row: BrakeHoldRow,
): Promise<void> {
  const what = row.state === 'hold' ? 'are held until you release them' : 'were let through'
  await openNotice(ctx, trx, {
    tenantId: row.tenant_id,
    kind: `brake.${row.kind}`,
    subject: { type: 'directory', id: directory.id },
    directoryId: directory.id,
    detail: `${row.seen} ${WORDS[row.kind]} within a short time, of ${row.population}. Further ones ${what}.`,
  })
  await tellEvent(ctx, trx, {
    tenantId: row.tenant_id,
    type: `brake.${row.state === 'hold' ? 'held' : 'alerted'}`,
    directoryId: directory.id,
    subject: { type: 'Directory', id: directory.id, version: policyOf(directory).version },
    personId: null,
    changed: [row.kind],
    at: row.started_at,
  })
}
