import { listStandings, lockPersons, type StandingRow, type Trx, together, upsertStanding } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import { matchCondition } from '../policy/match-condition.ts'
import { loadPersonFacts, type PersonFacts } from '../policy/person-facts.ts'
import type { PolicyCondition, PolicyDocument } from '../policy/policy-document.ts'
import { assignSeats } from './assign-seats.ts'
import { effectiveRoleKeys } from './effective-role-keys.ts'
import { type StandingChange, tellStandings } from './tell-standings.ts'

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
  // People are held, and not their standings alone: one that is not there yet cannot be.
  const [, rows] = await together([lockPersons(trx, tenantId, ids), listStandings(trx, tenantId, ids)])
  const standings = new Map(rows.map((row) => [row.person_id, row]))
  const facts = await loadPersonFacts(trx, tenantId, ids)
  const roles = await effectiveRoleKeys(trx, tenantId, facts)
  const judgements = facts.map((person) =>
    judge(person, standings.get(person.personId), roles.get(person.personId) ?? []),
  )
  const seated = await assignSeats(ctx, trx, tenantId, judgements, cause)
  const changes: StandingChange[] = []
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
    changes.push({ before, after: row, directoryId: judgement.facts.resources[0]?.directory.id })
  }
  await tellStandings(ctx, trx, changes)
}

const policiesOf = ({ resources }: PersonFacts) => resources.map(({ directory }) => policyOf(directory))

/** Every directory of a tenant carries the same tenant part; a purged or removed person has no resource left, and no policy. */
const tenantPolicyOf = (facts: PersonFacts): PolicyDocument => policiesOf(facts)[0]?.tenant ?? {}

const versionOf = ({ facts, before }: Judgement): number =>
  Math.max(0, before?.policy_version ?? 0, ...policiesOf(facts).map(({ version }) => version))

function judge(facts: PersonFacts, before: StandingRow | undefined, roles: readonly string[]): Judgement {
  const policy = tenantPolicyOf(facts)
  const active = isActive(facts, policy)
  const counted = countedFacts(facts)
  const organisation = firstMatch(policy.organisations?.rules ?? [], counted)
  const kind = firstMatch(policy.kinds?.rules ?? [], counted)
  const licence = active ? firstMatch(policy.licences?.rules ?? [], counted) : undefined
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
