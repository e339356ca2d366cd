import {
  type Db,
  type DirectoryRow,
  type KeysetPage,
  type LicenceTotalRow,
  listDirectories,
  listLicenceTotals,
  listStandingPage,
  listStandings,
  type StandingFilter,
  type StandingRow,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { LicenceType } from '../policy/policy-document.ts'

/** A licence of a tenant with its live counts. */
export interface Licence extends Pick<LicenceType, 'key' | 'name' | 'seats' | 'exhausted'> {
  readonly fallback: string | null
  readonly isDefault: boolean
  readonly used: number
  /** People who should have a seat and wait for one. */
  readonly waiting: number
  /** null: there is no limit. Below 0: so many more are in use than there are. */
  readonly free: number | null
}

/** The licences of the policy that the directories carry, in its order. */
export function licencesOf(
  directories: readonly Pick<DirectoryRow, 'policy'>[],
  totals: readonly LicenceTotalRow[],
): readonly Licence[] {
  const { licences } = policyOf(directories[0] ?? { policy: null }).tenant
  const counted = new Map(totals.map((row) => [row.licence, row]))
  return (licences?.types ?? []).map(({ key, name, seats, exhausted, fallback }) => {
    const { used, waiting } = counted.get(key) ?? { used: 0, waiting: 0 }
    return {
      key,
      name,
      seats,
      exhausted,
      fallback: fallback ?? null,
      isDefault: licences?.default === key,
      used,
      waiting,
      free: seats === null ? null : seats - used,
    }
  })
}

/** Seats of each licence of a tenant: how many there are, are in use, are free, and how many people wait. */
export const listLicences = (ctx: OperationContext, tenantId: string): Promise<readonly Licence[]> =>
  ctx.store.read(tenantId, (db: Db) => licencesIn(db, tenantId))

const licencesIn = async (db: Db, tenantId: string): Promise<readonly Licence[]> =>
  licencesOf(await listDirectories(db, tenantId), await listLicenceTotals(db, [tenantId]))

/** People who hold a seat of the licence, or wait for one (who waits longest comes first), or are in an organisation. */
export const listPeopleByStanding = (
  ctx: OperationContext,
  tenantId: string,
  filter: StandingFilter,
  page: KeysetPage,
): Promise<StandingRow[]> => ctx.store.read(tenantId, (db) => listStandingPage(db, tenantId, filter, page))

/** What policy makes of a person; undefined: they were never judged. */
export const getStanding = (
  ctx: OperationContext,
  tenantId: string,
  personId: string,
): Promise<StandingRow | undefined> =>
  ctx.store.read(tenantId, async (db) => (await listStandings(db, tenantId, [personId]))[0])
