import { deriveUserRoles, localPathsOf, resourceTypesOf, type UserRole } from '@rollcall/provisioning'
import type { ResourceDocument } from '@rollcall/scim-core'
import type { DirectoryRow, ResourceRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { loadDirectory, loadTenant } from '../load-row.ts'
import { documentOf, loadResources } from '../queries/resources.ts'
import { connectionCost, pageArgs, sliceOf, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'
import { MemberConnection, UserGroupConnection, type UserGroupEdge } from '../schema/connections.ts'
import {
  AttributeRoleRef,
  CustomResourceRef,
  DirectoryRef,
  GroupRef,
  NodeRef,
  ResourceRef,
  resourceNodeType,
  TenantRef,
  UserRef,
  UserRoleRef,
} from '../schema/refs.ts'

const keyOf = (row: ResourceRow) => ({ tenantId: row.tenant_id, id: row.id })
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const endpointOf = (directory: DirectoryRow, name: string) =>
  resourceTypesOf(directory).types.find((type) => type.name === name)?.endpoint ?? `/${name}s`

ResourceRef.implement({
  description: 'A SCIM resource of a directory (RFC 7643 section 3).',
  interfaces: [NodeRef],
  resolveType: resourceNodeType,
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId(resourceNodeType(row), row.id, row.tenant_id) }),
    scimId: t.string({ description: 'The id the identity provider knows.', resolve: (row) => row.id }),
    tenant: t.field({ type: TenantRef, resolve: (row, _args, ctx) => loadTenant(ctx, row.tenant_id) }),
    directory: t.field({
      type: DirectoryRef,
      resolve: (row, _args, ctx) => loadDirectory(ctx, row.tenant_id, row.directory_id),
    }),
    displayName: t.string({
      description: 'The name to show; of a user without one, the next best.',
      resolve: (row) => row.display_name,
    }),
    externalId: t.string({ nullable: true, resolve: (row) => text(documentOf(row).externalId) }),
    version: t.exposeInt('version'),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    updatedAt: t.field({ type: 'Instant', resolve: (row) => row.updated_at }),
    document: t.field({
      type: 'JSON',
      description: 'The resource as SCIM answers it, without members and groups, which are connections here.',
      complexity: 5,
      resolve: async (row, _args, ctx) => {
        const directory = await loadDirectory(ctx, row.tenant_id, row.directory_id)
        const tenant = await loadTenant(ctx, row.tenant_id)
        const location = `${ctx.publicUrl}/${tenant.slug}/${directory.slug}/scim/v2${endpointOf(directory, row.type)}/${row.id}`
        const { created_at: created, updated_at: lastModified } = row
        return {
          ...documentOf(row),
          meta: { resourceType: row.type, created, lastModified, location, version: `W/"${row.version}"` },
        }
      },
    }),
  }),
})

UserRef.implement({
  description: 'A SCIM User: owned by the identity provider of its directory.',
  interfaces: [NodeRef, ResourceRef],
  fields: (t) => ({
    userName: t.string({ resolve: (row) => text(documentOf(row).userName) ?? '' }),
    active: t.boolean({ resolve: (row) => row.active === 1 }),
    email: t.string({ nullable: true, description: 'The primary e-mail address, else the first.', resolve: emailOf }),
    groups: t.field({
      type: UserGroupConnection,
      nullable: true,
      description: 'Groups that hold the user, directly or through other groups; the nearest first.',
      args: pageArgs(),
      complexity: connectionCost,
      resolve: async (row, args, ctx) => {
        const loaded = (await ctx.loaders.groupsOf.load(keyOf(row))) ?? []
        await ctx.work.goThrough(loaded.length)
        const memberships = loaded.toSorted((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))
        const { page, rows } = sliceOf(args, memberships, ({ id }) => id)
        const ids = rows.map(({ id }) => id)
        const groups = new Map((await loadResources(ctx, row.tenant_id, ids)).map((group) => [group.id, group]))
        // The users of a page share a load, and would all go on in the turn in which it ends. An edge with its cursor costs half of a field.
        await ctx.work.goThrough(rows.length * 4)
        const present = rows.flatMap(({ id, depth }) => {
          const group = groups.get(id)
          return group === undefined ? [] : [{ group, depth }]
        })
        return toConnection<(typeof present)[number], ResourceRow, UserGroupEdge>(
          page,
          present,
          ({ group }) => [group.id],
          ({ group, depth }, cursor) => ({ node: group, cursor, depth }),
          () => memberships.length,
        )
      },
    }),
    managed: t.boolean({
      description: 'Whether the identity provider owns the attributes, but those in localAttributes.',
      resolve: (row) => row.removed_at === null,
    }),
    localAttributes: t.stringList({
      description: 'Paths that admins edit here (updateUser): what the identity provider sends for them is left aside.',
      resolve: async (row, _args, ctx) => [...localPathsOf(await loadDirectory(ctx, row.tenant_id, row.directory_id))],
    }),
    roles: t.field({
      type: [UserRoleRef],
      nullable: true,
      description:
        "Roles that groups grant by the role prefix of the directory or a rule of the policy, in the policy's order of precedence.",
      complexity: { field: 2, multiplier: 5 },
      resolve: async (row, _args, ctx) =>
        (await rolesOf(row, ctx)).filter((role) => role.grants.length > 0).map((role) => ({ ...role, user: row })),
    }),
    attributeRoles: t.field({
      type: [AttributeRoleRef],
      nullable: true,
      description: "Roles that rules of the policy give by the user's attributes, whatever the groups.",
      complexity: { field: 2, multiplier: 5 },
      resolve: async (row, _args, ctx) =>
        (await rolesOf(row, ctx)).flatMap(({ name, attributes }) =>
          attributes.map((attribute) => ({ name, ...attribute, user: row })),
        ),
    }),
  }),
})

async function rolesOf(row: ResourceRow, ctx: ApiContext): Promise<readonly UserRole[]> {
  const { loaders } = ctx
  const directory = await loadDirectory(ctx, row.tenant_id, row.directory_id)
  const type = resourceTypesOf(directory).types.find((each) => each.name === row.type)
  if (type === undefined || (await loaders.waitsForLink.load(keyOf(row))) === true) return []
  const groups = (await loaders.groupsOf.load(keyOf(row))) ?? []
  await ctx.work.goThrough(groups.length)
  const bound = await Promise.all(groups.map(({ id }) => loaders.groupRoles.load({ tenantId: row.tenant_id, id })))
  const holder = { directory, type, document: documentOf(row) as ResourceDocument }
  return deriveUserRoles(
    holder,
    groups,
    bound.flatMap((rows) => rows ?? []),
  )
}

function emailOf(row: ResourceRow): string | null {
  const { emails } = documentOf(row)
  const list = Array.isArray(emails) ? (emails as readonly { value?: unknown; primary?: unknown }[]) : []
  return text((list.find((email) => email.primary === true) ?? list[0])?.value)
}

GroupRef.implement({
  description: 'A SCIM Group: the mirror of a group that the identity provider pushes.',
  interfaces: [NodeRef, ResourceRef],
  fields: (t) => ({
    memberCount: t.int({
      nullable: true,
      description: 'Direct members.',
      complexity: 2,
      resolve: async (row, _args, ctx) => (await ctx.loaders.memberCount.load(keyOf(row))) ?? 0,
    }),
    members: t.field({
      type: MemberConnection,
      nullable: true,
      description: 'Direct members: users and groups.',
      args: pageArgs(),
      complexity: connectionCost,
      resolve: async (row, args, ctx) => {
        const page = toPage(args, ['string'])
        const ids = (await ctx.loaders.memberPage.load({ ...keyOf(row), page })) ?? []
        const members = new Map((await loadResources(ctx, row.tenant_id, ids)).map((member) => [member.id, member]))
        const rows = ids.flatMap((id) => members.get(id) ?? [])
        return toConnection<ResourceRow, ResourceRow>(
          page,
          rows,
          (member) => [member.id],
          toPlainEdge,
          async () => (await ctx.loaders.memberCount.load(keyOf(row))) ?? 0,
        )
      },
    }),
  }),
})

CustomResourceRef.implement({
  description: 'A resource of a type that the directory defines.',
  interfaces: [NodeRef, ResourceRef],
  fields: (t) => ({ type: t.string({ description: 'The name of its resource type.', resolve: (row) => row.type }) }),
})
