import { countNotices, listNoticePage, type NoticeRow } from '@rollcall/store'
import { toGlobalId } from '../global-id.ts'
import { builder } from '../schema/builder.ts'
import { connectionCost, connectionOf, pageArgs, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'
import { DirectoryRef, NodeRef, NoticeRef, TenantRef } from '../schema/refs.ts'

NoticeRef.implement({
  description: 'Something the admins of a tenant should hear about. It holds no personal values.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Notice', row.id, row.tenant_id) }),
    kind: t.exposeString('kind', { description: '`licence.exhausted`, `role.pending`, …' }),
    subjectType: t.string({
      description: 'What it is about: `licence`, `Group`, …',
      resolve: (row) => row.subject_type,
    }),
    subjectId: t.string({ resolve: (row) => row.subject_id }),
    directory: t.field({
      type: DirectoryRef,
      nullable: true,
      resolve: (row, _args, { loaders }) =>
        row.directory_id === null ? null : loaders.directory.load({ tenantId: row.tenant_id, id: row.directory_id }),
    }),
    detail: t.exposeString('detail', { description: 'For people.' }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    dismissedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When an admin put it aside, or its cause was gone.',
      resolve: (row) => row.dismissed_at,
    }),
  }),
})

const NoticeConnection = connectionOf('Notice', NoticeRef)

builder.objectField(TenantRef, 'notices', (t) =>
  t.field({
    type: NoticeConnection,
    nullable: true,
    description: 'What admins should hear about, the newest first.',
    args: {
      ...pageArgs(),
      open: t.arg.boolean({ defaultValue: true, description: 'false: those that are dismissed; null: all.' }),
      kind: t.arg.string(),
    },
    access: { permission: 'policy.read', scope: (tenant) => tenant.id },
    complexity: connectionCost,
    resolve: async ({ id: tenantId }, { open, kind, ...args }, { operation: { store } }) => {
      const page = toPage(args, ['string'])
      const filter = { open: open ?? undefined, kind: kind ?? undefined }
      return toConnection<NoticeRow, NoticeRow>(
        page,
        await store.read(tenantId, (db) => listNoticePage(db, tenantId, filter, page)),
        (row) => [row.id],
        toPlainEdge,
        () => store.read(tenantId, (db) => countNotices(db, tenantId, filter)),
      )
    },
  }),
)
