import type { ScimClient } from '../load/scim-client.ts'
import { addMembersPatch, GROUP_SCHEMA, userBody, userNameOf } from '../population/users.ts'
import { type ServerName, showsMembers, showsTotals } from '../servers/running-server.ts'
import { checkMembers } from './groups.ts'

export interface SyncPlan {
  readonly users: number
  readonly groups: number
  readonly membersPerGroup: number
}

const LABEL = 'sync'
const idIn = (body: string): string => (JSON.parse(body) as { id: string }).id

/** A provider's first sync into an empty directory: look-up and create per user, then each group and its members. */
export function firstSync(plan: SyncPlan, server: ServerName) {
  const userIds: string[] = []
  const groupIds: string[] = []
  const membersOf = (n: number) =>
    Array.from(
      { length: plan.membersPerGroup },
      (_, i) => userIds[(n * plan.membersPerGroup + i) % plan.users] as string,
    )
  return {
    async user(client: ScimClient, n: number): Promise<void> {
      const userName = userNameOf(LABEL, n)
      const filter = encodeURIComponent(`userName eq "${userName}"`)
      await client.get(`/Users?filter=${filter}`, { status: 200, holds: '"totalResults":0' })
      const expected = { status: 201, holds: `"userName":"${userName}"` }
      userIds[n] = idIn(await client.send('POST', '/Users', JSON.stringify(userBody(LABEL, n)), expected))
    },
    async group(client: ScimClient, n: number): Promise<void> {
      const body = JSON.stringify({ schemas: [GROUP_SCHEMA], displayName: `Synced group ${n}` })
      groupIds[n] = idIn(await client.send('POST', '/Groups', body, { status: 201, holds: '"displayName"' }))
      await client.send('PATCH', `/Groups/${groupIds[n]}`, addMembersPatch(membersOf(n)), { status: [200, 204] })
    },
    async verify(client: ScimClient): Promise<void> {
      if (showsTotals(server)) {
        await client.get('/Users?count=1', { status: 200, holds: `"totalResults":${plan.users}` })
      }
      if (!showsMembers(server)) return
      for (const id of groupIds) await checkMembers(client, `/Groups/${id}`, plan.membersPerGroup)
    },
  }
}
