/** The public surface of the store: named re-exports only. */
export { type Db, type DialectName, INSTANCE, type Scope, type Store, type Trx } from './database.ts'
export { connectStore, type OpenedStore, openStore, type StoreOptions } from './open-store.ts'
export type { MigrationState } from './migrate.ts'
export { NotFoundError, StaleVersionError, StoreSetupError, StoreUnavailableError, UniqueViolationError } from './errors.ts'
export { getTenant, insertTenant, listTenants, type TenantRow } from './tenants/tenant.repository.ts'
export {
  type DirectoryRow,
  type DirectoryUpdate,
  getDirectory,
  getDirectoryOfAnyTenant,
  insertDirectory,
  listDirectories,
  updateDirectory,
} from './directories/directory.repository.ts'
export type { CredentialKind } from './credentials/credential.table.ts'
export type { DirectoryPreset, DirectoryStatus, UnresolvedMemberPolicy } from './directories/directory.table.ts'
export {
  type CredentialMatch,
  type CredentialRow,
  findCredentialByHash,
  getCredential,
  getCredentialOfAnyTenant,
  insertCredential,
  listCredentials,
  updateCredential,
} from './credentials/credential.repository.ts'
export {
  findRemovedPersonId,
  findResource,
  findResourceByName,
  insertResource,
  listResourcesById,
  type ResourceRow,
  type ResourceSpace,
  type ResourceUpdate,
  updateResource,
} from './resources/resource.repository.ts'
export { listResources, type ResourceList, type ResourceListQuery } from './resources/list-resources.ts'
export { type UniqueValue, writeUniqueValues, writeValues } from './resources/value.repository.ts'
export { addToTotal, getTotal } from './resources/total.repository.ts'
export {
  addMembers,
  countMembers,
  listDirectGroupIds,
  listGroupsOf,
  listLiveIds,
  listMembers,
  MAX_NESTING,
  type MembershipRow,
  removeMembers,
  removeOtherMembers,
} from './members/member.repository.ts'
export {
  forgetUnresolvedMembers,
  keepUnresolvedMembers,
  listGroupsAwaiting,
  listUnresolvedMembers,
} from './members/unresolved-member.repository.ts'
export { closeMemberships, type HistoryRow, insertHistory, listHistory, openMemberships } from './history/history.repository.ts'
export type { HistoryOperation } from './history/history.table.ts'
export { findPersonKey, insertPerson } from './persons/person.repository.ts'
export { type AuditEventRow, insertAuditEvent, listAuditEvents } from './audit-events/audit-event.repository.ts'
export type { ActorType } from './audit-events/audit-event.table.ts'
export { type EventRow, insertEvent, listEvents } from './events/event.repository.ts'
export { insertRequestRecords, listRequestRecords, type RequestRecordRow } from './request-records/request-record.repository.ts'
export { type AdminGrantRow, type AdminRow, countAdmins, insertAdmin } from './admins/admin.repository.ts'
export type { AdminRole } from './admins/admin.table.ts'
export { type ApiKeyGrantRow, type ApiKeyRow, findApiKeyByHash, insertApiKey } from './api-keys/api-key.repository.ts'
