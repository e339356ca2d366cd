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
async function again(count: (what: string) => void, work: () => Promise<{ readonly status: number }>): Promise<void> {
  for (;;) {
    const { status } = await work().catch(() => ({ status: 0 }))
    count(String(status))
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
    // As much as one level may ask for, many times at once.
    const plain = '{ tenant(slug: "loud") { users(first: 200) { nodes { id userName displayName } } } }'
    const hide = () =>
      again(count, () => post(work, '/graphql', work.auditorKey, { query: hidden, operationName: 'B' }))
    const ask = () => again(count, () => post(work, '/graphql', work.auditorKey, { query: plain }))
    await Promise.all([hide(), hide(), ask(), ask(), ask(), ask()])
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
  /** A group of 50,000 members, replaced over and over. */
  async members(work, count) {
    const members = (seed: number) =>
      Array.from({ length: 50_000 }, (_, n) => ({
        value: `00000000-0000-4000-8000-${String(n + seed).padStart(12, '0')}`,
      }))
    const made = await scim(work, '/Groups', { schemas: [GROUP], displayName: `big ${unique()}` })
    const { id } = JSON.parse(made.body) as { id: string }
    let seed = 0
    await again(count, () => {
      seed = seed === 0 ? 25_000 : 0
      return scim(work, `/Groups/${id}`, { schemas: [GROUP], displayName: 'big', members: members(seed) }, 'PUT')
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
