import { WrongAnswerError } from '../load/scim-client.ts'
import { addMembersPatch, removeMembersPatch } from '../population/users.ts'
import type { Workload } from './workload.ts'

/** Each connection adds its own `k` users to the group and removes them again, so that the group keeps its size. */
export const patchGroup = (size: number, k: number, turns: number): Workload => ({
  ...{ id: `group-${size}-by-${k}`, title: `PATCH group of ${size} by ${k}`, turns },
  async prepare({ population }, client) {
    const group = population.groups.find(({ members }) => members === size)
    if (group === undefined) throw new Error(`the population has no group of ${size}`)
    const path = `/Groups/${group.id}`
    const outside = population.userIds.slice(size)
    const added: boolean[] = []
    const idsOf = (connection: number) => outside.slice(connection * k, (connection + 1) * k)
    const change = async (patching: typeof client, connection: number, add: boolean) => {
      const ids = idsOf(connection)
      if (ids.length < k) throw new Error('too few users outside the group')
      await patching.send('PATCH', path, add ? addMembersPatch(ids) : removeMembersPatch(ids), { status: [200, 204] })
      added[connection] = add
    }
    return {
      turn: (patching, _n, connection) => change(patching, connection, added[connection] !== true),
      async verify(reading) {
        const inside = added.flatMap((is, connection) => (is ? [connection] : []))
        await checkMembers(reading, path, size + inside.length * k)
        for (const connection of inside) await change(reading, connection, false)
        await checkMembers(reading, path, size)
      },
    }
  },
})

export async function checkMembers(
  client: { get: (path: string, expected: { status: number }) => Promise<string> },
  path: string,
  expected: number,
): Promise<void> {
  const group = JSON.parse(await client.get(path, { status: 200 })) as { members?: unknown[] }
  const found = group.members?.length ?? 0
  if (found !== expected) throw new WrongAnswerError(`${path} has ${found} members, not ${expected}`)
}
