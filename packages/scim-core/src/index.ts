/** The public surface of scim-core: named re-exports only. */
export type { AttributePath, ComparisonExpression, Filter, LogicalExpression, NotExpression, PatchPath, PresenceExpression, ValuePath } from './syntax/ast.ts'
export type { AttributeDefinition, AttributeType, ResourceTypeDefinition, SchemaDefinition } from './schema/types.ts'
export type { AttributeReference, ResourceType } from './schema/resource-type.ts'
export type { IndexEntry, ResolvedFilter } from './filter/resolved.ts'
export type { AcceptedResource, Json, JsonObject, MemberChange, MemberValue, Note, PatchedResource, ResourceDocument } from './resource/types.ts'
