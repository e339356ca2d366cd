import { type Selectable, sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { fixedByColumns } from '../query/fixed-statement.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { ResourceRow } from '../resources/resource.repository.ts'
import type { StandingTable } from './standing.table.ts'

export type StandingRow = Selectable<StandingTable>

/** What policy made of the people so far, in order of id. */
export async function listStandings(db: Db, tenantId: string, personIds: readonly string[]): Promise<StandingRow[]> {
  if (personIds.length === 0) return []
  return db
    .selectFrom('person_standing')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .orderBy('person_id')
    .execute()
}

const upsert = fixedByColumns<StandingRow>((db, _values, columns) => {
  const { tenant_id: _, person_id: __, ...update } = columns
  return db
    .insertInto('person_standing')
    .values(columns)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(update))
    .compile()
})

export async function upsertStanding(trx: Trx, row: StandingRow): Promise<void> {
  await upsert(trx, row, row)
}

/** Which people a list shows: all that hold the licence, wait for it, are in the organisation. */
export interface StandingFilter {
  readonly licence?: string | undefined
  readonly waitingFor?: string | undefined
  readonly organisationId?: string | undefined
}

/** What a cursor of a list of standings holds: a waiting list goes by who waits longest, everything else by id. */
export const standingPosition = ({ waitingFor }: StandingFilter, row: StandingRow): string[] =>
  waitingFor === undefined ? [row.person_id] : [row.waiting_since ?? '', row.person_id]

/** One page, along an index. */
export async function listStandingPage(
  db: Db,
  tenantId: string,
  filter: StandingFilter,
  page: KeysetPage,
): Promise<StandingRow[]> {
  const columns = filter.waitingFor === undefined ? ['person_id'] : ['waiting_since', 'person_id']
  const { condition, order } = keyset(columns, 'asc', page)
  return matching(db, tenantId, filter).selectAll().where(condition).orderBy(sql`${order}`).limit(page.limit).execute()
}

export async function countStandings(db: Db, tenantId: string, filter: StandingFilter): Promise<number> {
  const row = await matching(db, tenantId, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

const matching = (db: Db, tenantId: string, { licence, waitingFor, organisationId }: StandingFilter) =>
  db
    .selectFrom('person_standing')
    .where('tenant_id', '=', tenantId)
    .$if(licence !== undefined, (query) => query.where('licence', '=', licence ?? ''))
    .$if(waitingFor !== undefined, (query) => query.where('wanted_licence', '=', waitingFor ?? ''))
    .$if(organisationId !== undefined, (query) => query.where('organisation_id', '=', organisationId ?? ''))

/** People of the tenant in order of id, after the given one. */
export async function listPersonIds(db: Db, tenantId: string, afterId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Live resources of the people, in every directory. */
export async function listResourcesOfPersons(
  db: Db,
  tenantId: string,
  personIds: readonly string[],
): Promise<ResourceRow[]> {
  if (personIds.length === 0) return []
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** People behind live resources. */
export async function listPersonIdsOf(db: Db, tenantId: string, resourceIds: readonly string[]): Promise<string[]> {
  if (resourceIds.length === 0) return []
  const rows = await db
    .selectFrom('scim_resource')
    .select('person_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', resourceIds)
    .where('person_id', 'is not', null)
    .where('removed_at', 'is', null)
    .execute()
  return rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id])).sort()
}
