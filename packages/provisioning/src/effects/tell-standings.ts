import { listResourcesOfPersons, type StandingRow, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { tellEvent } from '../events/tell-event.ts'

export interface StandingChange {
  readonly before: StandingRow | undefined
  readonly after: StandingRow
  /** Of the person's oldest resource; looked up where it is not known. */
  readonly directoryId?: string | undefined
}

/** Events for the application: one for each fact that changed. */
export async function tellStandings(
  ctx: OperationContext,
  trx: Trx,
  changes: readonly StandingChange[],
): Promise<void> {
  const unknown = changes.flatMap(({ after, directoryId }) => (directoryId === undefined ? [after] : []))
  const directories = await directoriesOf(trx, unknown)
  for (const { before, after, directoryId } of changes) {
    for (const [type, changed] of factsOf(before, after)) {
      await tellEvent(ctx, trx, {
        tenantId: after.tenant_id,
        type,
        directoryId: directoryId ?? directories.get(after.person_id) ?? '',
        subject: { type: 'Person', id: after.person_id, version: after.policy_version },
        personId: after.person_id,
        changed,
        at: after.updated_at,
      })
    }
  }
}

async function directoriesOf(trx: Trx, standings: readonly StandingRow[]): Promise<ReadonlyMap<string, string>> {
  const [first] = standings
  if (first === undefined) return new Map()
  const ids = standings.map((standing) => standing.person_id)
  const resources = await listResourcesOfPersons(trx, first.tenant_id, ids)
  // The oldest comes first and stays.
  return new Map(resources.toReversed().map((row) => [row.person_id ?? '', row.directory_id]))
}

/** What changed, as the type of the event and the names it is about. */
function factsOf(before: StandingRow | undefined, after: StandingRow): [type: string, changed: readonly string[]][] {
  const told: [type: string, changed: readonly string[]][] = []
  const old = before === undefined ? [] : (JSON.parse(before.roles) as string[])
  const now = JSON.parse(after.roles) as string[]
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
  return told
}
