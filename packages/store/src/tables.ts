import type { AdminGrantTable, AdminSessionTable, AdminTable } from './admins/admin.table.ts'
import type { SetupCodeTable } from './admins/setup-code.repository.ts'
import type { ThrottleTable } from './admins/throttle.repository.ts'
import type { ApiKeyGrantTable, ApiKeyTable } from './api-keys/api-key.table.ts'
import type { AuditEventTable } from './audit-events/audit-event.table.ts'
import type { AuditCheckpointTable } from './audit-events/seal.repository.ts'
import type { BrakeCountTable, BrakeHoldTable } from './brakes/brake.table.ts'
import type { CredentialTable } from './credentials/credential.table.ts'
import type { DefinitionTable } from './definitions/definition.table.ts'
import type { DirectoryTable } from './directories/directory.table.ts'
import type { EventTable } from './events/event.table.ts'
import type { HistoryTable, MembershipHistoryTable } from './history/history.table.ts'
import type { IdempotencyKeyTable } from './idempotency-keys/idempotency-key.repository.ts'
import type { LinkRequestTable } from './links/link-request.table.ts'
import type { MemberTable, UnresolvedMemberTable } from './members/member.table.ts'
import type { NoticeTable } from './notices/notice.table.ts'
import type { OrganisationTable } from './organisations/organisation.table.ts'
import type { PersonKeyTable, PersonTable } from './persons/person.table.ts'
import type { PolicyTaskTable, PolicyVersionTable } from './policies/policy.table.ts'
import type {
  IndexTable,
  ResourceTable,
  TotalTable,
  UniqueTable,
  UnknownTable,
  ValueTable,
} from './resources/resource.table.ts'
import type { RetentionMarkTable } from './retention/retention.table.ts'
import type { GroupRoleTable } from './roles/group-role.table.ts'
import type { LicenceTotalTable, StandingTable } from './standings/standing.table.ts'
import type { TenantTable } from './tenants/tenant.table.ts'

/** Every table of the database, by its SQL name; request records are apart (request-records). */
export interface Database {
  tenant: TenantTable
  organisation: OrganisationTable
  directory: DirectoryTable
  scim_definition: DefinitionTable
  credential: CredentialTable
  scim_resource: ResourceTable
  scim_index: IndexTable
  scim_value: ValueTable
  scim_unique: UniqueTable
  scim_total: TotalTable
  scim_member: MemberTable
  scim_unresolved_member: UnresolvedMemberTable
  scim_history: HistoryTable
  scim_member_history: MembershipHistoryTable
  person: PersonTable
  person_key: PersonKeyTable
  audit_event: AuditEventTable
  audit_checkpoint: AuditCheckpointTable
  event: EventTable
  admin: AdminTable
  admin_grant: AdminGrantTable
  admin_session: AdminSessionTable
  api_key: ApiKeyTable
  api_key_grant: ApiKeyGrantTable
  setup_code: SetupCodeTable
  throttle: ThrottleTable
  idempotency_key: IdempotencyKeyTable
  policy_version: PolicyVersionTable
  policy_task: PolicyTaskTable
  group_role: GroupRoleTable
  person_standing: StandingTable
  licence_total: LicenceTotalTable
  link_request: LinkRequestTable
  scim_unknown: UnknownTable
  brake_count: BrakeCountTable
  brake_hold: BrakeHoldTable
  notice: NoticeTable
  retention_mark: RetentionMarkTable
}
