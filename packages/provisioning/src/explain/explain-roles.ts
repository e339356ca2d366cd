import type { GroupRoleRow, MembershipRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { ResourceFacts } from '../policy/person-facts.ts'
import { decideGroup } from '../roles/decide-group.ts'
import { roleDeriver, rolePrefixOf, toRole } from '../roles/role-prefix.ts'
import { roleRulesOf } from '../roles/role-rules.ts'
import { type AttributeGrant, deriveUserRoles, type RoleGrant, type UserRole } from '../roles/user-roles.ts'
import type { Evidence } from './evidence.ts'
import { membershipFacts } from './explain-membership.ts'
import { pending } from './explain-placement.ts'
import { type Fact, factsAbout, NO_TRACE, quote, type Trace } from './fact.ts'
import { attributeTrace, creationTrace, latest, policyTrace, traceOf } from './traces.ts'

interface Held {
  readonly resource: ResourceFacts
  readonly role: UserRole
}

/** Every role that the person has, with why; and those that their groups could lead one to expect, with why not. */
export function explainRoles(evidence: Evidence): Fact[] {
  const { judgement, standing, facts } = evidence
  const derived = facts.resources.flatMap((resource) => rolesOf(evidence, resource))
  const counted = derived.filter(({ resource }) => judgement.active && resource.row.active !== 0)
  const held = Map.groupBy(counted, ({ role }) => role.key)
  const missing = Map.groupBy(
    derived.filter(({ role }) => !held.has(role.key)),
    ({ role }) => role.key,
  )
  const found = judgement.roles.flatMap((key) => explainHeld(evidence, held.get(key) ?? []))
  if (found.length === 0) found.push(factsAbout('role').conclude('They have no role.'))
  const told = standing === undefined ? [] : (JSON.parse(standing.roles) as string[])
  if ([...judgement.roles].sort().join('\n') !== [...told].sort().join('\n')) found.push(pending(factsAbout('role')))
  for (const [, some] of missing) found.push(...explainInactive(evidence, some))
  const known = new Set([...held.keys(), ...missing.keys()])
  for (const resource of facts.resources) {
    for (const group of resource.groups) found.push(...explainMissing(evidence, resource, group, known))
  }
  return [...found, ...explainLost(evidence, known)]
}

const rolesOf = ({ bound }: Evidence, resource: ResourceFacts): Held[] => {
  const rows = resource.groups.flatMap((group) => bound.get(group.id) ?? [])
  return deriveUserRoles(resource, resource.groups, rows).map((role) => ({ resource, role }))
}

/** Why a role is held: for each way to it, how the user came into the group and how the group came to grant it. */
function explainHeld(evidence: Evidence, held: readonly Held[]): Fact[] {
  const [first] = held
  if (first === undefined) return []
  const { name } = first.role
  const facts = factsAbout('role', name)
  const ways = held.flatMap(({ resource, role }) => [
    ...role.grants.map((grant) => ({ decided: grant, why: grantFacts(evidence, facts, resource, role, grant) })),
    ...role.attributes.map((rule) => ({ decided: rule, why: [attributeFact(evidence, facts, resource, rule)] })),
  ])
  // They have had it since the first of the ways was complete.
  const [since] = ways
    .map(({ decided, why }) => ({ decided, trace: latest(why) }))
    .sort((a, b) => ((a.trace.at ?? '') < (b.trace.at ?? '') ? -1 : 1))
  const decided = since && { rule: since.decided.ruleId, policyVersion: since.decided.policyVersion }
  return [
    facts.conclude(`They have the role ${quote(name)}.`, since?.trace, decided),
    ...ways.flatMap(({ why }) => why),
  ]
}

type Facts = ReturnType<typeof factsAbout>

function grantFacts(
  evidence: Evidence,
  facts: Facts,
  { row }: ResourceFacts,
  { name }: UserRole,
  grant: RoleGrant,
): Fact[] {
  const decided = { rule: grant.ruleId, policyVersion: grant.policyVersion }
  const acts = evidence.groupActs.get(grant.groupId) ?? []
  const confirmed = acts.find((act) => act.action === 'role.confirmed' && isAbout(act, name))
  return [
    ...membershipFacts(evidence, facts, row.id, grant.groupId),
    facts.because(
      `The group ${quote(grant.groupName)} grants it. ${grant.reason}`,
      bindingTrace(evidence, {
        policy_version: grant.policyVersion,
        created_at: grant.since,
        request_id: grant.requestId,
      }),
      decided,
    ),
    ...(confirmed === undefined
      ? []
      : [facts.because('An admin confirmed that the group grants it.', traceOf(confirmed))]),
  ]
}

const isAbout = ({ changed }: { readonly changed: string }, role: string): boolean =>
  (JSON.parse(changed) as readonly string[]).includes(role)

/** When a group came to grant a role: by a change of policy, or by a push. */
function bindingTrace(
  evidence: Evidence,
  row: Pick<GroupRoleRow, 'policy_version' | 'created_at' | 'request_id'>,
): Trace {
  const version = evidence.policyVersion(row.policy_version)
  if (version?.request_id === row.request_id)
    return { ...policyTrace(evidence, row.policy_version), at: row.created_at }
  const maker = evidence.makerOf(row.request_id)
  return { at: row.created_at, actor: maker, requestId: row.request_id }
}

function attributeFact(evidence: Evidence, facts: Facts, resource: ResourceFacts, rule: AttributeGrant): Fact {
  const user = evidence.users.find(({ row }) => row.id === resource.row.id)
  const { tenant } = policyOf(resource.directory)
  const filter = tenant.roles?.rules.find((each) => each.id === rule.ruleId)?.when.filter ?? ''
  const created = creationTrace(user)
  const changed = attributeTrace(user, filter)
  const trace = latest([changed.at === null ? created : changed, policyTrace(evidence, rule.policyVersion)])
  return facts.because(`${rule.reason} ${quote(evidence.nameOf(resource.row.id))} does.`, trace, {
    rule: rule.ruleId,
    policyVersion: rule.policyVersion,
  })
}

/** Roles of users that are not active. */
function explainInactive(evidence: Evidence, some: readonly Held[]): Fact[] {
  const [first] = some
  if (first === undefined) return []
  const { role, resource } = first
  const facts = factsAbout('role', role.name)
  const user = evidence.users.find(({ row }) => row.id === resource.row.id)
  const ended = traceOf(user?.acts.find((act) => act.action.endsWith('.deactivated')))
  const why = resource.row.active === 0 ? 'the user is not active' : 'the person is not active'
  const what = `They do not have the role ${quote(role.name)}: ${why}. With ${quote(user?.name ?? '')} active they would have it.`
  return [facts.conclude(what, ended)]
}

/** What a group of theirs looks as if it granted, and does not. */
function explainMissing(
  evidence: Evidence,
  { directory, row }: ResourceFacts,
  group: MembershipRow,
  known: ReadonlySet<string>,
): Fact[] {
  const rules = roleRulesOf(directory)
  const rows = evidence.bound.get(group.id) ?? []
  const found: Fact[] = []
  const acts = evidence.groupActs.get(group.id) ?? []
  for (const bound of rows.filter((each) => !known.has(each.role_key))) {
    const facts = factsAbout('role', bound.role_name)
    const decided = { rule: bound.rule_id, policyVersion: bound.policy_version }
    const beginning = `They do not have the role ${quote(bound.role_name)} by the group ${quote(group.displayName)}:`
    const path = membershipFacts(evidence, facts, row.id, group.id)
    if (bound.state === 'pending') {
      const what = `${beginning} it waits for an admin to confirm that the group grants it.`
      found.push(facts.conclude(what, bindingTrace(evidence, bound), decided), ...path)
    } else if (bound.state === 'dismissed') {
      const act = acts.find((each) => each.action === 'role.dismissed' && isAbout(each, bound.role_name))
      found.push(facts.conclude(`${beginning} an admin dismissed it.`, traceOf(act), decided), ...path)
    } else {
      const filter = policyOf(directory).tenant.roles?.rules.find((each) => each.id === bound.rule_id)?.when.filter
      const what = `${beginning} the rule ${quote(bound.rule_id)} also asks for ${filter ?? 'more'}, which they do not fulfil.`
      found.push(facts.conclude(what, NO_TRACE, { rule: bound.rule_id, policyVersion: rules.version }), ...path)
    }
  }
  for (const role of decideGroup(rules, group, rows, 'found').refused.filter(({ key }) => !known.has(key))) {
    const what = `They do not have the role ${quote(role.name)} by the group ${quote(group.displayName)}: it is protected, and no push grants it.`
    found.push(
      factsAbout('role', role.name).conclude(what, policyTrace(evidence, rules.version), {
        policyVersion: rules.version,
      }),
    )
  }
  return [...found, ...explainUnlisted(evidence, directory, group, known)]
}

/** The role prefix fits, and what follows is not among the suffixes that the policy lists. */
function explainUnlisted(
  evidence: Evidence,
  directory: ResourceFacts['directory'],
  group: MembershipRow,
  known: ReadonlySet<string>,
): Fact[] {
  const prefix = rolePrefixOf(directory)
  const { directory: own, version } = policyOf(directory)
  const role = prefix === undefined ? undefined : roleDeriver(directory, prefix)(group.displayName)
  if (role === undefined || known.has(role.key) || own.roleSuffixes === undefined) return []
  const { unlisted, listed } = own.roleSuffixes
  if (unlisted === 'grant' || listed.some((name) => toRole(name).key === role.key)) return []
  const what = `They do not have the role ${quote(role.name)} by the group ${quote(group.displayName)}: the policy does not list it among the suffixes of the role prefix.`
  return [
    factsAbout('role', role.name).conclude(what, policyTrace(evidence, version), {
      rule: 'prefix',
      policyVersion: version,
    }),
  ]
}

const LOST = 10

/** Groups that they left and that grant something: the last ones. */
function explainLost(evidence: Evidence, known: ReadonlySet<string>): Fact[] {
  const { memberships, users, bound, versionTrace, nameOf } = evidence
  const held = new Set(evidence.facts.resources.flatMap((resource) => resource.groups.map((group) => group.id)))
  const own = new Set(users.map(({ row }) => row.id))
  const seen = new Set<string>()
  const found: Fact[] = []
  for (const row of memberships.toSorted((a, b) => ((a.to_at ?? '') < (b.to_at ?? '') ? 1 : -1))) {
    if (row.to_at === null || row.to_version === null || held.has(row.group_id) || !own.has(row.member_id)) continue
    for (const role of bound.get(row.group_id) ?? []) {
      if (role.state !== 'granted' || known.has(role.role_key) || seen.has(role.role_key)) continue
      seen.add(role.role_key)
      const what = `They no longer have the role ${quote(role.role_name)}: ${quote(nameOf(row.member_id))} left the group ${quote(nameOf(row.group_id))}, which grants it.`
      const trace = versionTrace(row.group_id, row.to_version, row.to_at)
      found.push(
        factsAbout('role', role.role_name).conclude(what, trace, {
          rule: role.rule_id,
          policyVersion: role.policy_version,
        }),
      )
      if (found.length >= LOST) return found
    }
  }
  return found
}
