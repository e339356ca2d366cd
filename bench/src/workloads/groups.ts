import { type ScimClient, WrongAnswerError } from '../load/scim-client.ts'
import type { Population } from '../population/plan.ts'
import { addMembersPatch, removeMembersPatch } from '../population/users.ts'
import { showsMembers } from '../servers/running-server.ts'
import type { Workload } from './workload.ts'

/** Each connection adds its own `k` users to the group and removes them again, so that the group keeps its size. */
export const patchGroup = (size: number, k: number, turns: number): Workload => ({
  ...{ id: `group-${size}-by-${k}`, title: `PATCH group of ${size} by ${k}`, turns },
  async prepare({ population, server }) {
    const path = pathOf(population, size)
    const outside = population.userIds.slice(size)
    const added: boolean[] = []
    const idsOf = (connection: number) => outside.slice(connection * k, (connection + 1) * k)
    const change = async (patching: ScimClient, connection: number, add: boolean) => {
      const ids = idsOf(connection)
      if (ids.length < k) throw new Error('too few users outside the group')
      await patching.send('PATCH', path, add ? addMembersPatch(ids) : removeMembersPatch(ids), { status: [200, 204] })
      added[connection] = add
    }
    return {
      turn: (patching, _n, connection) => change(patching, connection, added[connection] !== true),
      async verify(reading) {
        const inside = added.flatMap((is, connection) => (is ? [connection] : []))
        if (showsMembers(server.name)) await checkMembers(reading, path, size + inside.length * k)
        for (const connection of inside) await change(reading, connection, false)
        if (showsMembers(server.name)) await checkMembers(reading, path, size)
      },
    }
  },
})

/** With all its members, or by `excludedAttributes=members` without. */
export const getGroup = (size: number, what: 'whole' | 'without members', turns: number): Workload => ({
  id: `get-${what === 'whole' ? 'whole' : 'bare'}-${size}`,
  title: `GET group of ${size}, ${what}`,
  turns,
  // Sixteen streams of one directory are the product's bound.
  ...(what === 'whole' && { connections: 8 }),
  // Polis shows no members at all.
  servers: ['rollcall', 'limit', 'scimmy'],
  async prepare({ population }) {
    const query = what === 'whole' ? '' : '?excludedAttributes=members'
    const path = `${pathOf(population, size)}${query}`
    // Of whole groups the last member is looked for, since the answers must not cost the generator a parse each.
    const last = what === 'whole' ? lastMember(population, size) : undefined
    return {
      async turn(client) {
        const body = await client.get(path, { status: 200, holds: last ?? '"displayName"' })
        if (what === 'without members' && body.includes('"members":[{')) {
          throw new WrongAnswerError(`${path} answered with members`)
        }
      },
    }
  },
})

const lastMember = ({ userIds }: Population, size: number) => `"value":"${userIds[size - 1]}"`

function pathOf(population: Population, size: number): string {
  const group = population.groups.find(({ members }) => members === size)
  if (group === undefined) throw new Error(`the population has no group of ${size}`)
  return `/Groups/${group.id}`
}

export async function checkMembers(
  client: { get: (path: string, expected: { status: number }) => Promise<string> },
  path: string,
  expected: number,
): Promise<void> {
  const group = JSON.parse(await client.get(path, { status: 200 })) as { members?: unknown[] }
  const found = group.members?.length ?? 0
  if (found !== expected) throw new WrongAnswerError(`${path} has ${found} members, not ${expected}`)
}
