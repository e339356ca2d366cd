import { listStandings, lockPersons, type StandingRow, type Trx, together, upsertStanding } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { loadPersonFacts } from '../policy/person-facts.ts'
import { Turns } from '../policy/turns.ts'
import { assignSeats } from './assign-seats.ts'
import { effectiveRoleKeys } from './effective-role-keys.ts'
import { type Judgement, judge, versionOf } from './judge.ts'
import { type StandingChange, tellStandings } from './tell-standings.ts'

/** Why people are judged: what a refusal for want of a seat does. */
export interface JudgingCause {
  /** The person is being created or reactivated: a licence that refuses when it is exhausted refuses the request. */
  readonly arriving: boolean
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
  const turns = new Turns()
  const roles = await effectiveRoleKeys(trx, tenantId, facts, turns)
  const judgements: Judgement[] = []
  for (const person of facts) {
    judgements.push(await judge(person, standings.get(person.personId), roles.get(person.personId) ?? [], turns))
  }
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
