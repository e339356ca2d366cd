import type { AttributeDefinition, ResourceType } from '@rollcall/scim-core'
import {
  type Db,
  type DirectoryRow,
  getTotal,
  hasActivity,
  hasResourceWithout,
  hasValues,
  type ResourceSpace,
} from '@rollcall/store'
import { ConflictError } from '../errors.ts'
import { listAttributes, parentPath, type ResourceTypes, sameName } from './definitions.ts'

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
      if (await isUsed(db, space, old, path))
        throw inUse(directory, `${old.name} ${path}`, 'has values, so it can neither go nor change its meaning')
    }
    await checkRequired(db, directory, space, old, next)
  }
}

async function isUsed(db: Db, space: ResourceSpace, { definition }: ResourceType, path: string): Promise<boolean> {
  // What columns hold: every resource has a name, and may say whether it is active.
  if (path === definition.nameAttribute) return (await getTotal(db, space)) > 0
  if (path === definition.activeAttribute) return hasActivity(db, space)
  return hasValues(db, space, path)
}

/** A resource that lacks what is required could not be changed any more, not even deactivated. */
async function checkRequired(
  db: Db,
  directory: DirectoryRow,
  space: ResourceSpace,
  old: ResourceType,
  next: ResourceType,
): Promise<void> {
  const before = requiredPaths(old)
  for (const [path, within] of requiredPaths(next)) {
    if (before.has(path) && before.get(path) === within) continue
    if (await hasResourceWithout(db, space, path, within)) {
      throw new ConflictError(
        'file',
        `${next.name} ${path} cannot become required: there are resources without it (directory "${directory.slug}"). Give them values first.`,
      )
    }
  }
}

/** Paths that resources must have, each with the start of the paths that make it so; undefined: every resource must. */
function requiredPaths(type: ResourceType): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>()
  const demanded = type.extensions.filter((each) => each.required).map((each) => `${each.schema.id}:`)
  for (const [path, attribute] of listAttributes(type)) {
    const prefix = type.extensions.map((each) => `${each.schema.id}:`).find((each) => path.startsWith(each))
    const parent = parentPath(path)
    const always = parent === undefined && (prefix === undefined || demanded.includes(prefix))
    const isClients = attribute.required && attribute.mutability !== 'readOnly' && attribute.relation === undefined
    if (isClients && !isColumn(type, path)) found.set(path, always ? undefined : (parent ?? prefix))
  }
  return found
}

const isColumn = (type: ResourceType, path: string): boolean =>
  path === 'schemas' || path === 'id' || path === type.definition.nameAttribute

function changedPaths(old: ResourceType, next: ResourceType): string[] {
  const wanted = listAttributes(next)
  return [...listAttributes(old)].flatMap(([path, attribute]) => {
    const now = wanted.get(path)
    const same =
      now !== undefined &&
      MEANING.every((key) => now[key] === attribute[key]) &&
      // Kept in another place otherwise.
      (path === old.definition.activeAttribute) === (path === next.definition.activeAttribute)
    // Parts that are never returned are not indexed: what they are part of is.
    const indexed = attribute.returned === 'never' ? (parentPath(path) ?? path) : path
    return same ? [] : [indexed]
  })
}

const inUse = (directory: DirectoryRow, what: string, why: string) =>
  new ConflictError(
    'file',
    `${what} ${why} (directory "${directory.slug}"). Clear the values first, or define another attribute.`,
  )
