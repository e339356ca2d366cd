/** The public surface of the store: named re-exports only. */

export {
  type AdminGrantRow,
  type AdminRow,
  type AdminUpdate,
  deleteAdmin,
  deleteAdminGrant,
  findAdminByEmail,
  findAdminBySetupHash,
  findEnabledAdmin,
  getAdmin,
  hasOwner,
  insertAdmin,
  listAdminGrants,
  listAdmins,
  listAdminsById,
  listAdminsWithRole,
  listWorkingOwnerIds,
  updateAdmin,
} from './admins/admin.repository.ts'
export type { AdminRole } from './admins/admin.table.ts'
export {
  type AdminSessionRow,
  findAdminSession,
  findAdminSessionByHash,
  forgetAdminSessions,
  insertAdminSession,
  listAdminSessions,
  revokeAdminSession,
  revokeOtherAdminSessions,
  touchAdminSession,
} from './admins/admin-session.repository.ts'
export { hasSetupCode, replaceSetupCode, type SetupCodeTable, takeSetupCode } from './admins/setup-code.repository.ts'
export {
  countAttempt,
  findThrottle,
  forgetAttempts,
  forgetAttemptsOf,
  forgetEndedAttempts,
  setThrottleWait,
} from './admins/throttle.repository.ts'
export {
  type ApiKeyGrantRow,
  type ApiKeyRow,
  type FoundApiKey,
  findApiKeyByHash,
  getApiKey,
  insertApiKey,
  listApiKeyGrants,
  listApiKeys,
  listApiKeysById,
  listLiveApiKeysOf,
  updateApiKey,
} from './api-keys/api-key.repository.ts'
export { type AuditEventRow, insertAuditEvent, listAuditEvents } from './audit-events/audit-event.repository.ts'
export type { ActorType } from './audit-events/audit-event.table.ts'
export {
  type AuditEventFilter,
  countAuditEvents,
  listAuditEventPage,
  listAuditEventsById,
} from './audit-events/list-audit-events.ts'
export {
  type ChainLink,
  countUnsealedEvents,
  findChainHead,
  insertCheckpoint,
  listCheckpoints,
  listSealedEvents,
  listUnsealedEvents,
  listUnsealedTenants,
  sealEvents,
  tryLockChain,
} from './audit-events/seal.repository.ts'
export { type ReadBackup, restoreBackup } from './backup/read-backup.ts'
export { type BackupSummary, writeBackup } from './backup/write-backup.ts'
export {
  type BrakeHoldRow,
  type BrakeScope,
  clearBrakeCount,
  countBrakeTargets,
  countHeldRequest,
  findLatestBrakeHold,
  insertBrakeHold,
  listBrakeHolds,
  readBrakeCount,
  updateBrakeHold,
} from './brakes/brake.repository.ts'
export type { BrakeHoldState, BrakeKind } from './brakes/brake.table.ts'
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
export type { CredentialKind } from './credentials/credential.table.ts'
export {
  listCredentialsById,
  listCredentialsEndingBefore,
  listCredentialsOfDirectories,
} from './credentials/list-credentials.ts'
export {
  type Db,
  type DialectName,
  INSTANCE,
  type LongReadOptions,
  type ReadOptions,
  type Scope,
  type Store,
  type Trx,
} from './database.ts'
export {
  findDefinitions,
  hasActivity,
  hasResourceWithout,
  hasValues,
  upsertDefinitions,
} from './definitions/definition.repository.ts'
export { filesOpenToOthers } from './dialect/sqlite-file.ts'
export {
  type DirectoryRow,
  type DirectoryUpdate,
  getDirectory,
  getDirectoryOfAnyTenant,
  insertDirectory,
  listDirectories,
  updateDirectory,
} from './directories/directory.repository.ts'
export type { DirectoryPreset, DirectoryStatus, UnresolvedMemberPolicy } from './directories/directory.table.ts'
export {
  type DirectoryFacts,
  type DirectoryKey,
  listAliases,
  listDirectoriesById,
  listDirectoriesOfTenants,
  listDirectoryFacts,
} from './directories/list-directories.ts'
export {
  NotFoundError,
  OutcomeUnknownError,
  ReadTooLongError,
  ResultTooLargeError,
  StaleVersionError,
  StoreBusyError,
  StoreSetupError,
  StoreUnavailableError,
  UniqueViolationError,
} from './errors.ts'
export { type EventRow, insertEvent, listEvents } from './events/event.repository.ts'
export { FairQueue, type FairQueueBounds } from './fair-queue.ts'
export {
  listHistoryVersions,
  listMembershipHistory,
  type MembershipHistoryRow,
  type VersionKey,
} from './history/explain-history.repository.ts'
export {
  closeMemberships,
  type HistoryRow,
  insertHistory,
  listHistory,
  openMemberships,
} from './history/history.repository.ts'
export type { HistoryOperation } from './history/history.table.ts'
export {
  claimIdempotencyKey,
  forgetIdempotencyKeys,
  type IdempotencyKeyRow,
} from './idempotency-keys/idempotency-key.repository.ts'
export {
  decideLinkRequest,
  findLinkRequest,
  findPersonsBy,
  insertLinkRequest,
  joinPersons,
  type LinkRequestRow,
  type LinkScope,
  type LinkValue,
  listJoinedPersons,
  listLinkRequests,
  listLinkRequestsOf,
  listWaitingResources,
  moveWaitingRequest,
} from './links/link.repository.ts'
export type { LinkRequestState } from './links/link-request.table.ts'
export { lockNames } from './locks/lock-names.ts'
export { countMembersOf, listMemberPage } from './members/list-member-page.ts'
export {
  addMembers,
  hasMoreMembersThan,
  listDirectGroupIds,
  listGroupsOf,
  listLiveIds,
  listMembers,
  MAX_NESTING,
  type MembershipRow,
  removeMembers,
  removeOtherMembers,
} from './members/member.repository.ts'
export { findNamedMember } from './members/protected-members.repository.ts'
export {
  countMembersUpTo,
  type RelationShape,
  type RelationText,
  readMemberIds,
  writeGroupsOf,
  writeMembers,
  writeMembersOf,
} from './members/relation-text.ts'
export {
  forgetOtherUnresolvedMembers,
  forgetUnresolvedMembers,
  keepUnresolvedMembers,
  listGroupsAwaiting,
  listUnresolvedMembers,
} from './members/unresolved-member.repository.ts'
export type { MigrationState } from './migrate.ts'
export { migrations } from './migrations/index.ts'
export {
  countNotices,
  dismissNotice,
  dismissNotices,
  dismissNoticesAbout,
  findNotice,
  findOpenNotice,
  hasNotice,
  insertNotice,
  listNoticePage,
  listNotices,
  listNoticesById,
  listOpenNoticesOfKind,
  type NoticeFilter,
  type NoticeRow,
} from './notices/notice.repository.ts'
export {
  connectStore,
  type OpenedStore,
  openStore,
  refuseUnlessCurrent,
  type ServerFacts,
  type StoreOptions,
} from './open-store.ts'
export {
  getOrganisation,
  insertOrganisation,
  listOrganisationsById,
  listOrganisationsOfTenants,
  type OrganisationRow,
  updateOrganisation,
} from './organisations/organisation.repository.ts'
export { findPersonKey, insertPerson, listPersonKeys, lockPersonKey } from './persons/person.repository.ts'
export { destroyPersonKeys, erasePersons, listEveryResourceOfPerson } from './persons/purge.repository.ts'
export {
  findPolicyVersion,
  insertPolicyVersion,
  listPolicyVersions,
  type PolicyVersionRow,
} from './policies/policy.repository.ts'
export type { PolicyTaskKind } from './policies/policy.table.ts'
export {
  advancePolicyTask,
  insertPolicyTask,
  listOpenPolicyTasks,
  listPolicyTasks,
  type PolicyTaskRow,
} from './policies/policy-task.repository.ts'
export { nameLookedUp } from './query/access-path.ts'
export type { KeysetPage, KeysetValue } from './query/keyset.ts'
export { isLongList, isLookUp } from './query/long-read.ts'
export {
  type CredentialUse,
  claimRecordKey,
  findRecordKey,
  findRequestRecord,
  forgetRecordKeysBefore,
  forgetRecordKeysOf,
  listRequestRecordPage,
  type RequestRecordRow,
  type RequestRecordSummary,
  touchCredentials,
} from './request-records/request-record.repository.ts'
export { dayOf, type RequestRecords } from './request-records/request-records.ts'
export { recordsFileOf } from './request-records/sqlite-records.ts'
export { DocumentBudget, takeDocuments } from './resources/document-budget.ts'
export {
  countResources,
  listResourcePage,
  listResourcePages,
  type ResourcePageQuery,
  resourcePosition,
} from './resources/list-resource-page.ts'
export {
  listResourceKeys,
  listResources,
  type PageKey,
  type ResourceKeys,
  type ResourceList,
  type ResourceListQuery,
} from './resources/list-resources.ts'
export { listRemovedByName } from './resources/removed.repository.ts'
export {
  findRemovedPersonId,
  findResource,
  findResourceByName,
  findResourceOfAnyState,
  insertResource,
  listResourcesById,
  lockResources,
  type ResourceRow,
  type ResourceSpace,
  type ResourceUpdate,
  updateResource,
} from './resources/resource.repository.ts'
export { type ResourceShape, type ResourceText, writeResourcesOf } from './resources/resource-text.ts'
export { addToTotal, getTotal } from './resources/total.repository.ts'
export {
  deleteUnknownAttributes,
  findUnknownAttributes,
  writeUnknownAttributes,
} from './resources/unknown.repository.ts'
export { type UniqueValue, writeUniqueValues, writeValues } from './resources/value.repository.ts'
export { walkResources } from './resources/walk-resources.ts'
export { tryElect } from './retention/election.ts'
export {
  findRetentionMark,
  forgetEvents,
  forgetSomeAttempts,
  forgetSomeIdempotencyKeys,
  forgetSomeSessions,
  forgetVersionsBelow,
  hasEventBefore,
  listTenantIds,
  listUnresolvedAfter,
  listVersionsMade,
  ROWS_PER_DELETION,
  setRetentionMark,
  type UnresolvedMemberKey,
} from './retention/retention.repository.ts'
export {
  deleteGroupRoles,
  type GroupRoleKey,
  type GroupRoleRow,
  insertGroupRoles,
  listGroupRoles,
  listGroupRolesOfDirectory,
  updateGroupRole,
} from './roles/group-role.repository.ts'
export type { GroupRoleState } from './roles/group-role.table.ts'
export {
  findDirectoryIdOf,
  type GroupSpace,
  listMemberIdsAfter,
  listNamedGroups,
  listNestedGroups,
  lockPersons,
} from './roles/reached-members.repository.ts'
export {
  compareRoleHolders,
  countPeopleReached,
  countRoleHolders,
  type NamedGroup,
  type RoleDifference,
  type RoleGrantSeed,
} from './roles/role-prefix.repository.ts'
export { nestedStore } from './savepoint.ts'
export {
  countSeats,
  type LicenceTotalRow,
  listLicenceTotals,
  lockLicenceTotals,
  lockWaiting,
  updateLicenceTotal,
  updateSeat,
} from './standings/licence.repository.ts'
export {
  countStandings,
  listPersonIds,
  listPersonIdsOf,
  listResourcesOfPersons,
  listStandingPage,
  listStandings,
  type StandingFilter,
  type StandingRow,
  standingPosition,
  upsertStanding,
} from './standings/standing.repository.ts'
export type { SeatState } from './standings/standing.table.ts'
export {
  countTenants,
  getTenant,
  insertTenant,
  listTenantPage,
  listTenants,
  listTenantsById,
  lockTenant,
  type TenantFilter,
  type TenantRow,
  updateTenant,
} from './tenants/tenant.repository.ts'
export { together } from './together.ts'
