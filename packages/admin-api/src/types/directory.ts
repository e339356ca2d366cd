import { listDirectoryRoles, resourceTypesOf } from '@rollcall/provisioning'
import type { DirectoryRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { loadTenant } from '../load-row.ts'
import { auditEventArgs, listAuditEvents } from '../queries/audit-events.ts'
import { findResourceIn, groupArgs, listDirectoryResources, loadResources, userArgs } from '../queries/resources.ts'
import { connectionCost, pageArgs, sliceConnection, toPlainEdge } from '../schema/connection.ts'
import { AuditEventConnection, CredentialConnection, GroupConnection, UserConnection } from '../schema/connections.ts'
import { DirectoryPresetEnum, DirectoryStatusEnum, UnresolvedMemberPolicyEnum } from '../schema/enums.ts'
import {
  DefinitionsRef,
  DirectoryRef,
  DirectoryRoleRef,
  GroupRef,
  NodeRef,
  OrganisationRef,
  ResourceTypeRef,
  SchemaRef,
  TenantRef,
  UserRef,
} from '../schema/refs.ts'
import { ofRow } from '../schema/scopes.ts'
import { definitionsCost, definitionsOf } from './definitions.ts'

const keyOf = (row: DirectoryRow) => ({ tenantId: row.tenant_id, id: row.id })
const factsOf = (row: DirectoryRow, { loaders }: ApiContext) => loaders.directoryFacts.load(keyOf(row))

DirectoryRef.implement({
  description: "One identity provider's SCIM link into a tenant.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Directory', row.id, row.tenant_id) }),
    databaseId: t.string({ description: 'The id the command line uses.', resolve: (row) => row.id }),
    tenant: t.field({ type: TenantRef, resolve: (row, _args, ctx) => loadTenant(ctx, row.tenant_id) }),
    slug: t.exposeString('slug', { description: 'Stands in the base URL; never changes.' }),
    name: t.exposeString('name'),
    preset: t.field({ type: DirectoryPresetEnum, resolve: (row) => row.preset }),
    status: t.field({ type: DirectoryStatusEnum, resolve: (row) => row.status }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      resolve: (row, _args, { loaders }) =>
        row.organisation_id === null
          ? null
          : loaders.organisation.load({ tenantId: row.tenant_id, id: row.organisation_id }),
    }),
    scimBaseUrl: t.string({
      description: 'What the identity provider is given as the base URL.',
      resolve: async (row, _args, ctx) =>
        `${ctx.publicUrl}/${(await loadTenant(ctx, row.tenant_id)).slug}/${row.slug}/scim/v2`,
    }),
    sharedScimBaseUrl: t.string({
      description: 'The same for all directories: here the credential tells which one is meant.',
      resolve: (_row, _args, { publicUrl }) => `${publicUrl}/scim/v2`,
    }),
    alias: t.string({
      nullable: true,
      description: 'A path of its own, in addition to its other addresses: api/v1/SCIM/SCIMOkta.',
      resolve: (row) => row.alias,
    }),
    aliasScimBaseUrl: t.string({
      nullable: true,
      description: 'The base URL at its alias.',
      resolve: (row, _args, { publicUrl }) => (row.alias === null ? null : `${publicUrl}/${row.alias}`),
    }),
    rateLimit: t.int({
      nullable: true,
      description: 'Requests per second it may send; null: what the server is set to.',
      resolve: (row) => row.rate_limit,
    }),
    rolePrefix: t.string({
      nullable: true,
      description: 'A group named prefix + X grants role X.',
      resolve: (row) => row.role_prefix,
    }),
    rolePrefixCaseExact: t.boolean({
      description: 'Whether letter case counts in the prefix.',
      resolve: (row) => row.role_prefix_case_exact === 1,
    }),
    unresolvedMembers: t.field({ type: UnresolvedMemberPolicyEnum, resolve: (row) => row.unresolved_members }),
    validToken: t.boolean({
      nullable: true,
      description: 'Whether there is a credential that would be accepted now.',
      resolve: async (row, _args, ctx) => (await factsOf(row, ctx))?.validToken ?? false,
    }),
    lastRequestAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When an accepted credential was last used; a second late at most.',
      resolve: async (row, _args, ctx) => (await factsOf(row, ctx))?.lastRequestAt,
    }),
    userCount: t.int({
      nullable: true,
      resolve: async (row, _args, ctx) => (await factsOf(row, ctx))?.totals.User ?? 0,
    }),
    groupCount: t.int({
      nullable: true,
      resolve: async (row, _args, ctx) => (await factsOf(row, ctx))?.totals.Group ?? 0,
    }),
    resourceTypes: t.field({
      type: [ResourceTypeRef],
      description: 'What the directory holds: the built-in types, and those applied to it or to its tenant.',
      complexity: definitionsCost,
      resolve: (row) => resourceTypesOf(row).types.map(({ definition }) => definition),
    }),
    schemas: t.field({
      type: [SchemaRef],
      description: 'Every schema its resource types may use, added attributes included.',
      complexity: definitionsCost,
      resolve: (row) => [...resourceTypesOf(row).schemas],
    }),
    definitions: t.field({
      type: DefinitionsRef,
      nullable: true,
      description: 'What was applied to this directory itself.',
      access: { permission: 'directory.read', scope: ofRow },
      resolve: (row, _args, ctx) => definitionsOf(ctx, row.tenant_id, row.id),
    }),
    version: t.exposeInt('version'),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    updatedAt: t.field({ type: 'Instant', resolve: (row) => row.updated_at }),
    credentials: t.field({
      type: CredentialConnection,
      nullable: true,
      description: 'The newest first, revoked and expired ones included.',
      args: pageArgs(),
      access: { permission: 'credential.read', scope: ofRow },
      complexity: connectionCost,
      resolve: async (row, args, { loaders }) =>
        sliceConnection(
          args,
          (await loaders.credentialsOf.load(keyOf(row))) ?? [],
          (credential) => credential.id,
          toPlainEdge,
        ),
    }),
    users: t.field({
      type: UserConnection,
      nullable: true,
      args: userArgs(),
      access: { permission: 'people.read', scope: ofRow },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listDirectoryResources(ctx, row, 'User', args),
    }),
    groups: t.field({
      type: GroupConnection,
      nullable: true,
      args: groupArgs(),
      access: { permission: 'people.read', scope: ofRow },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listDirectoryResources(ctx, row, 'Group', args),
    }),
    user: t.field({
      type: UserRef,
      nullable: true,
      args: { scimId: t.arg.string({ required: true }) },
      access: { permission: 'people.read', scope: ofRow },
      resolve: (row, { scimId }, ctx) => findResourceIn(ctx, row.tenant_id, row.id, 'User', scimId),
    }),
    group: t.field({
      type: GroupRef,
      nullable: true,
      args: { scimId: t.arg.string({ required: true }) },
      access: { permission: 'people.read', scope: ofRow },
      resolve: (row, { scimId }, ctx) => findResourceIn(ctx, row.tenant_id, row.id, 'Group', scimId),
    }),
    auditEvents: t.field({
      type: AuditEventConnection,
      nullable: true,
      description: 'What happened to this directory and in it, the latest first.',
      args: auditEventArgs(),
      access: { permission: 'audit.read', scope: ofRow },
      complexity: connectionCost,
      resolve: (row, args, ctx) => listAuditEvents(ctx, row.tenant_id, args, row.id),
    }),
    roles: t.field({
      type: [DirectoryRoleRef],
      nullable: true,
      description: 'What groups grant now, by the role prefix and by rules of the policy.',
      access: { permission: 'people.read', scope: ofRow },
      complexity: { field: 50, multiplier: 10 },
      resolve: async (row, _args, { operation }) =>
        (await listDirectoryRoles(operation, row)).map((role) => ({ ...role, tenantId: row.tenant_id })),
    }),
  }),
})

DirectoryRoleRef.implement({
  description: 'A role that groups of a directory grant.',
  fields: (t) => ({
    name: t.exposeString('name'),
    groupCount: t.int({ resolve: (role) => role.groupIds.length }),
    peopleCount: t.int({
      description:
        'Active people in those groups, through nested ones too, each counted once. Where a rule also looks at attributes, not all of them hold it.',
      resolve: (role) => role.people,
    }),
    groups: t.field({
      type: [GroupRef],
      resolve: (role, _args, ctx) => loadResources(ctx, role.tenantId, role.groupIds),
    }),
  }),
})
