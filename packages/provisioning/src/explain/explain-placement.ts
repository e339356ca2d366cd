import { countedFacts } from '../effects/judge.ts'
import { matchCondition } from '../policy/match-condition.ts'
import type { PolicyCondition } from '../policy/policy-document.ts'
import type { Evidence } from './evidence.ts'
import { conditionFacts } from './explain-membership.ts'
import { type Decided, type Fact, factsAbout, NO_TRACE, quote, type Trace } from './fact.ts'
import { creationTrace, latest, policyTrace, presentPolicy, traceOf } from './traces.ts'

/** In which organisation the person is, and why. */
export function explainOrganisation(evidence: Evidence): Fact[] {
  const { judgement, standing, organisations } = evidence
  const { tenant, version } = presentPolicy(evidence)
  const { organisationId: id, organisationRule } = judgement
  const name = id === null ? null : (organisations.get(id) ?? id)
  const facts = factsAbout('organisation', name)
  const lag = (standing?.organisation_id ?? null) === id ? [] : [pending(facts)]
  if (name === null) {
    return [
      facts.conclude('They are in no organisation: no rule fits, and no directory of theirs has a default one.'),
      ...lag,
    ]
  }
  const rule = tenant.organisations?.rules.find((each) => each.id === organisationRule)
  if (rule !== undefined) {
    return [...ruled(evidence, facts, `They are in the organisation ${quote(name)}`, rule, version), ...lag]
  }
  const directory = countedFacts(evidence.facts).resources.find(
    (resource) => resource.directory.organisation_id === id,
  )?.directory
  const set = (evidence.directoryActs.get(directory?.id ?? '') ?? []).find(
    (act) => act.action === 'directory.created' || act.changed.includes('organisation'),
  )
  return [
    facts.conclude(
      `They are in the organisation ${quote(name)}: no rule fits, and it is the default of a directory of theirs.`,
      arrivalTrace(evidence),
    ),
    facts.because(`It is the default organisation of the directory ${quote(directory?.name ?? '')}.`, traceOf(set)),
    ...lag,
  ]
}

/** Of which kind the person is, and why. Nothing where the tenant has no kinds. */
export function explainKind(evidence: Evidence): Fact[] {
  const { judgement, standing } = evidence
  const { tenant, version } = presentPolicy(evidence)
  if (tenant.kinds === undefined) return []
  const { kind, kindRule } = judgement
  const facts = factsAbout('kind', kind)
  const lag = (standing?.kind ?? null) === kind ? [] : [pending(facts)]
  if (kind === null) return [facts.conclude('They are of no kind: no rule fits, and there is no default.'), ...lag]
  const rule = tenant.kinds.rules.find((each) => each.id === kindRule)
  if (rule !== undefined) return [...ruled(evidence, facts, `Their kind is ${quote(kind)}`, rule, version), ...lag]
  const what = `Their kind is ${quote(kind)}: no rule fits, and that is the default.`
  return [facts.conclude(what, arrivalTrace(evidence), { policyVersion: version }), ...lag]
}

type Facts = ReturnType<typeof factsAbout>

/** The conclusion by a rule, with why the rule fits. */
export function ruled(
  evidence: Evidence,
  facts: Facts,
  what: string,
  rule: { readonly id: string; readonly when: PolicyCondition },
  policyVersion: number,
): Fact[] {
  const match = matchCondition(rule.when, countedFacts(evidence.facts))
  const why = match === undefined ? [] : conditionFacts(evidence, facts, rule.when, match)
  const decided: Decided = { rule: rule.id, policyVersion }
  const trace = latest([...why, policyTrace(evidence, policyVersion)])
  return [facts.conclude(`${what}, by the rule ${quote(rule.id)}.`, trace, decided), ...why]
}

export const pending = ({ because }: Facts): Fact =>
  because('That is what the policy says now; it is being carried out in the background.', NO_TRACE)

/** When the person came: since then defaults hold. */
const arrivalTrace = ({ users }: Evidence): Trace => creationTrace(users[0])
