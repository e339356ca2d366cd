import type { ResourceDocument } from '@rollcall/scim-core'
import type { HistoryOperation, ResourceRow } from '@rollcall/store'
import type { TypedSpace } from '../resources/resource-space.ts'

/** A change that is about to be written. */
export interface PlannedChange {
  readonly operation: HistoryOperation
  readonly row: ResourceRow
  readonly before: ResourceDocument
  readonly after: ResourceDocument
  readonly removedMembers: readonly string[]
}

/** Whether a change makes an active resource inactive. */
export function deactivates({ type }: TypedSpace, { before, after }: PlannedChange): boolean {
  const name = type.definition.activeAttribute
  return name !== undefined && before[name] !== false && after[name] === false
}
