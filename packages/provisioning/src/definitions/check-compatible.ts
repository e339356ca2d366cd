import type { AttributeDefinition, ResourceType } from '@rollcall/scim-core'
import { type Db, type DirectoryRow, getTotal, hasValues, type ResourceSpace } from '@rollcall/store'
import { ConflictError } from '../errors.ts'
import { listAttributes, type ResourceTypes, sameName } from './definitions.ts'

/** What stored values rest on: changing it under them would make them unreadable or unfindable. */
const MEANING = [
  'type',
  'multiValued',
  'caseExact',
  'uniqueness',
] as const satisfies readonly (keyof AttributeDefinition)[]

/** Refuses a change of definitions that values already stored in the directory would not survive. Throws ConflictError naming the attribute. */
export async function checkCompatible(
  db: Db,
  directory: DirectoryRow,
  before: ResourceTypes,
  after: ResourceTypes,
): Promise<void> {
  for (const old of before.types) {
    const space: ResourceSpace = { tenantId: directory.tenant_id, directoryId: directory.id, type: old.name }
    const next = after.types.find((each) => sameName(each.name, old.name))
    if (next === undefined || next.definition.nameAttribute !== old.definition.nameAttribute) {
      if ((await getTotal(db, space)) > 0)
        throw inUse(directory, old.name, 'has resources, so it can neither go nor be named by another attribute')
      continue
    }
    for (const path of changedPaths(old, next)) {
      if (await hasValues(db, space, path))
        throw inUse(directory, `${old.name} ${path}`, 'has values, so it can neither go nor change its meaning')
    }
  }
}

function changedPaths(old: ResourceType, next: ResourceType): string[] {
  const wanted = listAttributes(next)
  return [...listAttributes(old)].flatMap(([path, attribute]) => {
    const now = wanted.get(path)
    const same = now !== undefined && MEANING.every((key) => now[key] === attribute[key])
    return same ? [] : [path]
  })
}

const inUse = (directory: DirectoryRow, what: string, why: string) =>
  new ConflictError(
    'file',
    `${what} ${why} (directory "${directory.slug}"). Clear the values first, or define another attribute.`,
  )
