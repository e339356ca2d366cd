import type { StandingRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import { costOfCondition, matchCondition } from '../policy/match-condition.ts'
import type { PersonFacts } from '../policy/person-facts.ts'
import type { PolicyCondition, PolicyDocument } from '../policy/policy-document.ts'
import type { Turns } from '../policy/turns.ts'

/** What policy says of one person now; seats are not handed out yet. */
export interface Judgement {
  readonly facts: PersonFacts
  readonly before: StandingRow | undefined
  readonly active: boolean
  readonly organisationId: string | null
  readonly organisationRule: string | null
  readonly kind: string | null
  readonly kindRule: string | null
  /** The licence that the rules give; null: none. */
  readonly licence: string | null
  readonly licenceRule: string | null
  readonly roles: readonly string[]
  /** The policy cannot be read, so the person keeps what they have. */
  readonly frozen?: true
}

const policiesOf = ({ resources }: PersonFacts) => resources.map(({ directory }) => policyOf(directory))

/** Every directory of a tenant carries the same tenant part; a purged or removed person has no resource left, and no policy. */
const tenantPolicyOf = (facts: PersonFacts): PolicyDocument => policiesOf(facts)[0]?.tenant ?? {}

/** The policy that a judgement follows; what was judged before by a later one stays so. */
export const versionOf = ({ facts, before }: Judgement): number =>
  Math.max(0, before?.policy_version ?? 0, ...policiesOf(facts).map(({ version }) => version))

/** Judges one person by the policy that the directories of their resources carry. Between rules that have much to look at, others have their turn. */
export async function judge(
  facts: PersonFacts,
  before: StandingRow | undefined,
  roles: readonly string[],
  turns: Turns,
): Promise<Judgement> {
  const policy = tenantPolicyOf(facts)
  const active = isActive(facts, policy)
  if (policiesOf(facts).some(({ unreadable }) => unreadable)) return unjudged(facts, before, active)
  const counted = countedFacts(facts)
  const organisation = await firstMatch(policy.organisations?.rules ?? [], counted, turns)
  const kind = await firstMatch(policy.kinds?.rules ?? [], counted, turns)
  const licence = active ? await firstMatch(policy.licences?.rules ?? [], counted, turns) : undefined
  return {
    facts,
    before,
    active,
    organisationId: organisation?.organisation ?? defaultOrganisation(counted),
    organisationRule: organisation?.id ?? null,
    kind: kind?.kind ?? policy.kinds?.default ?? null,
    kindRule: kind?.id ?? null,
    licence: active ? (licence?.licence ?? policy.licences?.default ?? null) : null,
    licenceRule: licence?.id ?? null,
    roles: active ? roles : [],
  }
}

/** Without a policy to go by, nobody gains anything, and who is deactivated loses everything. */
function unjudged(facts: PersonFacts, before: StandingRow | undefined, isStill: boolean): Judgement {
  const active = isStill && before?.active === 1
  return {
    facts,
    before,
    active,
    organisationId: before?.organisation_id ?? null,
    organisationRule: before?.organisation_rule ?? null,
    kind: before?.kind ?? null,
    kindRule: before?.kind_rule ?? null,
    licence: active ? before.licence : null,
    licenceRule: active ? before.licence_rule : null,
    roles: active ? (JSON.parse(before.roles) as string[]) : [],
    ...(active && { frozen: true }),
  }
}

/** While any resource is active, or while all are, as the tenant says. */
function isActive({ resources }: PersonFacts, policy: PolicyDocument): boolean {
  const states = resources.map(({ row }) => row.active !== 0)
  if (states.length === 0) return false
  return policy.people?.active === 'all' ? states.every(Boolean) : states.some(Boolean)
}

/** What rules look at: a resource that is deactivated no longer counts, unless all of them are. */
export function countedFacts(facts: PersonFacts): PersonFacts {
  const active = facts.resources.filter(({ row }) => row.active !== 0)
  return active.length === 0 || active.length === facts.resources.length ? facts : { ...facts, resources: active }
}

/** That of the first directory that has one, the directory of the oldest resource first. */
const defaultOrganisation = ({ resources }: PersonFacts): string | null =>
  resources.find(({ directory }) => directory.organisation_id !== null)?.directory.organisation_id ?? null

async function firstMatch<T extends { readonly when: PolicyCondition }>(
  rules: readonly T[],
  facts: PersonFacts,
  turns: Turns,
): Promise<T | undefined> {
  for (const rule of rules) {
    if (turns.take(costOfCondition(rule.when, facts))) await turns.give()
    if (matchCondition(rule.when, facts) !== undefined) return rule
  }
  return undefined
}
