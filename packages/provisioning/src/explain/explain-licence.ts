import type { LicenceType } from '../policy/policy-document.ts'
import type { Evidence } from './evidence.ts'
import { pending, ruled } from './explain-placement.ts'
import { type Fact, factsAbout, NO_TRACE, quote, type Trace } from './fact.ts'
import { latest, policyTrace, presentPolicy } from './traces.ts'

/** Which licence the person should have and why, whose seat they hold, and what they wait for. Nothing where the tenant has no licences. */
export function explainLicence(evidence: Evidence): Fact[] {
  const { tenant, version } = presentPolicy(evidence)
  const { standing, judgement } = evidence
  const held = standing?.licence ?? null
  if (tenant.licences === undefined && held === null) return []
  const nameOf = (key: string) => tenant.licences?.types.find((type) => type.key === key)?.name ?? key
  const { licence: wanted } = judgement
  const about = wanted ?? held
  const facts = factsAbout('licence', about === null ? null : nameOf(about))
  const lag = isSettled(evidence) ? [] : [pending(facts)]
  const seats = held === null ? [] : [heldFact(evidence, facts, nameOf(held))]
  if (wanted === null) return [...unlicensed(evidence, facts, version), ...seats, ...lag]
  const rule = tenant.licences?.rules.find((each) => each.id === judgement.licenceRule)
  const name = quote(nameOf(wanted))
  const should = `They should have a seat of the licence ${name}`
  const why =
    rule === undefined
      ? [
          facts.because(
            `${should}: no rule names one for them, and that is the default.`,
            policyTrace(evidence, version),
            { policyVersion: version },
          ),
        ]
      : ruled(evidence, facts, should, rule, version).map((fact) => ({ ...fact, conclusion: false }))
  const decided = { rule: rule?.id ?? null, policyVersion: version }
  if (held === wanted) {
    return [
      facts.conclude(`They hold a seat of the licence ${name}.`, seatTrace(evidence, standing?.seat_since), decided),
      ...why,
      ...lag,
    ]
  }
  const type = tenant.licences?.types.find((each) => each.key === wanted)
  const meanwhile = held === null ? 'They hold no seat' : `They hold a seat of the licence ${quote(nameOf(held))}`
  const waits = standing?.wanted_licence === wanted
  return [
    facts.conclude(
      `${meanwhile}${waits ? `, and wait for one of the licence ${name}` : ''}.`,
      waits ? seatTrace(evidence, standing?.waiting_since) : NO_TRACE,
      decided,
    ),
    ...why,
    ...(waits ? [exhaustedFact(evidence, facts, type)] : []),
    ...seats,
    ...lag,
  ]
}

type Facts = ReturnType<typeof factsAbout>

function unlicensed(evidence: Evidence, facts: Facts, policyVersion: number): Fact[] {
  const { judgement } = evidence
  if (!judgement.active) {
    const ended = latest(
      evidence.users.flatMap(({ acts }) =>
        acts
          .filter((act) => /\.(deactivated|removed|purged)$/.test(act.action))
          .map((act) => ({ at: act.occurred_at, actor: act.actor_label, requestId: act.request_id })),
      ),
    )
    return [facts.conclude('They hold no seat of a licence: they are not active.', ended)]
  }
  const what = 'They hold no seat of a licence: no rule names one for them, and there is no default.'
  return [facts.conclude(what, policyTrace(evidence, policyVersion), { policyVersion })]
}

function heldFact(evidence: Evidence, { because }: Facts, name: string): Fact {
  const trace = seatTrace(evidence, evidence.standing?.seat_since)
  return because(`They took a seat of the licence ${quote(name)}.`, trace)
}

function exhaustedFact(evidence: Evidence, { because }: Facts, type: LicenceType | undefined): Fact {
  const { version } = presentPolicy(evidence)
  const { used = 0, waiting = 0 } = evidence.totals.find((row) => row.licence === type?.key) ?? {}
  const people = waiting === 1 ? '1 person waits' : `${waiting} people wait`
  const what = `No seat is free: ${used} of ${type?.seats ?? 0} are in use, and ${people}; who has waited longest comes first.`
  return because(what, policyTrace(evidence, version), { policyVersion: version })
}

/** Of the last change of what they hold or wait for; of an earlier one the time alone is kept. */
function seatTrace({ standing, makerOf }: Evidence, at: string | null | undefined): Trace {
  const last = latest(
    [standing?.seat_since ?? null, standing?.waiting_since ?? null].map((each) => ({ ...NO_TRACE, at: each })),
  )
  const requestId = standing?.seat_request_id ?? null
  if (at == null || at !== last.at || requestId === null) return { ...NO_TRACE, at: at ?? null }
  return { at, actor: makerOf(requestId), requestId }
}

const isSettled = ({ standing, judgement }: Evidence): boolean =>
  standing?.licence === judgement.licence ||
  (judgement.licence === null ? (standing?.licence ?? null) === null : standing?.wanted_licence === judgement.licence)
