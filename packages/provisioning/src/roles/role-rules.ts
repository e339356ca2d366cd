import type { DirectoryRow } from '@rollcall/store'
import { type ResourceTypes, resourceTypesOf } from '../definitions/definitions.ts'
import { type EffectivePolicy, policyOf } from '../policy/effective-policy.ts'
import { type CandidateGroup, costOfGroups, groupMatcher } from '../policy/match-condition.ts'
import type { DirectoryPolicy, PolicyDocument, RoleRule } from '../policy/policy-document.ts'
import type { Turns } from '../policy/turns.ts'
import { type DerivedRole, PREFIX_RULE, roleDeriver, rolePrefixOf, toRole } from './role-prefix.ts'

/** A rule that gives a role to the members of groups. */
export interface GroupRule {
  readonly id: string
  /** The role it gives to members of a group of this id and name; undefined: none. */
  derive(group: CandidateGroup): DerivedRole | undefined
}

const cached = new WeakMap<EffectivePolicy, WeakMap<ResourceTypes, Map<string, RoleRules>>>()
/** Role prefixes of one policy: a directory has one, and a preview tries others. */
const CAPACITY = 100

/** What to judge the groups of a directory by: its role prefix, and the rules of the tenant's policy that name groups. Made once for each policy. */
export function roleRulesOf(directory: DirectoryRow): RoleRules {
  const policy = policyOf(directory)
  const types = resourceTypesOf(directory)
  let byTypes = cached.get(policy)
  if (byTypes === undefined) {
    byTypes = new WeakMap()
    cached.set(policy, byTypes)
  }
  let byDirectory = byTypes.get(types)
  if (byDirectory === undefined) {
    byDirectory = new Map()
    byTypes.set(types, byDirectory)
  }
  const key = JSON.stringify([directory.slug, directory.role_prefix, directory.role_prefix_case_exact])
  let rules = byDirectory.get(key)
  if (rules === undefined) {
    rules = new RoleRules(directory)
    if (byDirectory.size >= CAPACITY) byDirectory.clear()
    byDirectory.set(key, rules)
  }
  return rules
}

/** All that decides which roles the groups of a directory grant. */
export class RoleRules {
  readonly version: number
  readonly rules: ReadonlyMap<string, GroupRule>
  readonly #privileged: ReadonlySet<string>
  readonly #protected: ReadonlySet<string>
  readonly #suffixes: NonNullable<DirectoryPolicy['roleSuffixes']>
  readonly #listed: ReadonlySet<string>
  readonly #suffixOf: (groupName: string) => DerivedRole | undefined
  /** Groups that a rule names by their id: what such a group grants does not follow from its name alone. */
  readonly #named: ReadonlySet<string>
  /** Steps that a character of a name costs, with every rule. */
  readonly #steps: number
  #remembered: Map<string, ReadonlyMap<string, DerivedRole>> | undefined

  constructor(directory: DirectoryRow) {
    const { version, tenant, directory: own } = policyOf(directory)
    const prefix = rolePrefixOf(directory)
    this.version = version
    this.#privileged = keysOf(tenant.roles?.privileged ?? [])
    this.#protected = keysOf(tenant.roles?.protected ?? [])
    this.#suffixes = own.roleSuffixes ?? { unlisted: 'grant', listed: [] }
    this.#listed = keysOf(this.#suffixes.listed)
    this.#suffixOf = prefix === undefined ? () => undefined : roleDeriver(directory, prefix)
    const ofGroups = groupRulesOf(tenant, directory.slug)
    const rules = ofGroups.map(({ id, when, role }): GroupRule => {
      const matches = groupMatcher(directory, when.group)
      const given = toRole(role)
      return { id, derive: (group) => (matches(group) ? given : undefined) }
    })
    if (prefix !== undefined) rules.unshift({ id: PREFIX_RULE, derive: (group) => this.#byPrefix(group) })
    this.rules = new Map(rules.map((rule) => [rule.id, rule]))
    this.#named = new Set(ofGroups.flatMap(({ when }) => when.group.id ?? []))
    this.#steps = ofGroups.reduce((sum, { when }) => sum + costOfGroups(when.group, [{ id: '', displayName: ' ' }]), 1)
  }

  /** What a group grants, by rule, in their order. */
  derivedOf(group: CandidateGroup): ReadonlyMap<string, DerivedRole> {
    const remembered = this.#named.has(group.id) ? undefined : this.#remembered?.get(group.displayName)
    if (remembered !== undefined) return remembered
    const derived = new Map<string, DerivedRole>()
    for (const rule of this.rules.values()) {
      const role = rule.derive(group)
      if (role !== undefined) derived.set(rule.id, role)
    }
    return derived
  }

  /** How many steps derivedOf takes, for Turns. */
  costOf = ({ displayName }: CandidateGroup): number =>
    this.#remembered?.has(displayName) === true ? 1 : this.#steps * (displayName.length + 1)

  /** Works out what groups of such names grant, so that whoever looks at them next only looks it up. */
  async remember(groups: readonly CandidateGroup[], turns: Turns): Promise<void> {
    const remembered = new Map<string, ReadonlyMap<string, DerivedRole>>()
    for (const group of groups) {
      if (this.#named.has(group.id) || remembered.has(group.displayName)) continue
      if (turns.take(this.costOf(group))) await turns.give()
      remembered.set(group.displayName, this.derivedOf(group))
    }
    this.#remembered = remembered
  }

  forget(): void {
    this.#remembered = undefined
  }

  isPrivileged = ({ key }: DerivedRole): boolean => this.#privileged.has(key)

  isProtected = ({ key }: DerivedRole): boolean => this.#protected.has(key)

  /** The role prefix fits, and the policy wants to hear that what follows it is no role it lists. */
  isUnmatched(groupName: string): boolean {
    const role = this.#suffixes.unlisted === 'alert' ? this.#suffixOf(groupName) : undefined
    return role !== undefined && !this.#isTaken(role)
  }

  #byPrefix({ displayName }: CandidateGroup): DerivedRole | undefined {
    const role = this.#suffixOf(displayName)
    return role !== undefined && this.#isTaken(role) ? role : undefined
  }

  #isTaken = (role: DerivedRole): boolean => this.#suffixes.unlisted === 'grant' || this.#listed.has(role.key)
}

type OfGroups = RoleRule & { readonly when: { readonly group: NonNullable<RoleRule['when']['group']> } }

const namesGroup = (rule: RoleRule): rule is OfGroups => rule.when.group !== undefined

/** Rules with a group condition that can meet groups of the directory. */
const groupRulesOf = ({ roles }: PolicyDocument, slug: string): OfGroups[] =>
  (roles?.rules ?? []).filter(namesGroup).filter(({ when }) => when.directory === undefined || when.directory === slug)

const attributeRules = new WeakMap<NonNullable<PolicyDocument['roles']>, readonly RoleRule[]>()

/** Rules that look at the person alone; found once for each policy. */
export function attributeRulesOf({ roles }: PolicyDocument): readonly RoleRule[] {
  if (roles === undefined) return []
  let rules = attributeRules.get(roles)
  if (rules === undefined) {
    const kept = keysOf(roles.protected)
    rules = roles.rules.filter((rule) => !namesGroup(rule) && !kept.has(toRole(rule.role).key))
    attributeRules.set(roles, rules)
  }
  return rules
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
