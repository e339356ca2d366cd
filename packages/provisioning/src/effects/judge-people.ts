import { insertEvent, listStandings, type StandingRow, type Trx, upsertStanding } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import { matchCondition } from '../policy/match-condition.ts'
import { loadPersonFacts, type PersonFacts } from '../policy/person-facts.ts'
import type { PolicyCondition, PolicyDocument } from '../policy/policy-document.ts'
import { assignSeats } from './assign-seats.ts'
import { effectiveRoleKeys } from './effective-role-keys.ts'

/** Why people are judged: what a refusal for want of a seat does. */
export interface JudgingCause {
  /** The person is being created or reactivated: a licence that refuses when it is exhausted refuses the request. */
  readonly arriving: boolean
}

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
}

/**
 * Judges people by their tenant's policy, in the caller's transaction: places them, hands out and takes back seats, and tells what changed. Rows are
 * locked in order of person, so that two transactions never wait for each other in a circle.
 */
export async function judgePeople(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  personIds: readonly string[],
  cause: JudgingCause,
): Promise<void> {
  const ids = [...new Set(personIds)].sort()
  if (ids.length === 0) return
  const standings = new Map(
    (await listStandings(trx, tenantId, ids, { lock: true })).map((row) => [row.person_id, row]),
  )
  const facts = await loadPersonFacts(trx, tenantId, ids)
  const judgements = []
  for (const person of facts) judgements.push(await judge(trx, tenantId, person, standings.get(person.personId)))
  const seated = await assignSeats(ctx, trx, tenantId, judgements, cause)
  for (const { judgement, seat } of seated) {
    const {
      before,
      facts: { personId },
    } = judgement
    const row: StandingRow = {
      tenant_id: tenantId,
      person_id: personId,
      policy_version: versionOf(judgement),
      active: Number(judgement.active),
      organisation_id: judgement.organisationId,
      organisation_rule: judgement.organisationRule,
      kind: judgement.kind,
      kind_rule: judgement.kindRule,
      ...seat,
      roles: JSON.stringify(judgement.roles),
      request_id: ctx.requestId,
      updated_at: ctx.now().toISOString(),
    }
    if (before !== undefined && isSame(before, row)) continue
    await upsertStanding(trx, row)
    await tell(ctx, trx, before, row, judgement)
  }
}

const policiesOf = ({ resources }: PersonFacts) => resources.map(({ directory }) => policyOf(directory))

/** Every directory of a tenant carries the same tenant part; a purged or removed person has no resource left, and no policy. */
const tenantPolicyOf = (facts: PersonFacts): PolicyDocument => policiesOf(facts)[0]?.tenant ?? {}

const versionOf = ({ facts, before }: Judgement): number =>
  Math.max(0, before?.policy_version ?? 0, ...policiesOf(facts).map(({ version }) => version))

async function judge(
  trx: Trx,
  tenantId: string,
  facts: PersonFacts,
  before: StandingRow | undefined,
): Promise<Judgement> {
  const policy = tenantPolicyOf(facts)
  const active = isActive(facts, policy)
  const organisation = firstMatch(policy.organisations?.rules ?? [], facts)
  const kind = firstMatch(policy.kinds?.rules ?? [], facts)
  const licence = active ? firstMatch(policy.licences?.rules ?? [], facts) : undefined
  return {
    facts,
    before,
    active,
    organisationId: organisation?.organisation ?? facts.resources[0]?.directory.organisation_id ?? null,
    organisationRule: organisation?.id ?? null,
    kind: kind?.kind ?? policy.kinds?.default ?? null,
    kindRule: kind?.id ?? null,
    licence: active ? (licence?.licence ?? policy.licences?.default ?? null) : null,
    licenceRule: licence?.id ?? null,
    roles: active ? await effectiveRoleKeys(trx, tenantId, facts) : [],
  }
}

/** While any resource is active, or while all are, as the tenant says. */
function isActive({ resources }: PersonFacts, policy: PolicyDocument): boolean {
  const states = resources.map(({ row }) => row.active !== 0)
  if (states.length === 0) return false
  return policy.people?.active === 'all' ? states.every(Boolean) : states.some(Boolean)
}

const firstMatch = <T extends { readonly when: PolicyCondition }>(
  rules: readonly T[],
  facts: PersonFacts,
): T | undefined => rules.find((rule) => matchCondition(rule.when, facts) !== undefined)

const JUDGED = [
  'policy_version',
  'active',
  'organisation_id',
  'organisation_rule',
  'kind',
  'kind_rule',
  'licence',
  'licence_rule',
  'seat',
  'wanted_licence',
  'roles',
] as const satisfies readonly (keyof StandingRow)[]

const isSame = (a: StandingRow, b: StandingRow): boolean => JUDGED.every((name) => a[name] === b[name])

/** Events for the application: one for each fact that changed. */
async function tell(
  ctx: OperationContext,
  trx: Trx,
  before: StandingRow | undefined,
  after: StandingRow,
  { facts }: Judgement,
): Promise<void> {
  const old = before === undefined ? [] : (JSON.parse(before.roles) as string[])
  const now = JSON.parse(after.roles) as string[]
  const told: [type: string, changed: readonly string[]][] = []
  const granted = now.filter((role) => !old.includes(role))
  const revoked = old.filter((role) => !now.includes(role))
  if (granted.length > 0) told.push(['role.granted', granted])
  if (revoked.length > 0) told.push(['role.revoked', revoked])
  const licence = before?.licence ?? null
  if (licence !== after.licence && licence !== null) told.push(['licence.released', [licence]])
  if (licence !== after.licence && after.licence !== null) told.push(['licence.assigned', [after.licence]])
  const wanted = before?.wanted_licence ?? null
  if (wanted !== after.wanted_licence && after.wanted_licence !== null) {
    told.push(['licence.waiting', [after.wanted_licence]])
  }
  if ((before?.organisation_id ?? null) !== after.organisation_id) told.push(['person.moved', ['organisation']])
  if ((before?.kind ?? null) !== after.kind) told.push(['person.kind_changed', ['kind']])
  for (const [type, changed] of told) {
    await insertEvent(trx, {
      tenant_id: after.tenant_id,
      id: ctx.newId(),
      type,
      directory_id: facts.resources[0]?.directory.id ?? '',
      resource_type: 'Person',
      resource_id: after.person_id,
      person_id: after.person_id,
      version: after.policy_version,
      changed: JSON.stringify(changed),
      request_id: ctx.requestId,
      occurred_at: after.updated_at,
    })
  }
}
