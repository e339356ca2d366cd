import type { ResourceDocument, ResourceType } from '@rollcall/scim-core'
import type { DirectoryRow, GroupRoleRow, MembershipRow } from '@rollcall/store'
import { type EffectivePolicy, policyOf } from '../policy/effective-policy.ts'
import { costOfText, matchesText } from '../policy/match-condition.ts'
import type { RoleRule } from '../policy/policy-document.ts'
import { type DerivedRole, grantReason, PREFIX_RULE, rolePrefixOf, toRole } from './role-prefix.ts'
import { attributeRulesOf, roleOrder } from './role-rules.ts'

/** One group that grants a role to a person. */
export interface RoleGrant {
  readonly groupId: string
  readonly groupName: string
  /** Steps of nesting; 1: the person is a direct member. */
  readonly depth: number
  readonly reason: string
  /** Id of the policy's rule; `prefix` for the role prefix. */
  readonly ruleId: string
  /** The policy under which the group came to grant the role. */
  readonly policyVersion: number
  /** When that was, and by which request. */
  readonly since: string
  readonly requestId: string
}

/** A rule that grants a role by what the person is, whatever their groups. */
export interface AttributeGrant {
  readonly ruleId: string
  readonly policyVersion: number
  readonly reason: string
}

export interface UserRole extends DerivedRole {
  /** The nearest group first. */
  readonly grants: readonly RoleGrant[]
  readonly attributes: readonly AttributeGrant[]
}

/** A user of one directory, as roles look at it. */
export interface RoleHolder {
  readonly directory: DirectoryRow
  readonly type: ResourceType
  readonly document: ResourceDocument
}

/**
 * Roles of a user: of the groups that hold it (direct and nested), as these are bound, and of the rules that look at the user alone. In the policy's
 * order of precedence, then by name. Whether the user is active is not looked at.
 */
export function deriveUserRoles(
  holder: RoleHolder,
  groups: readonly MembershipRow[],
  bound: readonly GroupRoleRow[],
): UserRole[] {
  const { directory } = holder
  const policy = policyOf(directory)
  const roles = new Map<string, { role: DerivedRole; grants: RoleGrant[]; attributes: AttributeGrant[] }>()
  const entryOf = (role: DerivedRole) => {
    const entry = roles.get(role.key) ?? { role, grants: [], attributes: [] }
    roles.set(role.key, entry)
    return entry
  }
  const byGroup = Map.groupBy(bound, (row) => row.group_id)
  for (const group of groups.toSorted((a, b) => a.depth - b.depth)) {
    for (const row of byGroup.get(group.id) ?? []) {
      if (!counts(policy, holder, row)) continue
      entryOf({ name: row.role_name, key: row.role_key }).grants.push({
        groupId: group.id,
        groupName: group.displayName,
        depth: group.depth,
        reason: boundReason(directory, row, group.displayName),
        ruleId: row.rule_id,
        policyVersion: row.policy_version,
        since: row.created_at,
        requestId: row.request_id,
      })
    }
  }
  for (const rule of matchingAttributeRules(policy, holder)) {
    const reason = `The policy's rule "${rule.id}" gives the role to users who fulfil: ${rule.when.filter ?? `directory "${rule.when.directory}"`}.`
    entryOf(toRole(rule.role)).attributes.push({ ruleId: rule.id, policyVersion: policy.version, reason })
  }
  const order = roleOrder(policy.tenant)
  return [...roles.values()]
    .map(({ role, grants, attributes }) => ({ ...role, grants, attributes }))
    .sort((a, b) => order(a.key, b.key))
}

/** How many steps deriveUserRoles takes at most, for Turns; `length`: of the document as text. */
export function costOfUserRoles(
  { directory, type }: Pick<RoleHolder, 'directory' | 'type'>,
  bound: readonly GroupRoleRow[],
  length: number,
): number {
  const { tenant } = policyOf(directory)
  const rules = attributeRulesOf(tenant).reduce((sum, { when }) => sum + costOf(type, length, when.filter), 0)
  const groups = bound.reduce((sum, row) => sum + costOf(type, length, groupFilter(tenant, row)), 0)
  return rules + groups
}

const costOf = (type: ResourceType, length: number, filter: string | undefined): number =>
  filter === undefined ? 1 : costOfText(type, length, filter)

const groupFilter = ({ roles }: EffectivePolicy['tenant'], row: GroupRoleRow): string | undefined =>
  roles?.rules.find((each) => each.id === row.rule_id)?.when.filter

/** Whether a group's role is the user's: granted, and where the rule also looks at the user, fulfilled. */
function counts({ tenant }: EffectivePolicy, holder: RoleHolder, row: GroupRoleRow): boolean {
  if (row.state !== 'granted') return false
  if (row.rule_id === PREFIX_RULE) return true
  const rule = tenant.roles?.rules.find((each) => each.id === row.rule_id)
  return rule !== undefined && fulfils(rule, holder)
}

const matchingAttributeRules = ({ tenant }: EffectivePolicy, holder: RoleHolder): readonly RoleRule[] =>
  attributeRulesOf(tenant).filter(
    (rule) =>
      (rule.when.directory === undefined || rule.when.directory === holder.directory.slug) && fulfils(rule, holder),
  )

const fulfils = ({ when }: RoleRule, holder: RoleHolder): boolean =>
  when.filter === undefined || matchesText(holder, when.filter)

/** Why a group grants a role, for people. */
export function boundReason(directory: DirectoryRow, row: GroupRoleRow, groupName: string): string {
  const prefix = row.rule_id === PREFIX_RULE ? rolePrefixOf(directory) : undefined
  const why =
    prefix === undefined
      ? `The policy's rule "${row.rule_id}" names the group "${row.group_name}".`
      : grantReason(row.group_name, prefix)
  return groupName === row.group_name ? why : `${why} It is called "${groupName}" now, and keeps what it granted.`
}
