import type { IndexEntry } from '@rollcall/scim-core'
import type { Selectable } from 'kysely'
import type { Trx } from '../database.ts'
import { fixedInsert, fixedStatement } from '../query/fixed-statement.ts'
import type { ResourceSpace } from './resource.repository.ts'
import type { IndexTable } from './resource.table.ts'

type IndexRow = Selectable<IndexTable>

/** The text of scim_index.entries; undefined when there is nothing to search for. */
function toText(entries: readonly IndexEntry[]): string | undefined {
  if (entries.length === 0) return undefined
  const byPath: Record<string, [key: string, element: number, lead: 0 | 1][]> = Object.create(null)
  for (const { path, key, element, lead } of entries) {
    const held: [string, number, 0 | 1] = [key, element, lead ? 1 : 0]
    const list = byPath[path]
    if (list === undefined) byPath[path] = [held]
    else list.push(held)
  }
  return JSON.stringify(byPath)
}

const insertOne = fixedInsert('scim_index')

const updateOne = fixedStatement((db, row: IndexRow) =>
  db
    .updateTable('scim_index')
    .set({ entries: row.entries })
    .where('tenant_id', '=', row.tenant_id)
    .where('directory_id', '=', row.directory_id)
    .where('type', '=', row.type)
    .where('resource_id', '=', row.resource_id)
    .compile(),
)

const deleteOne = fixedStatement((db, row: Omit<IndexRow, 'entries'>) =>
  db
    .deleteFrom('scim_index')
    .where('tenant_id', '=', row.tenant_id)
    .where('directory_id', '=', row.directory_id)
    .where('type', '=', row.type)
    .where('resource_id', '=', row.resource_id)
    .compile(),
)

/** Makes the searchable values of a resource what `after` says; `before` is what they are. */
export async function writeIndex(
  trx: Trx,
  { tenantId, directoryId, type }: ResourceSpace,
  resourceId: string,
  before: readonly IndexEntry[],
  after: readonly IndexEntry[],
): Promise<void> {
  if (areSame(before, after)) return
  const place = { tenant_id: tenantId, directory_id: directoryId, type, resource_id: resourceId }
  const entries = toText(after)
  if (entries === undefined) await deleteOne(trx, place)
  else await (before.length === 0 ? insertOne : updateOne)(trx, { ...place, entries })
}

const areSame = (before: readonly IndexEntry[], after: readonly IndexEntry[]): boolean =>
  before.length === after.length &&
  before.every(({ path, key, element, lead }, index) => {
    const other = after[index] as IndexEntry
    return path === other.path && key === other.key && element === other.element && lead === other.lead
  })
