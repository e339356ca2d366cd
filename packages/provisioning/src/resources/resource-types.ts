import {
  compileResourceType,
  EnterpriseUserSchema,
  GroupResourceType,
  GroupSchema,
  type ResourceType,
  type SchemaDefinition,
  UserResourceType,
  UserSchema,
} from '@rollcall/scim-core'
import type { DirectoryRow } from '@rollcall/store'

/** What a directory speaks: its resource types, and every schema they name. */
export interface ResourceTypes {
  readonly types: readonly ResourceType[]
  readonly schemas: readonly SchemaDefinition[]
}

const schemas = [UserSchema, EnterpriseUserSchema, GroupSchema]
const builtIn: ResourceTypes = {
  schemas,
  types: [UserResourceType, GroupResourceType].map((definition) => compileResourceType(definition, schemas)),
}

/** The types of a directory. All have the built-in ones today; a directory's own will be more data of the same kind. */
export function resourceTypesOf(_directory: DirectoryRow): ResourceTypes {
  return builtIn
}
