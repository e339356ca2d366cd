import type { ResourceDocument } from '@rollcall/scim-core'
import type { HistoryOperation } from '@rollcall/store'
import type { KeyedPerson } from '../persons/person-keys.ts'

/** One new version of a resource. */
export interface RecordedChange {
  readonly operation: HistoryOperation
  readonly resourceId: string
  readonly version: number
  readonly at: string
  readonly person: KeyedPerson | undefined
  readonly before: ResourceDocument | undefined
  readonly after: ResourceDocument
  readonly addedMembers?: readonly string[]
  readonly removedMembers?: readonly string[]
}
