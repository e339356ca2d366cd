import type { DirectoryRow, MembershipRow } from '@rollcall/store'
import { type DerivedRole, deriveRole, grantReason, rolePrefixOf } from './role-prefix.ts'

/** One group that grants a role to a person. */
export interface RoleGrant {
  readonly groupId: string
  readonly groupName: string
  /** Steps of nesting; 1: the person is a direct member. */
  readonly depth: number
  readonly reason: string
}

export interface UserRole extends DerivedRole {
  /** The nearest group first. */
  readonly grants: readonly RoleGrant[]
}

/** Roles from the groups of a user (direct and nested), in order of name. */
export function deriveUserRoles(directory: DirectoryRow, groups: readonly MembershipRow[]): UserRole[] {
  const rule = rolePrefixOf(directory)
  if (rule === undefined) return []
  const roles = new Map<string, { role: DerivedRole; grants: RoleGrant[] }>()
  for (const group of groups.toSorted((a, b) => a.depth - b.depth)) {
    const role = deriveRole(directory, rule, group.displayName)
    if (role === undefined) continue
    const entry = roles.get(role.key) ?? { role, grants: [] }
    entry.grants.push({
      groupId: group.id,
      groupName: group.displayName,
      depth: group.depth,
      reason: grantReason(group.displayName, rule),
    })
    roles.set(role.key, entry)
  }
  return [...roles.values()].map(({ role, grants }) => ({ ...role, grants })).sort((a, b) => (a.key < b.key ? -1 : 1))
}
