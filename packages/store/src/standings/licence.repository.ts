import { type Selectable, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
import type { StandingRow } from './standing.repository.ts'
import type { LicenceTotalTable } from './standing.table.ts'

export type LicenceTotalRow = Selectable<LicenceTotalTable>

/**
 * All counters of the tenant, those of `licences` made where they are missing, locked in order of licence until the transaction ends. Whoever counts
 * seats takes this lock after those of people: so nobody waits in a circle, and a seat that is free stays free.
 */
export async function lockLicenceTotals(
  trx: Trx,
  tenantId: string,
  licences: readonly string[],
): Promise<LicenceTotalRow[]> {
  const rows = await lockTotals(trx, tenantId)
  const missing = licences.filter((licence) => rows.every((row) => row.licence !== licence)).sort()
  if (missing.length === 0) return rows
  for (const licence of missing) {
    await trx
      .insertInto('licence_total')
      .values({ tenant_id: tenantId, licence, used: 0, waiting: 0, told: 0 })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'licence']).doNothing())
      .execute()
  }
  return lockTotals(trx, tenantId)
}

const lockTotals = (trx: Trx, tenantId: string): Promise<LicenceTotalRow[]> =>
  trx
    .selectFrom('licence_total')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('licence')
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .execute()

export async function updateLicenceTotal(trx: Trx, row: LicenceTotalRow): Promise<void> {
  await trx
    .updateTable('licence_total')
    .set({ used: row.used, waiting: row.waiting, told: row.told })
    .where('tenant_id', '=', row.tenant_id)
    .where('licence', '=', row.licence)
    .execute()
}

/** Counters of the tenants, in order of licence. */
export async function listLicenceTotals(db: Db, tenantIds: readonly string[]): Promise<LicenceTotalRow[]> {
  if (tenantIds.length === 0) return []
  return db
    .selectFrom('licence_total')
    .selectAll()
    .where('tenant_id', 'in', tenantIds)
    .orderBy('tenant_id')
    .orderBy('licence')
    .execute()
}

/** The same counted from the standings: what the counters must say. Walks two indexes. */
export async function countSeats(
  db: Db,
  tenantId: string,
): Promise<{ readonly licence: string; readonly used: number; readonly waiting: number }[]> {
  const { rows } = await sql<{ licence: string; used: number; waiting: number }>`
    select licence as "licence", sum(used) as "used", sum(waiting) as "waiting" from (
      select licence, count(*) as used, 0 as waiting from person_standing
      where tenant_id = ${tenantId} and licence is not null group by licence
      union all
      select wanted_licence, 0, count(*) from person_standing
      where tenant_id = ${tenantId} and wanted_licence is not null group by wanted_licence
    ) counted group by licence order by licence`.execute(db)
  return rows.map((row) => ({ licence: row.licence, used: Number(row.used), waiting: Number(row.waiting) }))
}

/**
 * Those who wait longest for a seat of the licence, their people locked until the transaction ends. Who is being judged by somebody else at this
 * moment is passed over, so that this never waits: that transaction looks at the seats itself. Needs the lock of the counters.
 */
export async function lockWaiting(trx: Trx, tenantId: string, licence: string, limit: number): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select s.* from person_standing s join person p on p.tenant_id = s.tenant_id and p.id = s.person_id
    where s.tenant_id = ${tenantId} and s.wanted_licence = ${licence}
    order by s.waiting_since, s.person_id limit ${limit}
    ${isPostgres(trx) ? sql`for no key update of p skip locked` : sql``}`.execute(trx)
  return rows
}

type SeatColumns = Pick<
  StandingRow,
  | 'licence'
  | 'seat'
  | 'seat_since'
  | 'wanted_licence'
  | 'waiting_since'
  | 'seat_request_id'
  | 'request_id'
  | 'updated_at'
>

const updateColumns = fixedStatement((db, row: Pick<StandingRow, 'tenant_id' | 'person_id'> & SeatColumns) =>
  db
    .updateTable('person_standing')
    .set({
      licence: row.licence,
      seat: row.seat,
      seat_since: row.seat_since,
      wanted_licence: row.wanted_licence,
      waiting_since: row.waiting_since,
      seat_request_id: row.seat_request_id,
      request_id: row.request_id,
      updated_at: row.updated_at,
    })
    .where('tenant_id', '=', row.tenant_id)
    .where('person_id', '=', row.person_id)
    .compile(),
)

/** The seat alone; what else policy made of the person stays. */
export async function updateSeat(trx: Trx, tenantId: string, personId: string, seat: SeatColumns): Promise<void> {
  await updateColumns(trx, { ...seat, tenant_id: tenantId, person_id: personId })
}
