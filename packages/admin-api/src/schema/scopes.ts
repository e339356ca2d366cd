import { type GlobalId, type NodeType, parseGlobalId } from '../global-id.ts'

/** The tenant of a row: for fields of objects that belong to one. */
export const ofRow = (row: { readonly tenant_id: string }): string => row.tenant_id

/** A global id of one of the types; undefined for anything else. */
export function idOf(text: string | null | undefined, ...types: readonly NodeType[]): GlobalId | undefined {
  const id = typeof text === 'string' ? parseGlobalId(text) : undefined
  return id !== undefined && types.includes(id.type) ? id : undefined
}

/** The id of an argument that the access check has judged already. */
export function judgedId(text: string | null | undefined, ...types: readonly NodeType[]): GlobalId {
  const id = idOf(text, ...types)
  if (id === undefined) throw new Error('an id got past the access check unjudged')
  return id
}
