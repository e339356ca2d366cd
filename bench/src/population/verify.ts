import { ScimClient } from '../load/scim-client.ts'
import { showsMembers, showsTotals } from '../servers/running-server.ts'
import { checkMembers } from '../workloads/groups.ts'
import { samples } from '../workloads/users.ts'
import type { Subject } from '../workloads/workload.ts'
import { LOADED } from './plan.ts'
import { userBody, userNameOf } from './users.ts'

/** Asks the server for what was loaded by SQL; and on Rollcall a PUT of the same user must change nothing, so it would have stored it alike. */
export async function verifyPopulation({ server, population }: Subject): Promise<void> {
  const client = await ScimClient.open(server.target)
  try {
    const { userIds, groups } = population
    if (showsTotals(server.name)) {
      await client.get('/Users?count=1', { status: 200, holds: `"totalResults":${userIds.length}` })
    }
    for (const n of samples(userIds.length)) {
      await client.get(`/Users/${userIds[n]}`, { status: 200, holds: `"userName":"${userNameOf(LOADED, n)}"` })
      if (server.name !== 'rollcall') continue
      const body = JSON.stringify(userBody(LOADED, n))
      await client.send('PUT', `/Users/${userIds[n]}`, body, { status: 200, holds: '"version":"W/\\"1\\""' })
    }
    if (!showsMembers(server.name) || server.name === 'bare') return
    for (const { id, members } of groups) await checkMembers(client, `/Groups/${id}`, members)
  } finally {
    client.close()
  }
}
