/** The public surface of provisioning: named re-exports only. */

export {
  type AdminAct,
  type AdminState,
  adminStateOf,
  type EndedAccess,
  type HeldApiKey,
  heldApiKeys,
} from './access/admin-account.ts'
export { type ApiKeyAuthentication, authenticateApiKey, revokeApiKey } from './access/api-keys.ts'
export { completeSetup, findInvitation } from './access/complete-setup.ts'
export { createAdmin } from './access/create-admin.ts'
export { createApiKey } from './access/create-api-key.ts'
export { openDevice } from './access/device.ts'
export { disableAdmin, enableAdmin } from './access/disable-admin.ts'
export { createFirstOwner, issueFirstOwnerCode, needsFirstOwner } from './access/first-owner.ts'
export { getAdminByEmail, listAdmins } from './access/list-admins.ts'
export { listApiKeys } from './access/list-api-keys.ts'
export { listCredentialAdmins } from './access/list-credential-admins.ts'
export {
  ADMIN_ROLES,
  FULL_AUTHORITY,
  type Grant,
  hasRoleIn,
  isAllowed,
  mayGrant,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  WHOLE_INSTANCE,
} from './access/permissions.ts'
export { type RemovedAdmin, removeAdmin } from './access/remove-admin.ts'
export { STRANGE_SECRETS } from './access/secret-lookups.ts'
export {
  authenticateSession,
  listSessions,
  revokeSession,
  type SessionEnder,
  type StartedSession,
} from './access/sessions.ts'
export { changePassword, signIn } from './access/sign-in.ts'
export { unlockAdmin } from './access/unlock-admin.ts'
export { AUDIT_ACTIONS } from './audit/audit-actions.ts'
export { listAuditEvents } from './audit/list-audit-events.ts'
export { type OpenedAuditData, openAuditEvents } from './audit/open-audit-events.ts'
export { AuditSealer } from './audit/seal-audit-events.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { editUser } from './authority/edit-user.ts'
export { localPathsOf } from './authority/keep-local.ts'
export { type BulkResult, runBulk } from './bulk/run-bulk.ts'
export type { Actor, IdempotentRequest, OperationContext } from './context.ts'
export { type ContractViolations, listContractViolations } from './contract/list-violations.ts'
export { type Authentication, authenticate, type PresentedCredential } from './credentials/authenticate.ts'
export { type CreateCredentialInput, createBasicCredential, createToken } from './credentials/create-credential.ts'
export { ExpiryJob } from './credentials/expiry-job.ts'
export { findCredentialById, listCredentials, revokeCredential } from './credentials/revoke-credential.ts'
export { type RotatedCredential, rotateCredential } from './credentials/rotate-credential.ts'
export { type ExpiringCredential, warnOfExpiringCredentials } from './credentials/warn-expiring.ts'
export { Keyring, SealBrokenError } from './crypto/keyring.ts'
export { mintSecret } from './crypto/secrets.ts'
export {
  applyDefinitions,
  type DefinitionTarget,
  getDefinitions,
  removeDefinition,
} from './definitions/apply-definitions.ts'
export {
  type Definitions,
  type ExtensionDefinition,
  isBuiltInSchema,
  isBuiltInType,
  type ResourceTypes,
  resourceTypesOf,
} from './definitions/definitions.ts'
export { checkAlias, findAliases } from './directories/alias.ts'
export {
  type CreateDirectoryInput,
  checkRolePrefix,
  createDirectory,
  DIRECTORY_PRESETS,
} from './directories/create-directory.ts'
export { findDirectoryById, getDirectory, listDirectories } from './directories/find-directories.ts'
export { checkRateLimit } from './directories/rate-limit.ts'
export { updateDirectory } from './directories/update-directory.ts'
export { PolicyWorker } from './effects/policy-worker.ts'
export { listPolicyTasks, runPolicyTasks } from './effects/run-policy-tasks.ts'
export {
  BusyError,
  CodeInvalidError,
  ConflictError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  LastOwnerError,
  PolicyTooCostlyError,
  RepeatedRequestError,
  RoleTooHighError,
  TooManyAttemptsError,
  WrongCredentialsError,
} from './errors.ts'
export { type ExplainedUser, type Explanation, explainPerson, explainUser } from './explain/explain-user.ts'
export type { Fact, FactTopic } from './explain/fact.ts'
export { type FixedPathOwner, fixedPathOwner, fixedPaths } from './fixed-paths.ts'
export { idempotentRequest } from './idempotency/claim-idempotency.ts'
export { newId } from './ids.ts'
export {
  getStanding,
  type Licence,
  licencesOf,
  listLicences,
  listPeopleByStanding,
} from './licences/list-licences.ts'
export { type LicenceFault, verifyLicences } from './licences/verify-licences.ts'
export { dismissNotice } from './notices/dismiss-notice.ts'
export { listNotices } from './notices/list-notices.ts'
export { listOrganisations } from './organisations/list-organisations.ts'
export { createOrganisation, updateOrganisation } from './organisations/organisations.ts'
export { decideLinkRequest, listLinkRequests } from './persons/link-requests.ts'
export { type PurgedPerson, purgeUser } from './persons/purge-user.ts'
export {
  type AppliedPolicy,
  applyPolicy,
  getPolicy,
  listPolicies,
  type PolicyHistoryEntry,
} from './policy/apply-policy.ts'
export { type EffectivePolicy, policyOf } from './policy/effective-policy.ts'
export type { DirectoryPolicy, PolicyDocument } from './policy/policy-document.ts'
export type { ChangedSetting } from './preview/changed-settings.ts'
export type { PreviewChange, PreviewItem, PreviewPerson } from './preview/difference.ts'
export type { GroupPreview } from './preview/plan-preview.ts'
export type { LicencePreview } from './preview/preview-licences.ts'
export { type PolicyPreview, previewPolicy } from './preview/preview-policy.ts'
export { listBrakeHolds, releaseBrake } from './protection/release-brake.ts'
export type { ObservedExchange } from './requests/observed-exchange.ts'
export type { RecordedContent } from './requests/record-keys.ts'
export { type RecorderCounts, RequestRecorder } from './requests/request-recorder.ts'
export {
  eraseRequestContents,
  getRequestRecord,
  listRequestRecords,
  type OpenedRequestRecord,
  type RequestRecord,
} from './requests/request-records.ts'
export { createResource, type WrittenResource } from './resources/create-resource.ts'
export { CURSOR_TIMEOUT_SECONDS } from './resources/cursor.ts'
export { getResource } from './resources/get-resource.ts'
export {
  DEFAULT_PAGE,
  type ListedPart,
  type ListedResources,
  type ListedText,
  type ListedViews,
  listResources,
  MAX_PAGE,
} from './resources/list-resources.ts'
export {
  countListing,
  pageResources,
  pageResourcesOfEach,
  type ResourceListing,
  toResourceListing,
} from './resources/page-resources.ts'
export {
  type Membership,
  membershipPieces,
  planBatches,
  readBatch,
  readMembership,
  writeMemberPiece,
} from './resources/read-membership.ts'
export { removeResource } from './resources/remove-resource.ts'
export type { TypedSpace } from './resources/resource-space.ts'
export type { RelationShapes, ResourceShapes, ResourceView } from './resources/resource-view.ts'
export { patchResource, replaceResource } from './resources/update-resource.ts'
export type { WriteOptions } from './resources/write-options.ts'
export { type RetentionCounts, RetentionJob } from './retention/retention-job.ts'
export type { RetentionSettings } from './retention/retention-settings.ts'
export {
  confirmGroupRole,
  dismissGroupRole,
  type GroupRoleTarget,
  listGroupRoles,
} from './roles/decide-group-role.ts'
export {
  type DirectoryRole,
  type GroupRolesPreview,
  listDirectoryRoles,
  previewGroupRoles,
  previewRolePrefix,
  type RolePrefixChange,
  type RolePrefixPreview,
} from './roles/directory-roles.ts'
export { listUserRoles, type UserWithRoles } from './roles/list-user-roles.ts'
export { PREFIX_RULE, rolePrefixOf } from './roles/role-prefix.ts'
export {
  type AttributeGrant,
  boundReason,
  deriveUserRoles,
  type RoleGrant,
  type RoleHolder,
  type UserRole,
} from './roles/user-roles.ts'
export { createTenant } from './tenants/create-tenant.ts'
export { getTenant, listTenants } from './tenants/find-tenants.ts'
export { updateTenant } from './tenants/update-tenant.ts'
export { checkName, parseDuration } from './validate-input.ts'
