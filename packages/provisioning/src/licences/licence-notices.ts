import { dismissNotice, findOpenNotice, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { tellEvent } from '../events/tell-event.ts'
import { openNotice } from '../notices/open-notice.ts'
import type { LicenceType } from '../policy/policy-document.ts'
import { LicenceExhaustedError } from './licence-exhausted-error.ts'
import { SeatLedger } from './seat-ledger.ts'

const KIND = 'licence.exhausted'

/** Tells admins and the application that somebody could not get a seat. */
export async function tellExhausted(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  ledger: SeatLedger,
  licence: LicenceType,
): Promise<void> {
  ledger.tell(licence.key, true)
  const isNew = await openNotice(ctx, trx, {
    tenantId,
    kind: KIND,
    subject: { type: 'licence', id: licence.key },
    detail: `No seat of the licence "${licence.name}" is free (${licence.seats} in all), and somebody needs one. Raise its seats in the policy, or deactivate people who hold one.`,
  })
  if (!isNew) return
  await tellEvent(ctx, trx, {
    tenantId,
    type: KIND,
    directoryId: '',
    subject: { type: 'Licence', id: licence.key, version: 0 },
    personId: null,
    changed: ['seats'],
    at: ctx.now().toISOString(),
  })
}

/** Takes notices back that nobody has cause for any more: nobody waits, and nobody would be refused, or those who waited have their seats. */
export async function settleNotices(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  ledger: SeatLedger,
): Promise<void> {
  for (const licence of ledger.keys()) {
    if (!ledger.isTold(licence) || ledger.waiting(licence) > 0) continue
    const isSettled = ledger.waitedBefore(licence) || ledger.free(licence) > 0 || ledger.type(licence) === undefined
    if (!isSettled) continue
    ledger.tell(licence, false)
    await dismissNotice(trx, tenantId, { kind: KIND, subjectId: licence }, ctx.now().toISOString())
  }
}

/** After the policy changed: seats that were added may settle a notice without anybody moving. */
export async function settleNoticesOfPolicy(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  types: readonly LicenceType[],
): Promise<void> {
  const ledger = await SeatLedger.open(trx, tenantId, new Map(types.map((type) => [type.key, type])))
  await settleNotices(ctx, trx, tenantId, ledger)
  await ledger.write(trx)
}

/** Runs a write; when it is refused for want of a seat it leaves nothing, so the notice is written in a transaction of its own. */
export async function tellingOfRefusal<T>(ctx: OperationContext, tenantId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LicenceExhaustedError) await tellRefused(ctx, tenantId, error.licence)
    throw error
  }
}

async function tellRefused(ctx: OperationContext, tenantId: string, licence: LicenceType): Promise<void> {
  const open = await ctx.store.read(tenantId, (db) =>
    findOpenNotice(db, tenantId, { kind: KIND, subjectId: licence.key }),
  )
  if (open !== undefined) return
  await ctx.store.transaction(tenantId, async (trx) => {
    const ledger = await SeatLedger.open(trx, tenantId, new Map([[licence.key, licence]]))
    // A seat may have become free meanwhile.
    if (ledger.isOpen(licence.key)) return
    await tellExhausted(ctx, trx, tenantId, ledger, licence)
    await ledger.write(trx)
  })
}
