import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** Where an attack goes, and with what. */
export interface AttackWork {
  readonly attack: AttackName
  readonly port: number
  /** SCIM tokens of three directories of the loud tenant. */
  readonly tokens: readonly string[]
  readonly tenantId: string
  /** API keys of the loud tenant. */
  readonly managerKey: string
  readonly auditorKey: string
}

type Attack = (work: AttackWork, count: (what: string) => void) => Promise<void>

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

async function post(work: AttackWork, path: string, token: string, body: unknown, method = 'POST') {
  const answer = await fetch(`http://127.0.0.1:${work.port}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.text() }
}

const scim = (work: AttackWork, path: string, body: unknown, method = 'POST') =>
  post(work, `/scim/v2${path}`, work.tokens[0] ?? '', body, method)

/** Lets go of the processor for a moment, as a client over a network does. */
async function again(
  count: (what: string) => void,
  work: () => Promise<{ readonly status: number; readonly body: string }>,
): Promise<void> {
  for (;;) {
    const { status, body } = await work().catch(() => ({ status: 0, body: '' }))
    // GraphQL refuses with 200, and a refusal costs little: it must be seen as one.
    const refusal =
      /"errors":\[.*?"code":"(\w+)"/s.exec(body)?.[1] ?? (body.includes('"userErrors":[{') ? 'userErrors' : '')
    count(refusal === '' ? String(status) : `${status} ${refusal}`)
    await setTimeout(status === 429 || status === 0 ? 50 : 1)
  }
}

/** The most stars that a glob may have, over names that nearly match. */
const glob = (n: number) => `*${'a*'.repeat(8)}b${n}`
const hostilePolicy = (rules: number) => ({
  roles: {
    rules: Array.from({ length: rules }, (_, n) => ({
      id: `g${n}`,
      when: { group: { glob: glob(n) }, filter: `displayName co "${'a'.repeat(60)}${n}"` },
      role: `R${n}`,
    })),
  },
})

let serial = 0
const unique = () => {
  serial += 1
  return `${Date.now().toString(36)}-${serial}`
}

const patchOf = (op: 'add' | 'remove', value: unknown) => ({
  schemas: [PATCH],
  Operations: [{ op, path: 'members', value }],
})

/** Ids of the users of the loud tenant's first directory. */
async function userIds(work: AttackWork): Promise<readonly string[]> {
  const ids: string[] = []
  for (;;) {
    const answer = await fetch(
      `http://127.0.0.1:${work.port}/scim/v2/Users?attributes=id&count=200&startIndex=${ids.length + 1}`,
      { headers: { Authorization: `Bearer ${work.tokens[0]}` } },
    )
    const { Resources = [] } = (await answer.json()) as { readonly Resources?: readonly { readonly id: string }[] }
    if (Resources.length === 0) return ids
    ids.push(...Resources.map((user) => user.id))
  }
}

const attacks = {
  async policy(work, count) {
    const APPLY = 'mutation($input: ApplyPolicyInput!) { applyPolicy(input: $input) { userErrors { message } } }'
    const applying = again(count, () =>
      post(work, '/graphql', work.managerKey, {
        query: APPLY,
        variables: { input: { tenantId: work.tenantId, document: hostilePolicy(100 + (serial % 400)) } },
      }),
    )
    const pushing = again(count, () =>
      scim(work, '/Groups', { schemas: [GROUP], displayName: `${'a'.repeat(200)}${unique()}` }),
    )
    await Promise.all([applying, pushing])
  },
  async preview(work, count) {
    const PREVIEW =
      'query($tenantId: ID!, $document: JSON!) { previewPolicy(tenantId: $tenantId, document: $document) { __typename } }'
    const variables = { tenantId: work.tenantId, document: hostilePolicy(400) }
    const one = () => again(count, () => post(work, '/graphql', work.auditorKey, { query: PREVIEW, variables }))
    await Promise.all([one(), one(), one(), one()])
  },
  async query(work, count) {
    const nested = (levels: number): string =>
      levels === 0 ? '{ userName }' : `{ userName tenant { users(first: 200) { nodes ${nested(levels - 1)} } } }`
    const hidden = `query A { viewer { __typename } } query B { tenant(slug: "loud") { users(first: 200) { nodes ${nested(2)} } } }`
    // Just under the 50,000 points that one request may cost: everybody's groups and roles.
    const heavy =
      '{ tenant(slug: "loud") { users(first: 200) { nodes { userName roles { name membership effective } groups(first: 80) { nodes { id displayName } } } } } }'
    const people = (await userIds(work)).slice(0, 200).map((value) => ({ value }))
    for (let n = 0; n < 80; n += 1) {
      await scim(work, '/Groups', { schemas: [GROUP], displayName: `of all ${unique()}`, members: people })
    }
    // As much as one level may ask for, many times at once.
    const plain = '{ tenant(slug: "loud") { users(first: 200) { nodes { id userName displayName } } } }'
    const hide = () =>
      again(count, () => post(work, '/graphql', work.auditorKey, { query: hidden, operationName: 'B' }))
    const ask = () => again(count, () => post(work, '/graphql', work.auditorKey, { query: plain }))
    const pull = () => again(count, () => post(work, '/graphql', work.auditorKey, { query: heavy }))
    await Promise.all([hide(), ask(), ask(), pull(), pull()])
  },
  async bulk(work, count) {
    const send = () => {
      const Operations = Array.from({ length: 1_000 }, (_, n) => ({
        ...{ method: 'POST', path: '/Users', bulkId: `b${n}` },
        data: { schemas: [USER], userName: `bulk-${unique()}@loud.example`, active: true },
      }))
      return scim(work, '/Bulk', { schemas: [BULK], Operations })
    }
    await again(count, send)
  },
  /** 400 connections of each directory, each with a few bytes of its body and then one every five seconds. */
  async bodies(work, count) {
    const sockets: Socket[] = []
    for (const [index, token] of work.tokens.entries()) {
      for (let n = 0; n < 400; n += 1) {
        const socket = connect({ host: '127.0.0.1', port: work.port })
        socket.on('error', () => count('closed'))
        socket.on('data', (bytes) => count(bytes.toString('latin1', 9, 12)))
        socket.write(
          `POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/scim+json\r\nContent-Length: 1000\r\n\r\n{"s`,
        )
        sockets.push(socket)
        if (n % 50 === 49) await setTimeout(10 + index)
      }
    }
    count('open')
    for (;;) {
      await setTimeout(5_000)
      for (const socket of sockets) if (!socket.destroyed) socket.write('x')
    }
  },
  /**
   * A group of 50,000 members, replaced over and over by two lists that share half: values that name nobody, but for real users at either end, who come and
   * go with every request. Between two of them the same many are added and removed by PATCH.
   */
  async members(work, count) {
    const people = await userIds(work)
    const half = Math.floor(people.length / 2)
    const members = (seed: number) => [
      ...(seed === 0 ? people.slice(0, half) : people.slice(half)).map((value) => ({ value })),
      ...Array.from({ length: 50_000 }, (_, n) => ({
        value: `00000000-0000-4000-8000-${String(n + seed).padStart(12, '0')}`,
      })),
    ]
    const made = await scim(work, '/Groups', { schemas: [GROUP], displayName: `big ${unique()}` })
    const { id } = JSON.parse(made.body) as { id: string }
    const path = `/Groups/${id}`
    const steps = [
      () => scim(work, path, { schemas: [GROUP], displayName: 'big', members: members(0) }, 'PUT'),
      () => scim(work, path, patchOf('add', members(25_000)), 'PATCH'),
      () => scim(work, path, { schemas: [GROUP], displayName: 'big', members: members(25_000) }, 'PUT'),
      () => scim(work, path, patchOf('remove', members(25_000)), 'PATCH'),
    ]
    let turn = 0
    await again(count, () => {
      turn += 1
      return (steps[turn % steps.length] as (typeof steps)[number])()
    })
  },
} as const satisfies Record<string, Attack>

export type AttackName = keyof typeof attacks
export const ATTACKS = Object.keys(attacks) as readonly AttackName[]

if (parentPort !== null) {
  const port = parentPort
  const counts: Record<string, number> = {}
  const work = workerData as AttackWork
  port.on('message', () => port.postMessage(counts))
  attacks[work.attack](work, (what) => {
    counts[what] = (counts[what] ?? 0) + 1
  }).catch((error: Error) => port.postMessage({ failed: error.message }))
}
