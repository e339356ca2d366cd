import type { AdminRole } from '@rollcall/store'

/** Where a role counts: one tenant's id, or `*` for the whole instance. */
export interface Grant {
  readonly tenantId: string
  readonly role: AdminRole
}

/** The scope of acts that belong to no tenant. */
export const WHOLE_INSTANCE = '*'

/** Roles from the most to the least powerful. */
export const ADMIN_ROLES: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor']

/**
 * The access matrix: who may do what. A role given for a tenant counts there; given for the whole instance it counts in every tenant
 * and for the instance itself.
 */
const MATRIX = {
  // What makes an owner more than an admin: nobody else makes owners, and settings of the instance are theirs.
  'instance.manage': ['owner'],
  'tenant.create': ['owner', 'tenant-admin'],
  'tenant.read': ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor'],
  'tenant.manage': ['owner', 'tenant-admin'],
  'organisation.manage': ['owner', 'tenant-admin', 'scim-manager'],
  'directory.read': ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor'],
  'directory.manage': ['owner', 'tenant-admin', 'scim-manager'],
  'credential.read': ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor'],
  'credential.manage': ['owner', 'tenant-admin', 'scim-manager', 'token-manager'],
  'people.read': ['owner', 'tenant-admin', 'scim-manager', 'auditor'],
  'people.manage': ['owner', 'tenant-admin', 'scim-manager'],
  'people.purge': ['owner', 'tenant-admin'],
  'policy.read': ['owner', 'tenant-admin', 'scim-manager', 'auditor'],
  'policy.manage': ['owner', 'tenant-admin', 'scim-manager'],
  'audit.read': ['owner', 'tenant-admin', 'auditor'],
  'admin.read': ['owner', 'tenant-admin', 'auditor'],
  'admin.manage': ['owner', 'tenant-admin'],
  'api-key.read': ['owner', 'tenant-admin', 'auditor'],
  'api-key.manage': ['owner', 'tenant-admin'],
} as const satisfies Readonly<Record<string, readonly AdminRole[]>>

export type Permission = keyof typeof MATRIX

export const PERMISSIONS = Object.keys(MATRIX) as readonly Permission[]

/** What a role may do where it counts. */
export const permissionsOf = (role: AdminRole): readonly Permission[] =>
  PERMISSIONS.filter((permission) => (MATRIX[permission] as readonly AdminRole[]).includes(role))

const counts = (grant: Grant, scope: string) => grant.tenantId === WHOLE_INSTANCE || grant.tenantId === scope

/** The one check: whether the grants allow the permission in the scope (a tenant's id, or WHOLE_INSTANCE). */
export const isAllowed = (grants: readonly Grant[], permission: Permission, scope: string): boolean =>
  grants.some((grant) => counts(grant, scope) && (MATRIX[permission] as readonly AdminRole[]).includes(grant.role))

/** Whether any role counts in the scope. To who has none, a tenant does not exist. */
export const hasRoleIn = (grants: readonly Grant[], scope: string): boolean =>
  grants.some((grant) => counts(grant, scope))

/** What the command line may do: whoever runs it holds the database and its key. */
export const FULL_AUTHORITY: readonly Grant[] = [{ tenantId: WHOLE_INSTANCE, role: 'owner' }]

/** Nobody hands out a role that may do what they may not. */
export const mayGrant = (grants: readonly Grant[], role: AdminRole, scope: string): boolean =>
  permissionsOf(role).every((permission) => isAllowed(grants, permission, scope))

/**
 * The one rule for ending or changing what holds roles (an admin, a session, an API key): taking needs what giving needs. The permission, and the
 * right to give every one of the roles, each where it counts. What holds no role belongs to the whole instance.
 */
export const mayEnd = (grants: readonly Grant[], permission: Permission, held: readonly Grant[]): boolean =>
  held.length === 0
    ? isAllowed(grants, permission, WHOLE_INSTANCE)
    : held.every(({ tenantId, role }) => isAllowed(grants, permission, tenantId) && mayGrant(grants, role, tenantId))
