import type { ScimClientRequest } from '../http/scim-client.ts'

/**
 * Entra asks for and sends application/scim+json.
 * https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export function toEntraHeaders(request: ScimClientRequest, authorization: string): Record<string, string> {
  return {
    Accept: request.accept ?? 'application/scim+json',
    Authorization: authorization,
    Connection: 'Keep-Alive',
    ...(request.body !== undefined && { 'Content-Type': 'application/scim+json; charset=utf-8' }),
  }
}

/** The two ways to write a space in a query; Entra uses both. */
export type Space = '+' | '%20'

/** `/Users?filter=userName%20eq%20%22a%40b.c%22`. */
export function toUserQuery(filter: string, space: Space = '%20'): string {
  return `/Users?filter=${encodeFilter(filter, space)}`
}

/** Entra never reads the members with a group: they may be hundreds of thousands. */
export function toGroupQuery(filter: string, space: Space = '%20'): string {
  return `/Groups?excludedAttributes=members&filter=${encodeFilter(filter, space)}`
}

/** The question whether a reference is there already: only the id is wanted. */
export function toReferenceQuery(
  endpoint: 'Users' | 'Groups',
  id: string,
  reference: { readonly attribute: 'members' | 'manager'; readonly value: string },
): string {
  const filter = `${equals('id', id)} and ${equals(reference.attribute, reference.value)}`
  return `/${endpoint}?filter=${encodeFilter(filter, '%20')}&attributes=id`
}

export function equals(path: string, value: string): string {
  return `${path} eq ${JSON.stringify(value)}`
}

function encodeFilter(filter: string, space: Space): string {
  return encodeURIComponent(filter).replaceAll('%20', space)
}
