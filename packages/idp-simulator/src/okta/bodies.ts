import { type JsonObject, toArray, toObject } from '../json.ts'
import type { Person } from '../population.ts'
import { GROUP_SCHEMA, PATCH_SCHEMA, USER_SCHEMA } from '../urns.ts'

export interface Member {
  readonly value: string
  readonly display: string | null
}

export type PatchOperation =
  | { readonly op: 'replace'; readonly value: JsonObject }
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: readonly Member[] }
  | { readonly op: 'remove'; readonly path: string }

/** https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20 "Create the User" */
export function toCreateUserBody(person: Person): JsonObject {
  return {
    schemas: [USER_SCHEMA],
    userName: person.userName,
    name: { givenName: person.givenName, familyName: person.familyName },
    emails: [{ primary: true, value: person.email, type: 'work' }],
    displayName: person.displayName,
    locale: 'en-US',
    externalId: person.externalId,
    groups: [],
    password: person.password,
    active: true,
  }
}

/**
 * What Okta PUTs after a GET: that very JSON, with the mapped attributes set and everything else as the server gave it,
 * `id`, `meta` and `groups` included.
 */
export function toMappedBody(current: JsonObject, person: Person): JsonObject {
  return {
    ...current,
    userName: person.userName,
    name: { ...toObject(current.name), givenName: person.givenName, familyName: person.familyName },
    emails: toMappedEmails(current.emails, person.email),
    displayName: person.displayName,
    locale: 'en-US',
    externalId: person.externalId,
    groups: current.groups ?? [],
  }
}

/** One address is mapped, the primary one; sub-attributes Okta does not map stay as the server gave them. */
function toMappedEmails(current: unknown, value: string): unknown[] {
  const emails = toArray(current).map(toObject)
  const primary = emails.find((email) => email.primary === true) ?? emails[0]
  const mapped = { ...primary, primary: true, value, type: 'work' }
  return primary ? emails.map((email) => (email === primary ? mapped : email)) : [mapped]
}

export function toPatchBody(operations: readonly PatchOperation[]): JsonObject {
  return { schemas: [PATCH_SCHEMA], Operations: operations }
}

export function toGroupBody(displayName: string, members: readonly Member[], id?: string): JsonObject {
  return { schemas: [GROUP_SCHEMA], ...(id !== undefined && { id }), displayName, members }
}

/** No path, and the read-only id inside: sent after a create and with every membership change. */
export function renameOperation(id: string, displayName: string): PatchOperation {
  return { op: 'replace', value: { id, displayName } }
}

export function addOperation(members: readonly Member[]): PatchOperation {
  return { op: 'add', path: 'members', value: members }
}

export function removeOperation(memberId: string): PatchOperation {
  return { op: 'remove', path: `members[value eq ${JSON.stringify(memberId)}]` }
}

export function replaceMembersOperation(members: readonly Member[]): PatchOperation {
  return { op: 'replace', path: 'members', value: members }
}
