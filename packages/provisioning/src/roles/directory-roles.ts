import {
  compareRoleHolders,
  countPeopleReached,
  countRoleHolders,
  type Db,
  type DirectoryRow,
  listGroupsByPrefix,
  type NamedGroup,
  type RoleGrantSeed,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { type DerivedRole, deriveRole, foldGroupName, type RolePrefix, rolePrefixOf } from './role-prefix.ts'

/** More groups than this are not looked at: a prefix that matches so many is a mistake. */
const MAX_GROUPS = 2_000
const SAMPLE = 20

interface Match {
  readonly group: NamedGroup
  readonly role: DerivedRole
}

export interface DirectoryRole extends DerivedRole {
  readonly groupIds: readonly string[]
  /** Active people who hold it, each counted once. */
  readonly people: number
}

async function matchesOf(db: Db, directory: DirectoryRow, rule: RolePrefix | undefined): Promise<Match[]> {
  const type = resourceTypesOf(directory).types.find((candidate) => candidate.members !== undefined)
  if (rule === undefined || type === undefined) return []
  const space = { tenantId: directory.tenant_id, directoryId: directory.id, type: type.name }
  const prefix = { key: foldGroupName(directory, rule.prefix), exact: rule.caseExact ? rule.prefix : undefined }
  const groups = await listGroupsByPrefix(db, space, prefix, MAX_GROUPS)
  return groups.flatMap((group) => {
    const role = deriveRole(directory, rule, group.displayName)
    return role === undefined ? [] : [{ group, role }]
  })
}

const seedsOf = (side: 0 | 1, matches: readonly Match[]): RoleGrantSeed[] =>
  matches.map(({ group, role }) => ({ side, role: role.key, groupId: group.id }))

/** What the role prefix of a directory grants now, in order of role. */
export function listDirectoryRoles(ctx: OperationContext, directory: DirectoryRow): Promise<DirectoryRole[]> {
  return ctx.store.read(directory.tenant_id, async (db) => {
    const matches = await matchesOf(db, directory, rolePrefixOf(directory))
    const holders = await countRoleHolders(db, directory.tenant_id, seedsOf(0, matches))
    const people = new Map(holders.map((row) => [row.role, row.people]))
    const byRole = Map.groupBy(matches, ({ role }) => role.key)
    return [...byRole.entries()]
      .map(([key, found]) => ({
        key,
        name: found[0]?.role.name ?? key,
        groupIds: found.map(({ group }) => group.id),
        people: people.get(key) ?? 0,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
  })
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

export function previewRolePrefix(
  ctx: OperationContext,
  directory: DirectoryRow,
  rule: RolePrefix,
): Promise<RolePrefixPreview> {
  const { tenant_id: tenantId } = directory
  return ctx.store.read(tenantId, async (db) => {
    const now = await matchesOf(db, directory, rolePrefixOf(directory))
    const then = await matchesOf(db, directory, rule.prefix === '' ? undefined : rule)
    // Roles are compared in any letter case: changing the case rule alone takes nobody's role away.
    const compared = (matches: readonly Match[]) =>
      matches.map(({ group, role }) => ({ group, role: { ...role, key: foldGroupName(directory, role.name) } }))
    const seeds = [...seedsOf(0, compared(now)), ...seedsOf(1, compared(then))]
    const names = new Map([...compared(now), ...compared(then)].map(({ role }) => [role.key, role.name]))
    const differences = await compareRoleHolders(db, tenantId, seeds, SAMPLE)
    const reached = await countPeopleReached(db, tenantId, seedsOf(1, then))
    const change = (side: 0 | 1): RolePrefixChange => {
      const found = differences.find((difference) => difference.side === side)
      if (found === undefined) return NOBODY
      return {
        people: found.people,
        sample: found.sample.map(({ id, role }) => ({ userId: id, role: names.get(role) ?? role })),
      }
    }
    return {
      matches: then.map(({ group, role }) => ({ groupId: group.id, role: role.name })),
      people: reached[0]?.people ?? 0,
      gaining: change(1),
      losing: change(0),
    }
  })
}
