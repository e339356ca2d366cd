import type { ConditionMatch } from '../policy/match-condition.ts'
import type { ResourceFacts } from '../policy/person-facts.ts'
import type { PolicyCondition } from '../policy/policy-document.ts'
import type { Evidence, KnownUser, MembershipStep } from './evidence.ts'
import { type Fact, type factsAbout, NO_TRACE, quote, type Trace } from './fact.ts'
import { attributeTrace, creationTrace } from './traces.ts'

type Facts = ReturnType<typeof factsAbout>

/** How a user came into a group: directly, or by the groups in between, a fact for each step. */
export function membershipFacts(evidence: Evidence, { because }: Facts, userId: string, groupId: string): Fact[] {
  return pathTo(evidence.steps, userId, groupId).map((step, index) => {
    const [member, group] = [quote(evidence.nameOf(step.memberId)), quote(evidence.nameOf(step.groupId))]
    const what =
      index === 0 ? `${member} is a member of the group ${group}.` : `The group ${member} is in the group ${group}.`
    return because(what, joinTrace(evidence, step))
  })
}

/** The shortest way from a user to a group that holds it. */
function pathTo(steps: readonly MembershipStep[], userId: string, groupId: string): readonly MembershipStep[] {
  const byMember = Map.groupBy(steps, (step) => step.memberId)
  const seen = new Set([userId])
  for (let paths: MembershipStep[][] = [[]]; paths.length > 0; ) {
    const longer: MembershipStep[][] = []
    for (const path of paths) {
      for (const step of byMember.get(path.at(-1)?.groupId ?? userId) ?? []) {
        if (step.groupId === groupId) return [...path, step]
        if (seen.has(step.groupId)) continue
        seen.add(step.groupId)
        longer.push([...path, step])
      }
    }
    paths = longer
  }
  return []
}

function joinTrace({ memberships, versionTrace }: Evidence, { groupId, memberId }: MembershipStep): Trace {
  const row = memberships.find(
    (each) => each.group_id === groupId && each.member_id === memberId && each.to_version === null,
  )
  return row === undefined ? NO_TRACE : versionTrace(groupId, row.from_version, row.from_at)
}

/** Why a condition of a rule holds. */
export function conditionFacts(
  evidence: Evidence,
  facts: Facts,
  when: PolicyCondition,
  { resource, group }: ConditionMatch,
): Fact[] {
  const found: Fact[] = []
  if (group !== undefined) found.push(...membershipFacts(evidence, facts, resource.row.id, group.id))
  const user = userOf(evidence, resource)
  const name = quote(evidence.nameOf(resource.row.id))
  if (when.filter !== undefined) {
    found.push(facts.because(`${name} fulfils: ${when.filter}.`, attributeTrace(user, when.filter)))
  }
  if (when.directory !== undefined) {
    const what = `${name} is a user of the directory ${quote(resource.directory.name)}.`
    found.push(facts.because(what, creationTrace(user)))
  }
  return found
}

const userOf = ({ users }: Evidence, resource: ResourceFacts): KnownUser | undefined =>
  users.find((user) => user.row.id === resource.row.id)
