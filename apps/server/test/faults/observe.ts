import type { AnyJson } from '@rollcall/scim-api/testing'
import { FaultClient } from './client.ts'
import { checkPromises, demand, type Ledger, type Observed, withoutGroups } from './ledger.ts'

const PAGE = 500

/** Reads everything over the wire; what lists, totals and both sides of membership say must agree. */
export async function observe(origin: string, token: string, ledgers: readonly Ledger[] = []): Promise<Observed> {
  const client = new FaultClient(origin, token)
  try {
    const users = await readAll(client, '/Users')
    const groups = await readAll(client, '/Groups')
    const observed = {
      users: new Map(users.map((user) => [user.id as string, withoutGroups(user)])),
      groups: new Map(
        groups.map(({ id, displayName, members = [] }) => [
          id as string,
          { displayName, members: new Set<string>(members.map((member: AnyJson) => member.value)) },
        ]),
      ),
    }
    checkBothSides(users, observed)
    for (const path of ledgers.flatMap(({ deleted }) => deleted.slice(-5))) {
      const { status } = await client.send('GET', path)
      demand(status === 404, 'what was deleted is there', path, status)
    }
    return observed
  } finally {
    client.close()
  }
}

/** The whole list, page by page; the counter, the pages and a counted filter agree. */
async function readAll(client: FaultClient, endpoint: string): Promise<AnyJson[]> {
  const found: AnyJson[] = []
  for (let startIndex = 1; ; startIndex += PAGE) {
    const { status, json } = await client.send('GET', `${endpoint}?startIndex=${startIndex}&count=${PAGE}`)
    demand(status === 200, 'a list cannot be read', endpoint, json)
    found.push(...(json.Resources ?? []))
    if ((json.Resources ?? []).length < PAGE) {
      demand(found.length === json.totalResults, 'the total differs from the list', endpoint, json.totalResults)
      break
    }
  }
  const counted = await client.send('GET', `${endpoint}?filter=id%20pr&count=0`)
  demand(counted.json.totalResults === found.length, 'the total differs from a counted filter', endpoint, counted.json)
  return found
}

function checkBothSides(users: readonly AnyJson[], { groups }: Observed): void {
  const groupsOf = new Map<string, string[]>()
  for (const [groupId, { members }] of groups) {
    for (const id of members) groupsOf.set(id, [...(groupsOf.get(id) ?? []), groupId])
  }
  for (const { id, groups: shown = [] } of users) {
    const ids = shown.map((group: AnyJson) => group.value).sort()
    const expected = (groupsOf.get(id) ?? []).sort()
    demand(JSON.stringify(ids) === JSON.stringify(expected), 'a user and its groups disagree', id, ids, expected)
    groupsOf.delete(id)
  }
  demand(groupsOf.size === 0, 'groups have members that are no users', [...groupsOf])
}

/** Settles what has no answer, then holds the server to all that it promised. Tells how the unanswered ones ended. */
export async function checkServer(
  origin: string,
  token: string,
  ledgers: readonly Ledger[],
  shared: readonly string[],
): Promise<{ readonly whole: number; readonly absent: number }> {
  const observed = await observe(origin, token, ledgers)
  const outcomes = ledgers.map((ledger) => ledger.settle(observed))
  checkPromises(ledgers, shared, observed)
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
  return { whole: count('whole'), absent: count('absent') }
}
