import {
  AUDIT_ACTIONS,
  findInvitation,
  needsFirstOwner,
  PolicyTooCostlyError,
  previewRolePrefix,
  WHOLE_INSTANCE,
} from '@rollcall/provisioning'
import {
  type AdminRow,
  countTenants,
  INSTANCE,
  listTenantPage,
  type TenantFilter,
  type TenantRow,
} from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { asBusy, badInput } from '../errors.ts'
import { findNode } from '../nodes.ts'
import { builder } from '../schema/builder.ts'
import { connectionCost, pageArgs, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'
import { AdminConnection, ApiKeyConnection, AuditEventConnection, TenantConnection } from '../schema/connections.ts'
import { PREVIEW_COST, STRANGER_READ_COST } from '../schema/costs.ts'
import { DirectoryRef, GroupRef, NodeRef, RolePrefixPreviewRef, TenantRef, UserRef, ViewerRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { listAdmins, listApiKeys } from './access.ts'
import { auditEventArgs, listAuditEvents } from './audit-events.ts'
import { findResourceIn } from './resources.ts'

const MAX_NODES = 100

const SetupStateRef = builder.objectRef<{ readonly firstOwnerNeeded: boolean }>('SetupState')
SetupStateRef.implement({
  description: 'How far the instance is set up.',
  fields: (t) => ({
    firstOwnerNeeded: t.exposeBoolean('firstOwnerNeeded', {
      description: 'The instance has no owner yet: createFirstOwner with the code that the server printed.',
    }),
  }),
})

const InvitationRef = builder.objectRef<AdminRow>('Invitation')
InvitationRef.implement({
  description: 'Whom a set-up link is for.',
  fields: (t) => ({
    email: t.exposeString('email'),
    name: t.exposeString('name'),
    expiresAt: t.field({ type: 'Instant', resolve: (row) => row.setup_expires_at ?? row.created_at }),
  }),
})

const TenantFilterInput = builder.inputType('TenantFilter', {
  description: 'Everything given must hold.',
  fields: (t) => ({ search: t.string({ description: 'Part of the slug or the name.' }) }),
})

const MAX_SEARCH = 500

function toSearch(text: string | null | undefined): string | undefined {
  if ((text ?? '').length > MAX_SEARCH)
    throw badInput(`The search is longer than ${MAX_SEARCH} characters.`, 'filter.search')
  return text?.trim().replaceAll('\0', '')
}

/** What the caller may list: all tenants, or those they have a role in. */
const visibleTenants = ({ caller }: ApiContext): readonly string[] | undefined =>
  caller.grants.some((grant) => grant.tenantId === WHOLE_INSTANCE)
    ? undefined
    : caller.grants.map((grant) => grant.tenantId)

/** By slug among the tenants the caller may know. */
async function findTenantBySlug(ctx: ApiContext, slug: string): Promise<TenantRow | undefined> {
  const page = { limit: 1, from: undefined, backwards: false }
  const filter: TenantFilter = { ids: visibleTenants(ctx), slug: slug.replaceAll('\0', '') }
  const [row] = await ctx.operation.store.read(INSTANCE, (db) => listTenantPage(db, filter, page))
  return row
}

async function tenantScope(
  _root: unknown,
  args: { id?: string | null | undefined; slug?: string | null | undefined },
  ctx: ApiContext,
) {
  if (typeof args.slug === 'string') return (await findTenantBySlug(ctx, args.slug))?.id
  return idOf(args.id, 'Tenant')?.id
}

builder.queryFields((t) => ({
  viewer: t.field({
    type: ViewerRef,
    nullable: true,
    description: 'Who the caller is; null when nobody is signed in.',
    access: 'anyone',
    resolve: (_root, _args, { caller }) => (caller.kind === 'anonymous' ? null : caller),
  }),
  setup: t.field({
    type: SetupStateRef,
    description: 'For the first visit.',
    complexity: STRANGER_READ_COST,
    access: 'anyone',
    resolve: async (_root, _args, { operation }) => ({ firstOwnerNeeded: await needsFirstOwner(operation) }),
  }),
  invitation: t.field({
    type: InvitationRef,
    nullable: true,
    description: 'For the page of a set-up link; null when the code is not valid.',
    complexity: STRANGER_READ_COST,
    access: 'anyone',
    args: { code: t.arg.string({ required: true }) },
    resolve: (_root, { code }, { operation }) => findInvitation(operation, code),
  }),
  node: t.field({
    type: NodeRef,
    nullable: true,
    description: 'Anything by its global id; null when it does not exist or the caller may not see it.',
    access: 'signed-in',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, ctx) => findNode(ctx, id),
  }),
  nodes: t.field({
    type: [NodeRef],
    nullable: { list: false, items: true },
    description: `Several at once, in the order of the ids; at most ${MAX_NODES}.`,
    access: 'signed-in',
    args: { ids: t.arg.idList({ required: true }) },
    complexity: ({ ids }) => ({ field: 1, multiplier: Math.max(1, ids.length) }),
    resolve: (_root, { ids }, ctx) => {
      if (ids.length > MAX_NODES) throw badInput(`"ids" takes at most ${MAX_NODES}.`, 'ids')
      return Promise.all(ids.map((id) => findNode(ctx, id)))
    },
  }),
  tenants: t.field({
    type: TenantConnection,
    nullable: true,
    description: 'Tenants the caller has a role in, in order of slug.',
    access: 'signed-in',
    args: { ...pageArgs(), filter: t.arg({ type: TenantFilterInput }) },
    complexity: connectionCost,
    resolve: async (_root, args, ctx) => {
      const page = toPage(args, ['string'])
      const filter: TenantFilter = {
        ids: visibleTenants(ctx),
        search: toSearch(args.filter?.search),
      }
      const { store } = ctx.operation
      const rows = await store.read(INSTANCE, (db) => listTenantPage(db, filter, page))
      return toConnection<TenantRow, TenantRow>(
        page,
        rows,
        (row) => [row.slug],
        toPlainEdge,
        () => store.read(INSTANCE, (db) => countTenants(db, filter)),
      )
    },
  }),
  tenant: t.field({
    type: TenantRef,
    nullable: true,
    description: 'By id or by slug.',
    access: { permission: 'tenant.read', scope: tenantScope },
    args: { id: t.arg.id(), slug: t.arg.string() },
    resolve: (_root, args, ctx) =>
      typeof args.slug === 'string'
        ? findTenantBySlug(ctx, args.slug)
        : ctx.loaders.tenant.load({ tenantId: judgedId(args.id, 'Tenant').id, id: judgedId(args.id, 'Tenant').id }),
  }),
  directory: t.field({
    type: DirectoryRef,
    nullable: true,
    access: { permission: 'directory.read', scope: (_root, { id }) => idOf(id, 'Directory')?.tenantId },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { loaders }) => loaders.directory.load(judgedId(id, 'Directory')),
  }),
  user: t.field({
    type: UserRef,
    nullable: true,
    access: { permission: 'people.read', scope: (_root, { id }) => idOf(id, 'User')?.tenantId },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, ctx) =>
      findResourceIn(ctx, judgedId(id, 'User').tenantId, undefined, 'User', judgedId(id, 'User').id),
  }),
  group: t.field({
    type: GroupRef,
    nullable: true,
    access: { permission: 'people.read', scope: (_root, { id }) => idOf(id, 'Group')?.tenantId },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, ctx) =>
      findResourceIn(ctx, judgedId(id, 'Group').tenantId, undefined, 'Group', judgedId(id, 'Group').id),
  }),
  auditEvents: t.field({
    type: AuditEventConnection,
    nullable: true,
    description: 'Acts on the whole instance (admins, API keys, signing in); those of a tenant are Tenant.auditEvents.',
    access: { permission: 'audit.read', scope: WHOLE_INSTANCE },
    args: auditEventArgs(),
    complexity: connectionCost,
    resolve: (_root, args, ctx) => listAuditEvents(ctx, WHOLE_INSTANCE, args),
  }),
  auditActions: t.stringList({
    description: 'Every action the audit log knows, for filters.',
    access: 'signed-in',
    complexity: 1,
    resolve: () => [...AUDIT_ACTIONS],
  }),
  admins: t.field({
    type: AdminConnection,
    nullable: true,
    description: 'Admins of the whole instance; those of a tenant are Tenant.admins.',
    access: { permission: 'admin.read', scope: WHOLE_INSTANCE },
    args: pageArgs(),
    complexity: connectionCost,
    resolve: (_root, args, ctx) => listAdmins(ctx, WHOLE_INSTANCE, args),
  }),
  apiKeys: t.field({
    type: ApiKeyConnection,
    nullable: true,
    description: 'API keys of the whole instance; those of a tenant are Tenant.apiKeys.',
    access: { permission: 'api-key.read', scope: WHOLE_INSTANCE },
    args: pageArgs(),
    complexity: connectionCost,
    resolve: (_root, args, ctx) => listApiKeys(ctx, WHOLE_INSTANCE, args),
  }),
  previewRolePrefix: t.field({
    type: RolePrefixPreviewRef,
    nullable: true,
    description: 'What another role prefix would do to a directory, before it is set.',
    access: { permission: 'people.read', scope: (_root, { directoryId }) => idOf(directoryId, 'Directory')?.tenantId },
    args: {
      directoryId: t.arg.id({ required: true }),
      prefix: t.arg.string({ required: true, description: 'Empty: no prefix, no roles.' }),
      caseExact: t.arg.boolean({ required: true, defaultValue: false }),
    },
    complexity: PREVIEW_COST,
    resolve: async (_root, { directoryId, prefix, caseExact }, { loaders, operation }) => {
      if (prefix.length > 100) throw badInput('The role prefix is longer than 100 characters.', 'prefix')
      const directory = await loaders.directory.load(judgedId(directoryId, 'Directory'))
      if (directory === undefined) return null
      try {
        return {
          ...(await previewRolePrefix(operation, directory, { prefix, caseExact })),
          tenantId: directory.tenant_id,
        }
      } catch (error) {
        if (error instanceof PolicyTooCostlyError) throw badInput(error.message)
        throw asBusy(error)
      }
    },
  }),
}))
