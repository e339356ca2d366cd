import {
  type AttributeDefinition,
  defineAttribute,
  type IndexEntry,
  type Json,
  type ResourceDocument,
  type ResourceType,
  toIndexEntries,
  toKey,
} from '@rollcall/scim-core'
import type { ResourceRow, UniqueValue } from '@rollcall/store'

/** The columns that a document decides. */
export type DocumentColumns = Pick<
  ResourceRow,
  'name_key' | 'external_id' | 'display_name' | 'display_key' | 'active' | 'doc'
>

const attributeNamed = (type: ResourceType, name: string): AttributeDefinition | undefined =>
  type.attributes.find((attribute) => attribute.name === name)

const keyOf = (type: ResourceType, name: string, value: Json | undefined): string | undefined => {
  const attribute = attributeNamed(type, name)
  return attribute === undefined || value === undefined ? undefined : toKey(attribute, value)
}

export function columnsOf(type: ResourceType, document: ResourceDocument): DocumentColumns {
  const { nameAttribute, activeAttribute } = type.definition
  const active = activeAttribute === undefined ? undefined : document[activeAttribute]
  const displayName = displayNameOf(type, document)
  return {
    name_key: keyOf(type, nameAttribute, document[nameAttribute]) ?? '',
    external_id: keyOf(type, 'externalId', document.externalId) ?? null,
    display_name: displayName,
    display_key: toDisplayKey(displayName),
    active: typeof active === 'boolean' ? Number(active) : null,
    doc: JSON.stringify(document),
  }
}

const DISPLAY = defineAttribute({ name: 'display' })

/** A name for people as filters compare it: `display` is not caseExact in any schema. */
export const toDisplayKey = (displayName: string): string => toKey(DISPLAY, displayName) ?? ''

/** The first of the type's display attributes that has a value. */
function displayNameOf(type: ResourceType, document: ResourceDocument): string {
  for (const path of type.definition.displayAttributes) {
    let value: Json | undefined = document
    for (const name of path.split('.')) {
      value =
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? (value as ResourceDocument)[name]
          : undefined
    }
    // PostgreSQL's text cannot hold U+0000.
    if (typeof value === 'string' && value !== '') return value.replaceAll('\u0000', '\uFFFD')
  }
  return ''
}

export const entriesOf = (type: ResourceType, document: ResourceDocument | undefined): readonly IndexEntry[] =>
  document === undefined ? [] : toIndexEntries(type, document)

/** Values that must be unique among live resources, other than the name, which has an index of its own. */
export function uniqueValuesOf(type: ResourceType, document: ResourceDocument | undefined): readonly UniqueValue[] {
  const paths = uniquePathsOf(type)
  if (paths.size === 0) return []
  return entriesOf(type, document)
    .filter((entry) => paths.has(entry.path))
    .map(({ path, key }) => ({ path, key }))
}

const uniquePaths = new WeakMap<ResourceType, ReadonlySet<string>>()

function uniquePathsOf(type: ResourceType): ReadonlySet<string> {
  let paths = uniquePaths.get(type)
  if (paths === undefined) {
    const covered = new Set(['id', type.definition.nameAttribute])
    const own = type.attributes.filter((attribute) => attribute.uniqueness !== 'none' && !covered.has(attribute.name))
    const extended = type.extensions.flatMap(({ schema }) =>
      schema.attributes
        .filter((attribute) => attribute.uniqueness !== 'none')
        .map((attribute) => `${schema.id}:${attribute.name}`),
    )
    paths = new Set([...own.map((attribute) => attribute.name), ...extended])
    uniquePaths.set(type, paths)
  }
  return paths
}
