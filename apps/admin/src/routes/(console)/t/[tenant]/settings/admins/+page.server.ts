import { inviteAdmin } from '#lib/server/access-actions.ts'
import { disableAdmin, enableAdmin, loadEndingAdmin, removeAdmin, unlockAdmin } from '#lib/server/admin-actions.ts'
import { AdminRows } from '#lib/server/graphql/access.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const TenantAdmins = graphql(
  `
    query TenantAdmins($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) { admins(first: $first, after: $after, last: $last, before: $before) { ...AdminRows } }
    }
  `,
  [AdminRows],
)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, TenantAdmins, { tenant: event.params.tenant, ...pageOf(event.url) })
  return { admins: tenant?.admins ?? null, ending: await loadEndingAdmin(event), idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = {
  invite: inviteAdmin,
  disable: disableAdmin,
  enable: enableAdmin,
  remove: removeAdmin,
  unlock: unlockAdmin,
}
