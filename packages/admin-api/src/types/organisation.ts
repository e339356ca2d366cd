import { toGlobalId } from '../global-id.ts'
import { loadTenant } from '../load-row.ts'
import { NodeRef, OrganisationRef, TenantRef } from '../schema/refs.ts'

OrganisationRef.implement({
  description: 'A part of a tenant that people are placed in.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Organisation', row.id, row.tenant_id) }),
    tenant: t.field({ type: TenantRef, resolve: (row, _args, ctx) => loadTenant(ctx, row.tenant_id) }),
    name: t.exposeString('name'),
    version: t.exposeInt('version'),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    updatedAt: t.field({ type: 'Instant', resolve: (row) => row.updated_at }),
  }),
})
