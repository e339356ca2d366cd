import type { DirectoryRow, Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { RecordedChange } from '../resources/recorded-change.ts'
import type { TypedSpace } from '../resources/resource-space.ts'

/** Decides anew which roles the groups of a directory grant: after its role prefix or the tenant's policy changed. */
export async function bindGroupsOfDirectory(
  _ctx: OperationContext,
  _trx: Trx,
  _directory: DirectoryRow,
): Promise<void> {}

/** Decides which roles a group grants after it was made, renamed or removed. Whether that changed. */
export async function bindGroup(
  _ctx: OperationContext,
  _trx: Trx,
  _typed: TypedSpace,
  _change: RecordedChange,
): Promise<boolean> {
  return false
}
