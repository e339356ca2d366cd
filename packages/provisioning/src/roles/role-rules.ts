import type { DirectoryRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import { type CandidateGroup, groupMatcher } from '../policy/match-condition.ts'
import type { PolicyDocument, RoleRule } from '../policy/policy-document.ts'
import { type DerivedRole, PREFIX_RULE, roleDeriver, rolePrefixOf, toRole } from './role-prefix.ts'

/** A rule that gives a role to the members of groups. */
export interface GroupRule {
  readonly id: string
  /** The role it gives to members of a group of this id and name; undefined: none. */
  derive(group: CandidateGroup): DerivedRole | undefined
}

/** All that decides which roles the groups of a directory grant. */
export interface RoleRules {
  readonly version: number
  readonly rules: readonly GroupRule[]
  isPrivileged(role: DerivedRole): boolean
  isProtected(role: DerivedRole): boolean
  /** The role prefix fits, and the policy wants to hear that what follows it is no role it lists. */
  isUnmatched(groupName: string): boolean
}

/** What to judge the groups of a directory by: its role prefix, and the rules of the tenant's policy that name groups. */
export function roleRulesOf(directory: DirectoryRow): RoleRules {
  const { version, tenant, directory: own } = policyOf(directory)
  const prefix = rolePrefixOf(directory)
  const derive = prefix === undefined ? () => undefined : roleDeriver(directory, prefix)
  const suffixes = own.roleSuffixes ?? { unlisted: 'grant', listed: [] }
  const listed = keysOf(suffixes.listed)
  const isTaken = (role: DerivedRole) => suffixes.unlisted === 'grant' || listed.has(role.key)
  const rules: GroupRule[] = groupRulesOf(tenant, directory.slug).map(({ id, when, role }) => {
    const matches = groupMatcher(directory, when.group)
    const given = toRole(role)
    return { id, derive: (group) => (matches(group) ? given : undefined) }
  })
  if (prefix !== undefined) {
    rules.unshift({
      id: PREFIX_RULE,
      derive({ displayName }) {
        const role = derive(displayName)
        return role !== undefined && isTaken(role) ? role : undefined
      },
    })
  }
  const privileged = keysOf(tenant.roles?.privileged ?? [])
  const kept = keysOf(tenant.roles?.protected ?? [])
  return {
    version,
    rules,
    isPrivileged: ({ key }) => privileged.has(key),
    isProtected: ({ key }) => kept.has(key),
    isUnmatched(groupName) {
      const role = suffixes.unlisted === 'alert' ? derive(groupName) : undefined
      return role !== undefined && !isTaken(role)
    },
  }
}

type OfGroups = RoleRule & { readonly when: { readonly group: NonNullable<RoleRule['when']['group']> } }

const namesGroup = (rule: RoleRule): rule is OfGroups => rule.when.group !== undefined

/** Rules with a group condition that can meet groups of the directory. */
const groupRulesOf = ({ roles }: PolicyDocument, slug: string): OfGroups[] =>
  (roles?.rules ?? []).filter(namesGroup).filter(({ when }) => when.directory === undefined || when.directory === slug)

/** Rules that look at the person alone. */
export const attributeRulesOf = ({ roles }: PolicyDocument): RoleRule[] => {
  const kept = keysOf(roles?.protected ?? [])
  return (roles?.rules ?? []).filter((rule) => !namesGroup(rule) && !kept.has(toRole(rule.role).key))
}

/** Whether any group of the directory may grant a role. */
export const groupsGrantRoles = (directory: DirectoryRow): boolean =>
  rolePrefixOf(directory) !== undefined || groupRulesOf(policyOf(directory).tenant, directory.slug).length > 0

const keysOf = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => toRole(name).key))

/** Compares role keys: as the policy ranks them, and then by key. */
export function roleOrder({ roles }: PolicyDocument): (a: string, b: string) => number {
  const ranks = new Map((roles?.precedence ?? []).map((name, index) => [toRole(name).key, index]))
  const rank = (key: string) => ranks.get(key) ?? ranks.size
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : Number(a > b))
}
