import type { Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { pullBrake } from './brake.ts'
import type { PlannedChange } from './planned-change.ts'
import { protectPeople } from './protect-people.ts'

/** Keeps protected people as they are, and counts what the safety brake watches. Throws ScimError 403, or 429 while the brake holds. */
export async function guardChange(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: PlannedChange,
): Promise<void> {
  if (typed.directory.policy === null) return
  await protectPeople(trx, typed, change)
  await pullBrake(ctx, trx, typed, change)
}
