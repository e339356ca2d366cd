import type { RelationShapes, ResourceShapes, ResourceView, TypedSpace } from '@rollcall/provisioning'
import { type AttributeDefinition, type JsonObject, type Projection, projectResource } from '@rollcall/scim-core'
import type { RelationShape, ResourceRow } from '@rollcall/store'
import { goesOutAsStored, locationOf, metaOf, type RenderBase } from './render-resource.ts'

const MEMBER_PARTS = ['value', '$ref', 'type', 'display'] as const
const GROUP_PARTS = ['value', '$ref', 'display', 'type'] as const

/** How the database is to write the relations of a type, so that they read like those renderResource makes from rows. */
export function relationShapes(
  { baseUrl, types }: RenderBase,
  { type }: TypedSpace,
  projection: Projection | undefined,
): RelationShapes {
  const references = types.types.map(({ name, endpoint }) => ({ type: name, base: `${baseUrl}${endpoint}/` }))
  const shape = (relation: AttributeDefinition | undefined, all: RelationShape['parts']): RelationShape | undefined => {
    if (relation === undefined) return undefined
    // What a projection leaves of an element depends on names alone: one element tells for all of them.
    const probe = { [relation.name]: [Object.fromEntries(all.map((part) => [part, '']))] }
    const shown = projectResource(type, probe, projection)[relation.name] as readonly JsonObject[] | undefined
    const parts = all.filter((part) => shown?.[0]?.[part] !== undefined)
    return parts.length === 0 ? undefined : { parts, references }
  }
  return { members: shape(type.members, MEMBER_PARTS), groups: shape(type.memberOf, GROUP_PARTS) }
}

/** How the database is to write resources of a type: whole, where the stored text goes out as it is. */
export function resourceShapes(
  base: RenderBase,
  typed: TypedSpace,
  projection: Projection | undefined,
): ResourceShapes {
  const relations = relationShapes(base, typed, projection)
  const whole = goesOutAsStored(typed, projection) ? { ...relations, location: locationOf(base, typed, '') } : undefined
  return { ...relations, whole }
}

/** A resource whose relations the database wrote. */
export function renderWritten(
  base: RenderBase,
  typed: TypedSpace,
  { row, texts }: ResourceView,
  projection: Projection | undefined,
): string {
  const { before, after } = renderAround(base, typed, row, projection)
  return `${before}${attribute(typed.type.members, texts?.members)}${attribute(typed.type.memberOf, texts?.groups)}${after}`
}

const attribute = (relation: AttributeDefinition | undefined, text: string | undefined): string =>
  relation === undefined || text === undefined ? '' : `${startOf(relation)}${text}]`

/** The start of a relation: its elements and a closing bracket follow. */
const startOf = ({ name }: AttributeDefinition): string => `,${JSON.stringify(name)}:[`

/** What stands before the members of a resource, and what after them. */
export function renderAroundMembers(
  base: RenderBase,
  typed: TypedSpace,
  { row, texts }: ResourceView,
  projection: Projection | undefined,
): { readonly before: string; readonly after: string } {
  const { before, after } = renderAround(base, typed, row, projection)
  const { members, memberOf } = typed.type
  if (members === undefined) throw new Error(`${typed.type.name} has no members`)
  return { before: `${before}${startOf(members)}`, after: `]${attribute(memberOf, texts?.groups)}${after}` }
}

/** The stored text without its last brace, and `meta` with it. `schemas` and `id` are always shown, so there is something to follow. */
function renderAround(
  base: RenderBase,
  typed: TypedSpace,
  row: ResourceRow,
  projection: Projection | undefined,
): { readonly before: string; readonly after: string } {
  const meta = metaOf(base, typed, row)
  if (goesOutAsStored(typed, projection)) {
    return { before: row.doc.slice(0, -1), after: `,"meta":${JSON.stringify(meta)}}` }
  }
  const shown = projectResource(typed.type, JSON.parse(row.doc) as JsonObject, projection)
  const shownMeta = JSON.stringify(projectResource(typed.type, { meta }, projection)).slice(1, -1)
  return { before: JSON.stringify(shown).slice(0, -1), after: shownMeta === '' ? '}' : `,${shownMeta}}` }
}
