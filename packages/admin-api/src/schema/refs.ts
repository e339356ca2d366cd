import type {
  AttributeGrant,
  Definitions,
  DirectoryRole,
  Grant,
  RoleGrant,
  RolePrefixPreview,
  UserRole,
} from '@rollcall/provisioning'
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from '@rollcall/scim-core'
import type {
  AdminRow,
  AdminSessionRow,
  ApiKeyRow,
  AuditEventRow,
  CredentialRow,
  DirectoryRow,
  GroupRoleRow,
  NoticeRow,
  OrganisationRow,
  ResourceRow,
  TenantRow,
} from '@rollcall/store'
import type { KnownCaller } from '../caller.ts'
import type { NodeType } from '../global-id.ts'
import { builder } from './builder.ts'

/** An attribute with where it stands. */
export interface PlacedAttribute {
  readonly definition: AttributeDefinition
  readonly schema: string
  /** `name.givenName`. */
  readonly path: string
}

/** Types name each other, so they are declared here and given their fields in types/. */
export const TenantRef = builder.objectRef<TenantRow>('Tenant')
export const OrganisationRef = builder.objectRef<OrganisationRow>('Organisation')
export const DirectoryRef = builder.objectRef<DirectoryRow>('Directory')
export const ResourceTypeRef = builder.objectRef<ResourceTypeDefinition>('ResourceType')
export const SchemaRef = builder.objectRef<SchemaDefinition>('Schema')
export const SchemaAttributeRef = builder.objectRef<PlacedAttribute>('SchemaAttribute')
export const DefinitionsRef = builder.objectRef<Definitions>('Definitions')
export const DirectoryRoleRef = builder.objectRef<DirectoryRole & { readonly tenantId: string }>('DirectoryRole')
export const CredentialRef = builder.objectRef<CredentialRow>('Credential')
export const ResourceRef = builder.interfaceRef<ResourceRow>('Resource')
export const UserRef = builder.objectRef<ResourceRow>('User')
export const GroupRef = builder.objectRef<ResourceRow>('Group')
export const CustomResourceRef = builder.objectRef<ResourceRow>('CustomResource')

/** What a resource is in GraphQL. */
export const resourceNodeType = ({ type }: ResourceRow): 'User' | 'Group' | 'CustomResource' =>
  type === 'User' || type === 'Group' ? type : 'CustomResource'

export const UserRoleRef = builder.objectRef<UserRole & { readonly user: ResourceRow }>('UserRole')
export const RoleGrantRef = builder.objectRef<RoleGrant & { readonly tenantId: string }>('RoleGrant')
/** A role given by a rule that looks at the user alone. */
export const AttributeRoleRef = builder.objectRef<
  AttributeGrant & { readonly name: string; readonly user: ResourceRow }
>('AttributeRole')
export const GroupRoleRef = builder.objectRef<{
  readonly row: GroupRoleRow
  readonly group: ResourceRow
  readonly directory: DirectoryRow
}>('GroupRole')
export const AuditEventRef = builder.objectRef<AuditEventRow>('AuditEvent')
export const NoticeRef = builder.objectRef<NoticeRow>('Notice')
export const AdminRef = builder.objectRef<AdminRow>('Admin')
export const GrantRef = builder.objectRef<Grant>('Grant')
export const ApiKeyRef = builder.objectRef<ApiKeyRow>('ApiKey')
export const SessionRef = builder.objectRef<AdminSessionRow>('Session')
export const ViewerRef = builder.objectRef<KnownCaller>('Viewer')
export const RolePrefixPreviewRef = builder.objectRef<RolePrefixPreview & { readonly tenantId: string }>(
  'RolePrefixPreview',
)

/** Rows do not say what they are, so a value that goes out as a Node or a Resource is marked with its type. */
const nodeTypes = new WeakMap<object, NodeType>()

export function asNode<T extends object>(type: NodeType, row: T): T {
  nodeTypes.set(row, type)
  return row
}

export const NodeRef = builder.interfaceRef<object>('Node')
NodeRef.implement({
  description: 'Anything with a global id.',
  resolveType: (row) => nodeTypes.get(row),
  fields: (t) => ({ id: t.id({ description: 'Opaque; the same for ever.', resolve: () => '' }) }),
})
