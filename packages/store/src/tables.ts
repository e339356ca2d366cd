import type { AdminGrantTable, AdminSessionTable, AdminTable } from './admins/admin.table.ts'
import type { SetupCodeTable } from './admins/setup-code.repository.ts'
import type { ThrottleTable } from './admins/throttle.repository.ts'
import type { ApiKeyGrantTable, ApiKeyTable } from './api-keys/api-key.table.ts'
import type { AuditEventTable } from './audit-events/audit-event.table.ts'
import type { AuditCheckpointTable } from './audit-events/seal.repository.ts'
import type { CredentialTable } from './credentials/credential.table.ts'
import type { DefinitionTable } from './definitions/definition.table.ts'
import type { DirectoryTable } from './directories/directory.table.ts'
import type { EventTable } from './events/event.table.ts'
import type { HistoryTable, MembershipHistoryTable } from './history/history.table.ts'
import type { IdempotencyKeyTable } from './idempotency-keys/idempotency-key.repository.ts'
import type { MemberTable, UnresolvedMemberTable } from './members/member.table.ts'
import type { OrganisationTable } from './organisations/organisation.table.ts'
import type { PersonKeyTable, PersonTable } from './persons/person.table.ts'
import type { RequestRecordTable } from './request-records/request-record.table.ts'
import type { ResourceTable, TotalTable, UniqueTable, ValueTable } from './resources/resource.table.ts'
import type { TenantTable } from './tenants/tenant.table.ts'

/** Every table of the database, by its SQL name. */
export interface Database {
  tenant: TenantTable
  organisation: OrganisationTable
  directory: DirectoryTable
  scim_definition: DefinitionTable
  credential: CredentialTable
  scim_resource: ResourceTable
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
  request_record: RequestRecordTable
  admin: AdminTable
  admin_grant: AdminGrantTable
  admin_session: AdminSessionTable
  api_key: ApiKeyTable
  api_key_grant: ApiKeyGrantTable
  setup_code: SetupCodeTable
  throttle: ThrottleTable
  idempotency_key: IdempotencyKeyTable
}
