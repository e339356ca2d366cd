import type { ResourceRow } from '@rollcall/store'
import { connectionOf, type Edge } from './connection.ts'
import { MembershipEnum } from './enums.ts'
import {
  AdminRef,
  ApiKeyRef,
  AuditEventRef,
  CredentialRef,
  DirectoryRef,
  GroupRef,
  OrganisationRef,
  ResourceRef,
  TenantRef,
  UserRef,
} from './refs.ts'

export const TenantConnection = connectionOf('Tenant', TenantRef)
export const OrganisationConnection = connectionOf('Organisation', OrganisationRef)
export const DirectoryConnection = connectionOf('Directory', DirectoryRef)
export const CredentialConnection = connectionOf('Credential', CredentialRef)
export const UserConnection = connectionOf('User', UserRef)
export const GroupConnection = connectionOf('Group', GroupRef)
export const MemberConnection = connectionOf('Member', ResourceRef)
export const AuditEventConnection = connectionOf('AuditEvent', AuditEventRef)
export const AdminConnection = connectionOf('Admin', AdminRef)
export const ApiKeyConnection = connectionOf('ApiKey', ApiKeyRef)

/** A group that a user is in. */
export interface UserGroupEdge extends Edge<ResourceRow> {
  readonly depth: number
}
export const UserGroupConnection = connectionOf<ResourceRow, UserGroupEdge>('UserGroup', GroupRef, (t) => ({
  membership: t.field({
    type: MembershipEnum,
    resolve: (edge) => (edge.depth === 1 ? ('direct' as const) : ('indirect' as const)),
  }),
  depth: t.int({ description: 'Steps of nesting; 1 is direct.', resolve: (edge) => edge.depth }),
}))
