import type { JsonObject } from '../json.ts'
import type { Person } from '../population.ts'
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, PATCH_SCHEMA, USER_SCHEMA } from '../urns.ts'

/** Named by Entra in every group it creates; no server has such a schema. */
const MICROSOFT_GROUP_SCHEMA = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'

export interface Operation {
  readonly op: string
  readonly path?: string
  readonly value?: unknown
}

/**
 * The enterprise extension is named although nothing of it is sent, roles are an empty array, and meta is in the body.
 * https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups#create-user
 */
export function toCreateUserBody(person: Person, extension?: JsonObject): JsonObject {
  return {
    schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
    externalId: person.externalId,
    userName: person.userName,
    active: true,
    displayName: person.displayName,
    emails: [{ primary: true, type: 'work', value: person.email }],
    meta: { resourceType: 'User' },
    name: {
      formatted: person.displayName,
      familyName: person.familyName,
      givenName: person.givenName,
    },
    roles: [],
    ...(extension && { [ENTERPRISE_SCHEMA]: extension }),
  }
}

/** Groups come without members; those follow by PATCH. */
export function toCreateGroupBody(displayName: string, externalId: string): JsonObject {
  return {
    schemas: [GROUP_SCHEMA, MICROSOFT_GROUP_SCHEMA],
    externalId,
    displayName,
    meta: { resourceType: 'Group' },
  }
}

export function toPatchBody(operations: readonly Operation[]): JsonObject {
  return { schemas: [PATCH_SCHEMA], Operations: operations }
}

/** What Entra maps by default and compares at each meeting, as path and value. */
export function toMapped(person: Person): Record<string, string> {
  return {
    externalId: person.externalId,
    userName: person.userName,
    displayName: person.displayName,
    'emails[type eq "work"].value': person.email,
    'name.formatted': person.displayName,
    'name.familyName': person.familyName,
    'name.givenName': person.givenName,
  }
}
