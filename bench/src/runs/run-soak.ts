import { runLoad } from '../load/run-load.ts'
import type { ScimClient } from '../load/scim-client.ts'
import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { LOADED } from '../population/plan.ts'
import { withSubjects } from '../population/subjects.ts'
import { activePatch, addMembersPatch, removeMembersPatch, userBody, userNameOf } from '../population/users.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import type { Subject } from '../workloads/workload.ts'
import type { SoakResult } from './results.ts'

const GROUP_SIZE = 1_000
/** Resident memory is read this often, and as many readings are kept. */
const READINGS = 60
const SHOWN = 12

/** A mix of all work for some minutes: memory must not grow. */
export function runSoak(database: DatabaseKind, options: Options, tell: Tell): Promise<SoakResult> {
  const { users, connections, soakMinutes } = options
  const plan = { users: Math.max(users, GROUP_SIZE + 2 * connections), groups: [GROUP_SIZE] }
  return withSubjects(database, plan, ['rollcall'], async ([subject]) => {
    if (subject === undefined) throw new Error('there is no server')
    tell(`soak of ${soakMinutes} minutes`)
    const ms = soakMinutes * 60_000
    const readings: number[] = []
    const timer = setInterval(() => readings.push(subject.server.residentBytes()), ms / READINGS)
    const bounds = { connections, turns: Number.POSITIVE_INFINITY, maxMs: ms }
    const { requests } = await runLoad(subject.server.target, bounds, mixOf(subject)).finally(() =>
      clearInterval(timer),
    )
    const third = Math.floor(readings.length / 3)
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
    const every = Math.max(1, Math.floor(readings.length / SHOWN))
    return {
      ...{ users: plan.users, minutes: soakMinutes, requests },
      residentBytes: readings.filter((_, at) => at % every === every - 1),
      growth: Number((mean(readings.slice(-third)) / mean(readings.slice(-2 * third, -third))).toPrecision(4)),
    }
  })
}

/** Twenty turns: 8 look-ups, 5 reads, 3 PATCHes of a user, a PUT, a create, a page, a change of members. */
function mixOf({ population, nextLabel }: Subject) {
  const label = nextLabel()
  const { userIds, groups } = population
  const inside: boolean[] = []
  return async (client: ScimClient, n: number, connection: number): Promise<void> => {
    const index = (n * 7_919) % userIds.length
    const path = `/Users/${userIds[index]}`
    const userName = userNameOf(LOADED, index)
    const step = n % 20
    if (step < 8) {
      const filter = encodeURIComponent(`userName eq "${userName}"`)
      await client.get(`/Users?filter=${filter}`, { status: 200, holds: userName })
    } else if (step < 13) {
      await client.get(path, { status: 200, holds: userName })
    } else if (step < 16) {
      const active = Math.floor(n / 20) % 2 === 0
      await client.send('PATCH', path, activePatch(active), { status: 200, holds: `"active":${active}` })
    } else if (step === 16) {
      const body = JSON.stringify({ ...userBody(LOADED, index), title: `Title ${n}` })
      await client.send('PUT', path, body, { status: 200, holds: `"title":"Title ${n}"` })
    } else if (step === 17) {
      await client.send('POST', '/Users', JSON.stringify(userBody(label, n)), { status: 201, holds: '"id"' })
    } else if (step === 18) {
      await client.get('/Users?startIndex=1&count=200', { status: 200, holds: '"Resources"' })
    } else {
      const member = [userIds[GROUP_SIZE + connection] ?? '']
      const patch = inside[connection] === true ? removeMembersPatch(member) : addMembersPatch(member)
      await client.send('PATCH', `/Groups/${groups[0]?.id}`, patch, { status: [200, 204] })
      inside[connection] = inside[connection] !== true
    }
  }
}
