import { isAllowed, PERMISSIONS } from '@rollcall/provisioning'
import type { TenantRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { listAdmins, listApiKeys } from '../queries/access.ts'
import { auditEventArgs, findAuditEvent, listAuditEvents } from '../queries/audit-events.ts'
import { findResourceIn, groupArgs, listTenantResources, userArgs } from '../queries/resources.ts'
import { connectionCost, pageArgs, sliceConnection, toPlainEdge } from '../schema/connection.ts'
import {
  AdminConnection,
  ApiKeyConnection,
  AuditEventConnection,
  DirectoryConnection,
  GroupConnection,
  OrganisationConnection,
  UserConnection,
} from '../schema/connections.ts'
import { PermissionEnum } from '../schema/enums.ts'
import { AuditEventRef, DefinitionsRef, DirectoryRef, GroupRef, NodeRef, TenantRef, UserRef } from '../schema/refs.ts'
import { definitionsOf } from './definitions.ts'

const scope = (tenant: TenantRow) => tenant.id
const keyOf = (tenant: TenantRow) => ({ tenantId: tenant.id, id: tenant.id })

async function totalOf(ctx: ApiContext, tenant: TenantRow, type: string): Promise<number> {
  const directories = (await ctx.loaders.directoriesOf.load(keyOf(tenant))) ?? []
  const facts = await Promise.all(
    directories.map((row) => ctx.loaders.directoryFacts.load({ tenantId: row.tenant_id, id: row.id })),
  )
  return facts.reduce((sum, fact) => sum + (fact?.totals[type] ?? 0), 0)
}

TenantRef.implement({
  description: 'An isolated customer. Nothing ever crosses tenants.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Tenant', row.id) }),
    databaseId: t.string({ description: 'The id the command line uses.', resolve: (row) => row.id }),
    slug: t.exposeString('slug', { description: 'Stands in addresses; never changes.' }),
    name: t.exposeString('name'),
    version: t.exposeInt('version'),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    updatedAt: t.field({ type: 'Instant', resolve: (row) => row.updated_at }),
    userCount: t.int({
      nullable: true,
      description: 'Over all directories.',
      resolve: (row, _args, ctx) => totalOf(ctx, row, 'User'),
    }),
    groupCount: t.int({
      nullable: true,
      description: 'Over all directories.',
      resolve: (row, _args, ctx) => totalOf(ctx, row, 'Group'),
    }),
    viewerPermissions: t.field({
      type: [PermissionEnum],
      description: 'What the caller may do in this tenant.',
      complexity: { field: 1, multiplier: 1 },
      resolve: (row, _args, { caller }) =>
        PERMISSIONS.filter((permission) => isAllowed(caller.grants, permission, row.id)),
    }),
    definitions: t.field({
      type: DefinitionsRef,
      nullable: true,
      description: 'What was applied for every directory of the tenant.',
      access: { permission: 'directory.read', scope },
      resolve: (row, _args, ctx) => definitionsOf(ctx, row.id),
    }),
    directories: t.field({
      type: DirectoryConnection,
      nullable: true,
      args: pageArgs(),
      access: { permission: 'directory.read', scope },
      complexity: connectionCost,
      resolve: async (row, args, { loaders }) =>
        sliceConnection(
          args,
          (await loaders.directoriesOf.load(keyOf(row))) ?? [],
          (directory) => directory.id,
          toPlainEdge,
        ),
    }),
    directory: t.field({
      type: DirectoryRef,
      nullable: true,
      args: { slug: t.arg.string({ required: true }) },
      access: { permission: 'directory.read', scope },
      resolve: async (row, { slug }, { loaders }) =>
        (await loaders.directoriesOf.load(keyOf(row)))?.find((directory) => directory.slug === slug),
    }),
    organisations: t.field({
      type: OrganisationConnection,
      nullable: true,
      args: pageArgs(),
      access: { permission: 'directory.read', scope },
      complexity: connectionCost,
      resolve: async (row, args, { loaders }) =>
        sliceConnection(
          args,
          (await loaders.organisationsOf.load(keyOf(row))) ?? [],
          (organisation) => organisation.id,
          toPlainEdge,
        ),
    }),
    users: t.field({
      type: UserConnection,
      nullable: true,
      description: 'Users of all directories.',
      args: userArgs(),
      access: { permission: 'people.read', scope },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listTenantResources(ctx, row.id, 'User', args),
    }),
    groups: t.field({
      type: GroupConnection,
      nullable: true,
      description: 'Groups of all directories.',
      args: groupArgs(),
      access: { permission: 'people.read', scope },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listTenantResources(ctx, row.id, 'Group', args),
    }),
    user: t.field({
      type: UserRef,
      nullable: true,
      args: { scimId: t.arg.string({ required: true }) },
      access: { permission: 'people.read', scope },
      resolve: (row, { scimId }, ctx) => findResourceIn(ctx, row.id, undefined, 'User', scimId),
    }),
    group: t.field({
      type: GroupRef,
      nullable: true,
      args: { scimId: t.arg.string({ required: true }) },
      access: { permission: 'people.read', scope },
      resolve: (row, { scimId }, ctx) => findResourceIn(ctx, row.id, undefined, 'Group', scimId),
    }),
    auditEvents: t.field({
      type: AuditEventConnection,
      nullable: true,
      description: 'Who did what, the latest first.',
      args: auditEventArgs(),
      access: { permission: 'audit.read', scope },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listAuditEvents(ctx, row.id, args),
    }),
    auditEvent: t.field({
      type: AuditEventRef,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      access: { permission: 'audit.read', scope },
      resolve: (row, { id }, ctx) => findAuditEvent(ctx, row.id, id),
    }),
    admins: t.field({
      type: AdminConnection,
      nullable: true,
      description: 'Admins with a role in this tenant; those of the whole instance are not among them.',
      args: pageArgs(),
      access: { permission: 'admin.read', scope },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listAdmins(ctx, row.id, args),
    }),
    apiKeys: t.field({
      type: ApiKeyConnection,
      nullable: true,
      description: 'API keys with a role in this tenant; those of the whole instance are not among them.',
      args: pageArgs(),
      access: { permission: 'api-key.read', scope },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listApiKeys(ctx, row.id, args),
    }),
  }),
})
