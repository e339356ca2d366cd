import { adminStateOf, isAllowed, listSessions, PERMISSIONS, WHOLE_INSTANCE } from '@rollcall/provisioning'
import type { ApiKeyRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { visibleAdmin, visibleApiKeysOf, visibleGrants } from '../nodes.ts'
import { AdminRoleEnum, AdminStateEnum, ApiKeyStateEnum, PermissionEnum } from '../schema/enums.ts'
import { AdminRef, ApiKeyRef, GrantRef, NodeRef, SessionRef, TenantRef, ViewerRef } from '../schema/refs.ts'
import { stateOf } from './credential.ts'

/** Whether a key would be accepted now. */
async function apiKeyState(row: ApiKeyRow, _args: object, ctx: ApiContext) {
  const own = stateOf(row, ctx)
  if (own !== 'active' || row.created_by === null) return own
  return (await ctx.loaders.admin.load(row.created_by))?.disabled_at === null ? own : ('disabled' as const)
}

AdminRef.implement({
  description: 'A person who signs in to the console.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Admin', row.id) }),
    email: t.exposeString('email'),
    name: t.exposeString('name'),
    grants: t.field({
      type: [GrantRef],
      description: 'Roles, as far as the caller may know the tenants.',
      resolve: async (row, _args, ctx) => {
        const grants = (await ctx.loaders.adminGrants.load(row.id)) ?? []
        return visibleGrants(
          ctx,
          grants.map((grant) => ({ tenantId: grant.tenant_id, role: grant.role })),
        )
      },
    }),
    ready: t.boolean({
      description: 'False until they chose a password.',
      resolve: (row) => row.password_hash !== null,
    }),
    state: t.field({ type: AdminStateEnum, resolve: (row) => adminStateOf(row) }),
    disabledAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when they are kept out; null: they are not.',
      resolve: (row) => row.disabled_at,
    }),
    sessionCount: t.int({
      description: 'Browsers they are signed in with.',
      complexity: 5,
      resolve: async (row, _args, { operation }) => (await listSessions(operation, row.id)).length,
    }),
    createdApiKeys: t.field({
      type: [ApiKeyRef],
      description: 'Keys they made that work while they may sign in, as far as the caller may see them.',
      complexity: { field: 5, multiplier: 5 },
      resolve: (row, _args, ctx) => visibleApiKeysOf(ctx, row.id),
    }),
    version: t.exposeInt('version'),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    updatedAt: t.field({ type: 'Instant', resolve: (row) => row.updated_at }),
  }),
})

GrantRef.implement({
  description: 'A role and where it counts.',
  fields: (t) => ({
    role: t.field({ type: AdminRoleEnum, resolve: (grant) => grant.role }),
    tenant: t.field({
      type: TenantRef,
      nullable: true,
      description: 'null: the whole instance.',
      resolve: (grant, _args, { loaders }) =>
        grant.tenantId === WHOLE_INSTANCE
          ? null
          : loaders.tenant.load({ tenantId: grant.tenantId, id: grant.tenantId }),
    }),
  }),
})

ApiKeyRef.implement({
  description: 'A key for scripts. The secret is shown once, by the mutation that made it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('ApiKey', row.id) }),
    name: t.exposeString('name'),
    lastFour: t.string({ description: 'The last four characters of the secret.', resolve: (row) => row.last_four }),
    state: t.field({ type: ApiKeyStateEnum, resolve: apiKeyState }),
    createdBy: t.field({
      type: AdminRef,
      nullable: true,
      description:
        'The key ends with the admin who made it. null: no admin did, it was kept when they left, or the caller may not see them.',
      resolve: (row, _args, ctx) => (row.created_by === null ? null : visibleAdmin(ctx, row.created_by)),
    }),
    grants: t.field({
      type: [GrantRef],
      description: 'Roles, as far as the caller may know the tenants.',
      resolve: async (row, _args, ctx) => {
        const grants = (await ctx.loaders.apiKeyGrants.load(row.id)) ?? []
        return visibleGrants(
          ctx,
          grants.map((grant) => ({ tenantId: grant.tenant_id, role: grant.role })),
        )
      },
    }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    expiresAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.expires_at }),
    revokedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.revoked_at }),
    lastUsedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'A minute late at most.',
      resolve: (row) => row.last_used_at,
    }),
  }),
})

SessionRef.implement({
  description: 'A browser an admin is signed in with.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Session', row.id) }),
    current: t.boolean({
      description: 'The one of this request.',
      resolve: (row, _args, { caller }) => caller.kind === 'admin' && caller.session.id === row.id,
    }),
    userAgent: t.string({ nullable: true, resolve: (row) => row.user_agent }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    lastSeenAt: t.field({ type: 'Instant', description: 'A minute late at most.', resolve: (row) => row.last_seen_at }),
    expiresAt: t.field({ type: 'Instant', resolve: (row) => row.expires_at }),
    revokedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.revoked_at }),
  }),
})

ViewerRef.implement({
  description: 'Who the caller is.',
  fields: (t) => ({
    admin: t.field({
      type: AdminRef,
      nullable: true,
      resolve: (viewer) => (viewer.kind === 'admin' ? viewer.admin : null),
    }),
    apiKey: t.field({
      type: ApiKeyRef,
      nullable: true,
      resolve: (viewer) => (viewer.kind === 'api-key' ? viewer.apiKey : null),
    }),
    name: t.string({ resolve: (viewer) => (viewer.kind === 'admin' ? viewer.admin.name : viewer.apiKey.name) }),
    grants: t.field({ type: [GrantRef], resolve: (viewer) => [...viewer.grants] }),
    permissions: t.field({
      type: [PermissionEnum],
      description: 'What they may do on the whole instance; in one tenant: Tenant.viewerPermissions.',
      complexity: 1,
      resolve: (viewer) => PERMISSIONS.filter((permission) => isAllowed(viewer.grants, permission, WHOLE_INSTANCE)),
    }),
    sessions: t.field({
      type: [SessionRef],
      description: 'Where they are signed in; none for an API key.',
      resolve: (viewer, _args, { operation }) =>
        viewer.kind === 'admin' ? listSessions(operation, viewer.admin.id) : [],
    }),
  }),
})
