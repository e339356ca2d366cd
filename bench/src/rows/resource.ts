import type { JsonObject } from '../population/users.ts'
import type { Row } from './columns.ts'
import type { Space } from './space.ts'

/** A row as answers need it: id, doc, version, created_at, updated_at. */
export type AnsweredRow = readonly [id: string, doc: string, version: number, createdAt: string, updatedAt: string]

let lastNumber = 0
function nextNumber(): number {
  lastNumber = Math.max(lastNumber + 1, Date.now() * 1_024)
  return lastNumber
}

/** name_key, external_id, display_name, display_key, active, doc. */
export type ContentColumns = readonly [string, string | null, string, string, number | null, string]

export function contentColumns(document: JsonObject, name: string): ContentColumns {
  const display = String(document.displayName ?? document.userName)
  const active = typeof document.active === 'boolean' ? Number(document.active) : null
  const externalId = (document.externalId as string | undefined) ?? null
  return [name.toLowerCase(), externalId, display, display.toLowerCase(), active, JSON.stringify(document)]
}

/** The row of a new resource. */
export function resourceRow(
  { tenantId, directoryId }: Space,
  type: 'User' | 'Group',
  id: string,
  [nameKey, externalId, display, displayKey, active, doc]: ContentColumns,
  personId: string | null,
  at: string,
): Row {
  return [
    ...[tenantId, directoryId, type, id, nextNumber(), nameKey, '', externalId, display, displayKey, active, 1, doc],
    ...[personId, at, at, null],
  ]
}
