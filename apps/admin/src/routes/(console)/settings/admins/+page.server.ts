import { inviteAdmin } from '#lib/server/access-actions.ts'
import { disableAdmin, enableAdmin, loadEndingAdmin, removeAdmin, unlockAdmin } from '#lib/server/admin-actions.ts'
import { AdminRows } from '#lib/server/graphql/access.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const InstanceAdmins = graphql(
  `
    query InstanceAdmins($first: Int, $after: String, $last: Int, $before: String) {
      admins(first: $first, after: $after, last: $last, before: $before) { ...AdminRows }
    }
  `,
  [AdminRows],
)

export const load: PageServerLoad = async (event) => {
  const { admins } = await request(event, InstanceAdmins, pageOf(event.url))
  return { admins, ending: await loadEndingAdmin(event), idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = {
  invite: inviteAdmin,
  disable: disableAdmin,
  enable: enableAdmin,
  remove: removeAdmin,
  unlock: unlockAdmin,
}
