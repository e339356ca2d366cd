/** The public surface of scim-core: named re-exports only. */

export type { ScimErrorOptions, ScimType } from './errors.ts'
export {
  expiredCursor,
  forbidden,
  invalidCount,
  invalidCursor,
  invalidFilter,
  invalidPath,
  invalidSyntax,
  invalidValue,
  methodNotAllowed,
  mutability,
  noTarget,
  notFound,
  notImplemented,
  payloadTooLarge,
  preconditionFailed,
  ScimError,
  toErrorBody,
  tooMany,
  tooManyRequests,
  unauthorized,
  unavailable,
  uniqueness,
  unsupportedMediaType,
  wholeSeconds,
} from './errors.ts'
export { parseMoment } from './filter/date-time.ts'
export { toIndexEntries } from './filter/entries.ts'
export { matchesElement, matchesFilter, ResourceMatcher } from './filter/evaluate.ts'
export { compareKeys, toKey } from './filter/keys.ts'
export type { ResolveOptions } from './filter/resolve.ts'
export { resolveFilter } from './filter/resolve.ts'
export type { IndexEntry, ResolvedFilter } from './filter/resolved.ts'
export { countTerms } from './filter/resolved-terms.ts'
export { applyPatch } from './patch/apply-patch.ts'
export type { PatchOperation } from './patch/parse-patch.ts'
export { parsePatch } from './patch/parse-patch.ts'
export type { Projection, ProjectionRequest } from './projection/projection.ts'
export { parseProjection, projectionIncludes, projectResource } from './projection/projection.ts'
export {
  type BulkMethod,
  type BulkOperation,
  type BulkRequest,
  type BulkShapeError,
  isShapeError,
  listBulkReferences,
  parseBulkRequest,
  replaceBulkReferences,
} from './protocol/bulk.ts'
export type { AuthenticationScheme, PaginationOptions, ServiceProviderConfigOptions } from './protocol/discovery.ts'
export { toResourceTypeDocument, toSchemaDocument, toServiceProviderConfig } from './protocol/discovery.ts'
export { namesVersion, toEtag } from './protocol/etag.ts'
export { FILTER_LIMITS, LIMITS } from './protocol/limits.ts'
export type { ListQuery } from './protocol/list-query.ts'
export { parseListQuery, parseSearchRequest } from './protocol/list-query.ts'
export type { ListResponseInput } from './protocol/list-response.ts'
export { toListResponse } from './protocol/list-response.ts'
export {
  BULK_REQUEST_URN,
  BULK_RESPONSE_URN,
  ENTERPRISE_USER_URN,
  ERROR_URN,
  GROUP_URN,
  LIST_RESPONSE_URN,
  PATCH_OP_URN,
  RESOURCE_TYPE_URN,
  SCHEMA_URN,
  SEARCH_REQUEST_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  USER_URN,
} from './protocol/urns.ts'
export { acceptCreate, acceptReplace } from './resource/accept.ts'
export { readMembersAhead } from './resource/members.ts'
export type {
  AcceptedResource,
  Json,
  JsonObject,
  MemberChange,
  MemberValue,
  Note,
  PatchedResource,
  ResourceDocument,
} from './resource/types.ts'
export { findValuePlace, rewriteValues, type ValuePlace, valuesAt } from './resource/value-places.ts'
export { compileResourceType } from './schema/compile.ts'
export type { AttributeInput } from './schema/define.ts'
export { attribute as defineAttribute } from './schema/define.ts'
export { EnterpriseUserSchema } from './schema/enterprise-user.ts'
export { findAttribute } from './schema/find-attribute.ts'
export { GroupSchema } from './schema/group.ts'
export { parseResourceTypeDefinition, parseSchemaDefinition } from './schema/parse-definition.ts'
export type { AttributeReference, ResourceType } from './schema/resource-type.ts'
export { ResourceTypeSchema } from './schema/resource-type-schema.ts'
export { GroupResourceType, UserResourceType } from './schema/resource-types.ts'
export { SchemaSchema } from './schema/schema-schema.ts'
export { ServiceProviderConfigSchema } from './schema/service-provider-config.ts'
export type {
  AttributeDefinition,
  AttributeType,
  Mutability,
  ResourceTypeDefinition,
  Returned,
  SchemaDefinition,
  Uniqueness,
} from './schema/types.ts'
export { UserSchema } from './schema/user.ts'
export type {
  AttributePath,
  ComparisonExpression,
  ComparisonOperator,
  ComparisonValue,
  Filter,
  LogicalExpression,
  NotExpression,
  PatchPath,
  PresenceExpression,
  ValuePath,
} from './syntax/ast.ts'
export { parseFilter, parsePath } from './syntax/parser.ts'
export { printFilter, printPath } from './syntax/printer.ts'
