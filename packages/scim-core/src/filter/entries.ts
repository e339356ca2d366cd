import { isArray, isObject, own } from '../resource/json.ts'
import type { Json, JsonObject, ResourceDocument } from '../resource/types.ts'
import { attributeNamed } from '../schema/lookup.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { toKey } from './keys.ts'
import type { IndexEntry } from './resolved.ts'

/**
 * The searchable values of a document, by the rules in ./resolved.ts. What the store answers from columns or relations is left
 * out: `id`, `externalId`, `meta`, the name, whether it is active, members and groups.
 */
export function toIndexEntries(type: ResourceType, document: ResourceDocument): IndexEntry[] {
  const entries: IndexEntry[] = []
  for (const attribute of type.attributes) {
    if (!isColumn(type, attribute)) addEntries(entries, attribute.name, attribute, own(document, attribute.name))
  }
  for (const { schema } of type.extensions) {
    const values = own(document, schema.id)
    if (!isObject(values)) continue
    for (const attribute of schema.attributes) {
      addEntries(entries, `${schema.id}:${attribute.name}`, attribute, own(values, attribute.name))
    }
  }
  return entries
}

/** What toIndexEntries leaves to columns but the document itself holds. */
export function toColumnEntries(type: ResourceType, document: ResourceDocument): IndexEntry[] {
  const entries: IndexEntry[] = []
  const { nameAttribute, activeAttribute } = type.definition
  for (const name of ['id', 'externalId', nameAttribute, activeAttribute]) {
    const attribute = name === undefined ? undefined : attributeNamed(type.attributes, name)
    if (attribute !== undefined) addEntries(entries, attribute.name, attribute, own(document, attribute.name))
  }
  return entries
}

/** The entries of one element of a multi-valued attribute, standing alone. */
export function toElementEntries(path: string, attribute: AttributeDefinition, element: Json): IndexEntry[] {
  const entries: IndexEntry[] = []
  addValue(entries, path, attribute, element, 0, true)
  return entries
}

function isColumn({ definition }: ResourceType, { name }: AttributeDefinition): boolean {
  return (
    name === 'id' ||
    name === 'externalId' ||
    name === 'meta' ||
    name === definition.activeAttribute ||
    name.toLowerCase() === definition.nameAttribute.toLowerCase()
  )
}

function addEntries(
  entries: IndexEntry[],
  path: string,
  attribute: AttributeDefinition,
  value: Json | undefined,
): void {
  if (value === undefined || attribute.relation !== undefined || attribute.discarded === true) return
  if (!attribute.multiValued || !isArray(value)) {
    addValue(entries, path, attribute, value, 0, true)
    return
  }
  const primary = value.findIndex((element) => isObject(element) && own(element, 'primary') === true)
  const lead = primary === -1 ? 0 : primary
  value.forEach((element, index) => {
    addValue(entries, path, attribute, element, index, index === lead)
  })
}

function addValue(
  entries: IndexEntry[],
  path: string,
  attribute: AttributeDefinition,
  value: Json,
  element: number,
  lead: boolean,
): void {
  if (attribute.type !== 'complex') {
    const key = toKey(attribute, value)
    if (key !== undefined) entries.push({ path, element, key, lead })
    return
  }
  if (!isObject(value)) return
  entries.push({ path, element, key: '', lead })
  addSubAttributes(entries, path, attribute, value, element, lead)
}

function addSubAttributes(
  entries: IndexEntry[],
  path: string,
  attribute: AttributeDefinition,
  value: JsonObject,
  element: number,
  lead: boolean,
): void {
  for (const sub of attribute.subAttributes ?? []) {
    const held = own(value, sub.name)
    if (held === undefined || sub.returned === 'never') continue
    // A sub-attribute may be multi-valued (a schema's canonicalValues): its values share the element of their parent.
    for (const each of sub.multiValued && isArray(held) ? held : [held]) {
      const key = toKey(sub, each)
      if (key !== undefined) entries.push({ path: `${path}.${sub.name}`, element, key, lead })
    }
  }
}
