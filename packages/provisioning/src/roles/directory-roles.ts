import {
  compareRoleHolders,
  countPeopleReached,
  countRoleHolders,
  type Db,
  type DirectoryRow,
  type GroupRoleRow,
  listGroupRolesOfDirectory,
  type RoleGrantSeed,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { EffectivePolicy } from '../policy/effective-policy.ts'
import { PREVIEW_STEPS, withPreviewSlot } from '../policy/preview-slot.ts'
import { Turns } from '../policy/turns.ts'
import { decideGroups } from './decide-groups.ts'
import { type DerivedRole, PREFIX_RULE, type RolePrefix } from './role-prefix.ts'

const SAMPLE = 20

export interface DirectoryRole extends DerivedRole {
  readonly groupIds: readonly string[]
  /** Active people in those groups, each counted once. */
  readonly people: number
}

/** A role that a group grants, or would grant. */
export type GroupGrant = Pick<GroupRoleRow, 'group_id' | 'rule_id' | 'role_key' | 'role_name'>

export const toSeeds = (side: 0 | 1, grants: readonly GroupGrant[]): RoleGrantSeed[] => {
  // A group that grants one role by two rules reaches the same people by both.
  const seeds = new Map(
    grants.map((grant) => [
      `${grant.role_key}\n${grant.group_id}`,
      { side, role: grant.role_key, groupId: grant.group_id },
    ]),
  )
  return [...seeds.values()]
}

/** What the groups of a directory grant now, in order of role. */
export function listDirectoryRoles(ctx: OperationContext, directory: DirectoryRow): Promise<DirectoryRole[]> {
  return ctx.store.read(directory.tenant_id, async (db) => {
    const rows = await listGroupRolesOfDirectory(db, directory.tenant_id, directory.id, { state: 'granted' })
    const holders = await countRoleHolders(db, directory.tenant_id, toSeeds(0, rows))
    const people = new Map(holders.map((row) => [row.role, row.people]))
    return [...Map.groupBy(rows, (row) => row.role_key)].map(([key, granted]) => ({
      key,
      name: granted[0]?.role_name ?? key,
      groupIds: [...new Set(granted.map((row) => row.group_id))],
      people: people.get(key) ?? 0,
    }))
  })
}

/** What groups grant now, and what they would grant. */
export interface GroupRolesPreview {
  readonly now: readonly GroupGrant[]
  readonly then: readonly GroupGrant[]
  /** For compareRoleHolders: side 0 is now, side 1 is then. */
  readonly seeds: readonly RoleGrantSeed[]
}

/** What another policy would make of the groups of a directory; another role prefix where the row given holds one. Writes nothing. */
export async function previewGroupRoles(
  db: Db,
  directory: DirectoryRow,
  policy: EffectivePolicy | undefined,
  turns = new Turns(),
): Promise<GroupRolesPreview> {
  const next = policy === undefined ? directory : { ...directory, policy: JSON.stringify(policy) }
  const { rows, groups } = await decideGroups(db, next, 'ruled', turns)
  const isGranted = ({ state }: Pick<GroupRoleRow, 'state'>) => state === 'granted'
  const now = rows.filter(isGranted)
  const dropped = new Set(groups.flatMap(({ decision }) => decision.drop))
  const added = groups.flatMap(({ group, decision }) =>
    decision.add.filter(isGranted).map(({ ruleId, role }) => ({
      group_id: group.id,
      rule_id: ruleId,
      role_key: role.key,
      role_name: role.name,
    })),
  )
  const then = [...now.filter((row) => !dropped.has(row)), ...added]
  return { now, then, seeds: [...toSeeds(0, now), ...toSeeds(1, then)] }
}

/** What another prefix would do, before it is set. */
export interface RolePrefixPreview {
  readonly matches: readonly { readonly groupId: string; readonly role: string }[]
  /** Active people who would hold a role. */
  readonly people: number
  readonly gaining: RolePrefixChange
  readonly losing: RolePrefixChange
}

export interface RolePrefixChange {
  readonly people: number
  /** The first few. */
  readonly sample: readonly { readonly userId: string; readonly role: string }[]
}

const NOBODY: RolePrefixChange = { people: 0, sample: [] }

/** Throws PolicyTooCostlyError, and BusyError while as many previews of the tenant run as may. */
export function previewRolePrefix(
  ctx: OperationContext,
  directory: DirectoryRow,
  { prefix, caseExact }: RolePrefix,
): Promise<RolePrefixPreview> {
  const { tenant_id: tenantId } = directory
  return withPreviewSlot(ctx, tenantId, () => previewIn(ctx, directory, { prefix, caseExact }))
}

function previewIn(
  ctx: OperationContext,
  directory: DirectoryRow,
  { prefix, caseExact }: RolePrefix,
): Promise<RolePrefixPreview> {
  const { tenant_id: tenantId } = directory
  return ctx.store.readLong(tenantId, async (db) => {
    const other = { ...directory, role_prefix: prefix, role_prefix_case_exact: Number(caseExact) }
    const { now, then, seeds } = await previewGroupRoles(db, other, undefined, new Turns(PREVIEW_STEPS))
    const matches = then.filter((grant) => grant.rule_id === PREFIX_RULE)
    const names = new Map([...now, ...then].map((grant) => [grant.role_key, grant.role_name]))
    const differences = await compareRoleHolders(db, tenantId, seeds, SAMPLE)
    const reached = await countPeopleReached(db, tenantId, toSeeds(1, matches))
    const change = (side: 0 | 1): RolePrefixChange => {
      const found = differences.find((difference) => difference.side === side)
      if (found === undefined) return NOBODY
      return {
        people: found.people,
        sample: found.sample.map(({ id, role }) => ({ userId: id, role: names.get(role) ?? role })),
      }
    }
    return {
      matches: matches.map((grant) => ({ groupId: grant.group_id, role: grant.role_name })),
      people: reached[0]?.people ?? 0,
      gaining: change(1),
      losing: change(0),
    }
  })
}
