import { readdirSync, readFileSync } from 'node:fs'
import {
  type AcceptedResource,
  acceptCreate,
  applyPatch,
  compileResourceType,
  EnterpriseUserSchema,
  GroupResourceType,
  GroupSchema,
  type Json,
  type JsonObject,
  type PatchedResource,
  parsePatch,
  type ResourceDocument,
  type ResourceType,
  ScimError,
  UserResourceType,
  UserSchema,
} from '../src/index.ts'

const FIXTURES = new URL('../../../fixtures/', import.meta.url)

export function readFixture<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8')) as T
}

export function listFixtures(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, FIXTURES)).map((name) => `${folder}/${name}`)
}

const SCHEMAS = [UserSchema, EnterpriseUserSchema, GroupSchema]
export const User = compileResourceType(UserResourceType, SCHEMAS)
export const Group = compileResourceType(GroupResourceType, SCHEMAS)
export const TYPES: Readonly<Record<string, ResourceType>> = { User, Group }

export const USER = UserSchema.id
export const GROUP = GroupSchema.id
export const ENTERPRISE = EnterpriseUserSchema.id

export function patchOf(...Operations: readonly Json[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
}

export function patch(type: ResourceType, before: ResourceDocument, ...operations: readonly Json[]): PatchedResource {
  return applyPatch(type, parsePatch(patchOf(...operations)), before)
}

export function createUser(attributes: JsonObject): AcceptedResource {
  return acceptCreate(User, { schemas: [USER], userName: 'bjensen', ...attributes })
}

/** The ScimError a call throws; anything else it throws is a failure of the test. */
export function errorOf(call: () => unknown): ScimError {
  try {
    call()
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
  throw new Error('expected a ScimError, nothing was thrown')
}
