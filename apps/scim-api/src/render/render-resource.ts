import type { ResourceTypes, ResourceView, TypedSpace } from '@rollcall/provisioning'
import { type JsonObject, type Projection, projectResource, toEtag } from '@rollcall/scim-core'
import type { MembershipRow, ResourceRow } from '@rollcall/store'

/** Where answers are rendered: the base the client used, and the types it may be pointed to. */
export interface RenderBase {
  readonly baseUrl: string
  readonly types: ResourceTypes
}

export const locationOf = ({ baseUrl }: RenderBase, typed: TypedSpace, id: string): string =>
  `${baseUrl}${typed.type.endpoint}/${id}`

/**
 * A resource as JSON text. Without a projection the stored text goes out as it is, with the relations and `meta` spliced in before its last brace:
 * nothing is parsed.
 */
export function renderResource(
  base: RenderBase,
  typed: TypedSpace,
  view: ResourceView,
  projection: Projection | undefined,
): string {
  const spliced = `${view.row.doc.slice(0, -1)}${renderRelations(base, typed, view)},"meta":${JSON.stringify(metaOf(base, typed, view.row))}}`
  if (goesOutAsStored(typed, projection)) return spliced
  return JSON.stringify(projectResource(typed.type, JSON.parse(spliced) as JsonObject, projection))
}

export function metaOf(base: RenderBase, typed: TypedSpace, row: ResourceRow): JsonObject {
  return {
    resourceType: typed.type.name,
    created: row.created_at,
    lastModified: row.updated_at,
    location: locationOf(base, typed, row.id),
    version: toEtag(row.version),
  }
}

function renderRelations(base: RenderBase, { type }: TypedSpace, view: ResourceView): string {
  let text = ''
  if (type.members !== undefined && view.members !== undefined) {
    const members = view.members.map((row) => ({
      value: row.id,
      $ref: referenceTo(base, row),
      type: row.type,
      display: row.displayName,
    }))
    text += `,${JSON.stringify(type.members.name)}:${JSON.stringify(members)}`
  }
  if (type.memberOf !== undefined && view.groups !== undefined) {
    const groups = view.groups.map((row) => ({
      value: row.id,
      $ref: referenceTo(base, row),
      display: row.displayName,
      type: row.depth === 1 ? 'direct' : 'indirect',
    }))
    text += `,${JSON.stringify(type.memberOf.name)}:${JSON.stringify(groups)}`
  }
  return text
}

function referenceTo({ baseUrl, types }: RenderBase, row: MembershipRow): string | undefined {
  const type = types.types.find((candidate) => candidate.name === row.type)
  return type === undefined ? undefined : `${baseUrl}${type.endpoint}/${row.id}`
}

const hiding = new WeakMap<TypedSpace['type'], boolean>()

/** Nothing of the document needs to be left out. */
export const goesOutAsStored = (typed: TypedSpace, projection: Projection | undefined): boolean =>
  projection === undefined && !hidesByDefault(typed)

/** Whether the type has stored attributes that an answer without a projection must leave out (`returned` is `request` or `never`). */
function hidesByDefault({ type }: TypedSpace): boolean {
  let hides = hiding.get(type)
  if (hides === undefined) {
    const attributes = [...type.attributes, ...type.extensions.flatMap(({ schema }) => schema.attributes)]
    const stored = attributes.filter((attribute) => attribute.discarded !== true)
    hides = stored
      .flatMap((attribute) => [attribute, ...(attribute.subAttributes ?? [])])
      .some(({ returned }) => returned === 'request' || returned === 'never')
    hiding.set(type, hides)
  }
  return hides
}
