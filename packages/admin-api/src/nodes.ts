import { hasRoleIn, heldApiKeys, isAllowed, type Permission, WHOLE_INSTANCE } from '@rollcall/provisioning'
import { type AdminRow, type ApiKeyRow, findAdminSession, INSTANCE } from '@rollcall/store'
import type { ApiContext } from './context.ts'
import { type GlobalId, type NodeType, parseGlobalId } from './global-id.ts'
import { asNode, resourceNodeType } from './schema/refs.ts'

/** What reading each kind of tenant-owned node takes. */
const READ_PERMISSION: Readonly<Partial<Record<NodeType, Permission>>> = {
  Tenant: 'tenant.read',
  Organisation: 'directory.read',
  Directory: 'directory.read',
  Credential: 'credential.read',
  User: 'people.read',
  Group: 'people.read',
  CustomResource: 'people.read',
  AuditEvent: 'audit.read',
  Notice: 'policy.read',
}

/** The thing a global id names, as far as the caller may see it; otherwise undefined, whatever the reason. */
export async function findNode(ctx: ApiContext, text: string): Promise<object | undefined> {
  const id = parseGlobalId(text)
  if (id === undefined) return undefined
  const permission = READ_PERMISSION[id.type]
  if (permission !== undefined && !isAllowed(ctx.caller.grants, permission, id.tenantId)) return undefined
  const row = await loadRow(ctx, id)
  return row === undefined ? undefined : asNode(id.type, row)
}

async function loadRow(ctx: ApiContext, id: GlobalId): Promise<object | undefined> {
  const { loaders } = ctx
  const { id: own } = id
  switch (id.type) {
    case 'Tenant':
      return loaders.tenant.load({ tenantId: own, id: own })
    case 'Organisation':
      return loaders.organisation.load(id)
    case 'Directory':
      return loaders.directory.load(id)
    case 'Credential':
      return loaders.credential.load(id)
    case 'AuditEvent':
      return loaders.auditEvent.load(id)
    case 'Notice':
      return loaders.notice.load(id)
    case 'User':
    case 'Group':
    case 'CustomResource': {
      const row = await loaders.resource.load(id)
      return row !== undefined && resourceNodeType(row) === id.type ? row : undefined
    }
    case 'Admin':
      return visibleAdmin(ctx, own)
    case 'ApiKey':
      return (await maySeeApiKey(ctx, own)) ? loaders.apiKey.load(own) : undefined
    case 'Session': {
      const session = await ctx.operation.store.read(INSTANCE, (db) => findAdminSession(db, own))
      return ctx.caller.kind === 'admin' && session?.admin_id === ctx.caller.admin.id ? session : undefined
    }
  }
}

/** The admin, where the caller may see them. */
export async function visibleAdmin(ctx: ApiContext, id: string): Promise<AdminRow | undefined> {
  return (await maySeeAdmin(ctx, id, 'admin.read')) ? ctx.loaders.admin.load(id) : undefined
}

/** Live keys that an admin made, as far as the caller may see them. */
export async function visibleApiKeysOf(ctx: ApiContext, adminId: string): Promise<ApiKeyRow[]> {
  const { operation, caller } = ctx
  const held = await operation.store.read(INSTANCE, (db) => heldApiKeys(db, adminId, operation.now()))
  return held
    .filter(({ grants }) => grants.some((grant) => isAllowed(caller.grants, 'api-key.read', grant.tenantId)))
    .map(({ apiKey }) => apiKey)
}

/** Where the caller manages an admin: of the scopes of their roles the first that the caller may change, else one they know; undefined when there is no such admin for the caller. */
export async function scopeOfAdmin({ caller, loaders }: ApiContext, id: string): Promise<string | undefined> {
  if ((await loaders.admin.load(id)) === undefined) return undefined
  const grants = (await loaders.adminGrants.load(id)) ?? []
  const scopes = grants.length === 0 ? [WHOLE_INSTANCE] : grants.map((grant) => grant.tenant_id)
  const known = scopes.filter((scope) => hasRoleIn(caller.grants, scope))
  return known.find((scope) => isAllowed(caller.grants, 'admin.manage', scope)) ?? known[0]
}

async function maySeeAdmin({ caller, loaders }: ApiContext, id: string, permission: Permission): Promise<boolean> {
  if (caller.kind === 'admin' && caller.admin.id === id) return true
  const grants = (await loaders.adminGrants.load(id)) ?? []
  const scopes = grants.length === 0 ? [WHOLE_INSTANCE] : grants.map((grant) => grant.tenant_id)
  return scopes.some((scope) => isAllowed(caller.grants, permission, scope))
}

async function maySeeApiKey(ctx: ApiContext, id: string): Promise<boolean> {
  const { caller } = ctx
  if (caller.kind === 'api-key' && caller.apiKey.id === id) return true
  const scope = await scopeOfApiKey(ctx, id)
  return scope !== undefined && isAllowed(caller.grants, 'api-key.read', scope)
}

/** Where an API key counts; undefined when there is no such key, or none that the caller may know of. */
export async function scopeOfApiKey({ caller, loaders }: ApiContext, id: string): Promise<string | undefined> {
  const [grant] = (await loaders.apiKeyGrants.load(id)) ?? []
  return grant !== undefined && hasRoleIn(caller.grants, grant.tenant_id) ? grant.tenant_id : undefined
}

/** Grants as the caller may see them: those in tenants they know nothing of are left out. */
export const visibleGrants = <G extends { readonly tenantId: string }>(
  { caller }: ApiContext,
  grants: readonly G[],
): G[] => grants.filter((grant) => hasRoleIn(caller.grants, grant.tenantId))
