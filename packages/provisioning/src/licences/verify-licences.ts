import { countSeats, listDirectories, listLicenceTotals } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { licencesOf } from './list-licences.ts'

/** Where what is counted and what people hold differ, or a seat is free while somebody waits for it. */
export interface LicenceFault {
  readonly licence: string
  readonly kind: 'used' | 'waiting' | 'unserved'
  /** What the counter says; for `unserved`, free seats. */
  readonly counted: number
  /** What the standings of people say. */
  readonly actual: number
}

/** Counts the seats of a tenant anew and compares, over one snapshot. Empty: everything agrees. */
export function verifyLicences(
  ctx: Pick<OperationContext, 'store'>,
  tenantId: string,
): Promise<readonly LicenceFault[]> {
  return ctx.store.readLong(tenantId, async (db) => {
    const totals = await listLicenceTotals(db, [tenantId])
    const actual = new Map((await countSeats(db, tenantId)).map((row) => [row.licence, row]))
    const licences = licencesOf(await listDirectories(db, tenantId), totals)
    const faults: LicenceFault[] = []
    for (const licence of new Set([...totals.map((row) => row.licence), ...actual.keys()])) {
      const counted = totals.find((row) => row.licence === licence) ?? { used: 0, waiting: 0 }
      const found = actual.get(licence) ?? { used: 0, waiting: 0 }
      for (const kind of ['used', 'waiting'] as const) {
        if (counted[kind] !== found[kind]) faults.push({ licence, kind, counted: counted[kind], actual: found[kind] })
      }
      const free = licences.find((each) => each.key === licence)?.free ?? 0
      if (free > 0 && found.waiting > 0)
        faults.push({ licence, kind: 'unserved', counted: free, actual: found.waiting })
    }
    return faults
  })
}
