import { createHash } from 'node:crypto'
import type { IndexEntry } from '@rollcall/scim-core'
import type { Selectable } from 'kysely'
import { isPostgres, type Trx } from '../database.ts'
import { fixedInsert, fixedStatement } from '../query/fixed-statement.ts'
import { together } from '../together.ts'
import { writeIndex } from './index.repository.ts'
import type { ResourceSpace } from './resource.repository.ts'
import type { ValueTable } from './resource.table.ts'

type ValueRow = Selectable<ValueTable>

/** Longer keys keep their first code points in the index and the whole beside it: PostgreSQL bounds an index row at about 2,700 bytes. */
export const VALUE_KEY_LENGTH = 200

/** Rows per statement: bounds the parameters of one statement on both databases. */
const CHUNK = 500

/** A long key's start is followed by its digest, so that two keys that start alike stay two rows of the index. */
export function splitKey(key: string): { readonly valueKey: string; readonly valueLong: string | null } {
  if (key.length <= VALUE_KEY_LENGTH) return { valueKey: key, valueLong: null }
  const points = [...key]
  if (points.length <= VALUE_KEY_LENGTH) return { valueKey: key, valueLong: null }
  const digest = createHash('sha256').update(key).digest('base64url')
  return { valueKey: `${points.slice(0, VALUE_KEY_LENGTH).join('')}#${digest}`, valueLong: key }
}

/**
 * Whether resources are looked up by the path, so that its values have rows of their own: the values of multi-valued attributes (addresses, numbers)
 * and what people are matched by between systems. The others are found by a walk over scim_index. A change of this needs a migration.
 */
export const isSought = (path: string): boolean =>
  path === 'displayName' || path.endsWith('.value') || path.endsWith(':employeeNumber')

/** What tells the rows of one resource apart; the key comes last, since it alone may hold anything. */
const identity = (row: ValueRow) => `${row.path} ${row.element} ${row.lead} ${row.value_long ?? row.value_key}`

function toRows(space: ResourceSpace, resourceId: string, entries: readonly IndexEntry[]): Map<string, ValueRow> {
  const rows = new Map<string, ValueRow>()
  for (const entry of entries) {
    if (!isSought(entry.path)) continue
    const { valueKey, valueLong } = splitKey(entry.key)
    const row: ValueRow = {
      tenant_id: space.tenantId,
      directory_id: space.directoryId,
      type: space.type,
      path: entry.path,
      value_key: valueKey,
      value_long: valueLong,
      resource_id: resourceId,
      element: entry.element,
      lead: entry.lead ? 1 : 0,
    }
    rows.set(identity(row), row)
  }
  return rows
}

const insertOne = fixedInsert('scim_value')

const deleteOne = fixedStatement((db, row: ValueRow) =>
  db
    .deleteFrom('scim_value')
    .where('tenant_id', '=', row.tenant_id)
    .where('directory_id', '=', row.directory_id)
    .where('type', '=', row.type)
    .where('path', '=', row.path)
    .where('value_key', '=', row.value_key)
    .where('resource_id', '=', row.resource_id)
    .where('element', '=', row.element)
    .compile(),
)

async function insertValues(trx: Trx, rows: readonly ValueRow[]): Promise<void> {
  if (!isPostgres(trx)) {
    // Without a round trip to save, one row at a time is the cheaper way.
    for (const row of rows) await insertOne(trx, row)
    return
  }
  for (let start = 0; start < rows.length; start += CHUNK) {
    await trx
      .insertInto('scim_value')
      .values(rows.slice(start, start + CHUNK))
      .execute()
  }
}

/** Makes what a resource is found by what `after` says, touching only rows that differ from `before`. */
export async function writeValues(
  trx: Trx,
  space: ResourceSpace,
  resourceId: string,
  before: readonly IndexEntry[],
  after: readonly IndexEntry[],
): Promise<void> {
  const old = toRows(space, resourceId, before)
  const wanted = toRows(space, resourceId, after)
  const gone = [...old].flatMap(([id, row]) => (wanted.delete(id) ? [] : [row]))
  await together([
    writeIndex(trx, space, resourceId, before, after),
    ...gone.map((row) => deleteOne(trx, row)),
    insertValues(trx, [...wanted.values()]),
  ])
}

/** A value that no other live resource of the space may hold. */
export interface UniqueValue {
  readonly path: string
  readonly key: string
}

/** Claims and releases unique values; a claim another resource holds throws UniqueViolationError (scim_unique_pkey). */
export async function writeUniqueValues(
  trx: Trx,
  space: ResourceSpace,
  resourceId: string,
  before: readonly UniqueValue[],
  after: readonly UniqueValue[],
): Promise<void> {
  const same = (a: UniqueValue, b: UniqueValue) => a.path === b.path && a.key === b.key
  for (const value of before.filter((old) => !after.some((wanted) => same(old, wanted)))) {
    await trx
      .deleteFrom('scim_unique')
      .where('tenant_id', '=', space.tenantId)
      .where('directory_id', '=', space.directoryId)
      .where('type', '=', space.type)
      .where('path', '=', value.path)
      .where('value_key', '=', splitKey(value.key).valueKey)
      .where('resource_id', '=', resourceId)
      .execute()
  }
  for (const value of after.filter((wanted) => !before.some((old) => same(old, wanted)))) {
    await trx
      .insertInto('scim_unique')
      .values({
        tenant_id: space.tenantId,
        directory_id: space.directoryId,
        type: space.type,
        path: value.path,
        value_key: splitKey(value.key).valueKey,
        resource_id: resourceId,
      })
      .execute()
  }
}
