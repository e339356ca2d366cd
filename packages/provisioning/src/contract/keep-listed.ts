import {
  type Json,
  type JsonObject,
  matchesElement,
  type Note,
  type ResourceDocument,
  type ResourceType,
  type ValuePlace,
} from '@rollcall/scim-core'
import type { CompiledContract } from './compile-contract.ts'

/** A document with only what a contract lists, and notes about what fell away. Names a type cannot do without always stay. */
export function keepListed(
  type: ResourceType,
  { listed }: CompiledContract,
  document: ResourceDocument,
): { readonly document: ResourceDocument; readonly notes: readonly Note[] } {
  if (listed === undefined) return { document, notes: [] }
  const notes: Note[] = []
  const places = Map.groupBy(
    listed.map(({ place }) => place),
    ({ reference }) => reference.path,
  )
  const { nameAttribute, activeAttribute } = type.definition
  const always = new Set(['schemas', 'id', 'externalId', 'meta', nameAttribute, activeAttribute])
  const kept = (holder: JsonObject, prefix: string): JsonObject =>
    Object.fromEntries(
      Object.entries(holder).flatMap(([name, value]) => {
        if (value === undefined) return []
        if (prefix === '' && always.has(name)) return [[name, value]]
        if (prefix === '' && type.extensions.some(({ schema }) => schema.id === name)) {
          const inside = kept(value as JsonObject, `${name}:`)
          return Object.keys(inside).length === 0 ? [] : [[name, inside]]
        }
        const path = `${prefix}${name}`
        const left = keepPart(places.get(path) ?? [], value)
        if (left !== value) notes.push({ code: 'unknownAttribute', path, detail: DETAIL, value })
        return left === undefined ? [] : [[name, left]]
      }),
    )
  const after = kept(document, '')
  return { document: notes.length === 0 ? document : withSchemas(type, after), notes }
}

const DETAIL = 'The attribute is not listed in the attribute contract.'

/** What the places list of one attribute's value; undefined: nothing of it. */
function keepPart(places: readonly ValuePlace[], value: Json): Json | undefined {
  if (places.length === 0) return undefined
  if (Array.isArray(value)) {
    if (places.some(({ filter }) => filter === undefined)) return value
    const elements = value.filter((element) =>
      places.some(({ filter, reference }) => filter !== undefined && matchesElement(reference, filter, element)),
    )
    return elements.length === value.length ? value : elements.length === 0 ? undefined : elements
  }
  if (typeof value !== 'object' || value === null || places.some(({ subAttribute }) => subAttribute === undefined))
    return value
  const names = new Set(places.map(({ subAttribute }) => subAttribute?.name))
  const parts = Object.entries(value).filter(([name]) => names.has(name))
  if (parts.length === Object.keys(value).length) return value
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** `schemas` follows from what is there. */
function withSchemas(type: ResourceType, document: ResourceDocument): ResourceDocument {
  const extensions = type.extensions.map(({ schema }) => schema.id).filter((id) => id in document)
  return { ...document, schemas: [type.schema.id, ...extensions] }
}
