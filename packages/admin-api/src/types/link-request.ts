import { listLinkRequests } from '@rollcall/provisioning'
import type { LinkRequestRow } from '@rollcall/store'
import { toGlobalId } from '../global-id.ts'
import { loadResource } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { DirectoryRef, TenantRef, UserRef } from '../schema/refs.ts'

const LinkRequestStateEnum = builder.enumType('LinkRequestState', {
  values: {
    WAITING: { value: 'waiting' },
    APPROVED: { value: 'approved', description: 'The user is the person it matches.' },
    DECLINED: { value: 'declined', description: 'The user is somebody of its own.' },
  } as const,
})

export const LinkRequestRef = builder.objectRef<LinkRequestRow>('LinkRequest')
LinkRequestRef.implement({
  description: 'A new user that matches a person whom another directory knows.',
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('LinkRequest', row.id, row.tenant_id) }),
    state: t.field({ type: LinkRequestStateEnum, resolve: (row) => row.state }),
    matchedBy: t.string({ description: 'externalId, userName or email.', resolve: (row) => row.matched_by }),
    directory: t.field({
      type: DirectoryRef,
      nullable: true,
      resolve: (row, _args, { loaders }) => loaders.directory.load({ tenantId: row.tenant_id, id: row.directory_id }),
    }),
    user: t.field({
      type: UserRef,
      nullable: true,
      description: 'The new user; null once it is removed.',
      resolve: (row, _args, ctx) => loadResource(ctx, row.tenant_id, row.resource_id),
    }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    decidedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.decided_at }),
    decidedBy: t.string({ nullable: true, resolve: (row) => row.decided_by }),
  }),
})

builder.objectFields(TenantRef, (t) => ({
  linkRequests: t.field({
    type: [LinkRequestRef],
    nullable: true,
    description: 'New users that match a person of another directory: the newest first, 100 at most.',
    args: { waiting: t.arg.boolean({ description: 'Only those that wait for an admin.' }) },
    access: { permission: 'people.read', scope: (tenant) => tenant.id },
    complexity: { field: 5, multiplier: 100 },
    resolve: (tenant, { waiting }, { operation }) =>
      listLinkRequests(operation, tenant.id, { waiting: waiting ?? undefined }),
  }),
}))
