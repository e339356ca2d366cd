import { describeAnswer, isText } from '../answers.ts'
import { expectList, expectStatus } from '../checks.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toExcerpt, toObject } from '../json.ts'
import { type Person, toProbe, toProbeGroupName } from '../population.ts'
import { type Step, StepStopped } from '../step.ts'
import { GROUP_SCHEMA, PATCH_SCHEMA, USER_SCHEMA } from '../urns.ts'
import { memberIds } from '../values.ts'
import type { Account, Run } from './run.ts'

export type Endpoint = 'Users' | 'Groups'

interface Read {
  readonly exchange: Exchange
  readonly resource: JsonObject
}

export function toUserBody(person: Person): JsonObject {
  return {
    schemas: [USER_SCHEMA],
    userName: person.userName,
    externalId: person.externalId,
    name: { givenName: person.givenName, familyName: person.familyName },
    displayName: person.displayName,
    emails: [{ value: person.email, type: 'work', primary: true }],
    active: true,
  }
}

export function toGroupBody(displayName: string, members: readonly unknown[]): JsonObject {
  return { schemas: [GROUP_SCHEMA], displayName, members }
}

export async function find(
  step: Step,
  endpoint: Endpoint,
  filter: string,
  consequence: string,
  parameters = '',
): Promise<{ exchange: Exchange; resources: JsonObject[] }> {
  const exchange = await step.get(`/${endpoint}?filter=${encodeURIComponent(filter)}${parameters}`)
  const resources = expectList(step, exchange, { what: `a ListResponse for ${filter}`, consequence })
  if (!resources) throw new StepStopped('the query failed')
  return { exchange, resources }
}

export async function read(step: Step, endpoint: Endpoint, id: string): Promise<Read> {
  const exchange = await step.get(`/${endpoint}/${encodeURIComponent(id)}`)
  const want = { what: 'the resource with this id', consequence: 'The provider takes it for deleted.' }
  if (!expectStatus(step, exchange, [200], want)) throw new StepStopped(`GET /${endpoint}/${id} failed`)
  return { exchange, resource: toObject(exchange.json) }
}

/** Sends a change; 200 with the resource and 204 are both good. */
export async function change(
  step: Step,
  method: 'PUT' | 'PATCH',
  path: string,
  body: JsonObject,
  consequence: string,
): Promise<Exchange> {
  const exchange = await step.send({ method, path, body })
  if (!expectStatus(step, exchange, [200, 204], { what: 'accepted', consequence })) {
    throw new StepStopped(`${method} ${path} failed`)
  }
  return exchange
}

export function toPatch(...operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_SCHEMA], Operations: operations }
}

export async function remove(step: Step, run: Run, endpoint: Endpoint, id: string): Promise<void> {
  const exchange = await step.send({ method: 'DELETE', path: `/${endpoint}/${encodeURIComponent(id)}` })
  const ok = step.check(exchange.status === 204, exchange, {
    expected: '204 without a body',
    received: describeAnswer(exchange),
    consequence: 'What was taken away in the provider stays in the application.',
  })
  if (ok) (endpoint === 'Users' ? run.leftUsers : run.leftGroups).delete(id)
}

export async function create(step: Step, run: Run, endpoint: Endpoint, body: JsonObject): Promise<Read> {
  const exchange = await step.send({ method: 'POST', path: `/${endpoint}`, body })
  const want = { what: 'the resource, with its id', consequence: 'It is never provisioned.' }
  const ok = expectStatus(step, exchange, [201], want)
  const resource = toObject(exchange.json)
  if (!ok || !isText(resource.id)) throw new StepStopped(`POST /${endpoint} answered ${exchange.status}`)
  ;(endpoint === 'Users' ? run.leftUsers : run.leftGroups).add(resource.id)
  return { exchange, resource }
}

/** A new user for one check; what an interrupted run left under the name is deleted first. */
export async function freshUser(step: Step, run: Run, name: string, extra: JsonObject = {}): Promise<Account> {
  const person = toProbe(run.naming, name)
  const { resources } = await find(step, 'Users', equals('userName', person.userName), 'Look-ups fail.')
  for (const { id } of resources) if (isText(id)) await remove(step, run, 'Users', id)
  const { resource } = await create(step, run, 'Users', { ...toUserBody(person), ...extra })
  return { person, id: String(resource.id) }
}

export async function freshUsers(step: Step, run: Run, name: string, count: number): Promise<Account[]> {
  const accounts: Account[] = []
  for (let n = 1; n <= count; n += 1) accounts.push(await freshUser(step, run, `${name}-${n}`))
  return accounts
}

export async function freshGroup(
  step: Step,
  run: Run,
  name: string,
  members: readonly Account[],
): Promise<{ id: string; displayName: string }> {
  const displayName = toProbeGroupName(run.naming, name)
  const { resources } = await find(step, 'Groups', equals('displayName', displayName), 'Look-ups fail.')
  for (const { id } of resources) if (isText(id)) await remove(step, run, 'Groups', id)
  const { resource } = await create(step, run, 'Groups', toGroupBody(displayName, members.map(toMember)))
  return { id: String(resource.id), displayName }
}

export function toMember(account: Account): JsonObject {
  return { value: account.id, display: account.person.userName }
}

export async function expectMembers(
  step: Step,
  id: string,
  wanted: readonly Account[],
  consequence: string,
): Promise<void> {
  const { exchange, resource } = await read(step, 'Groups', id)
  const shown = memberIds(resource).toSorted()
  const ids = wanted.map((account) => account.id).toSorted()
  step.check(shown.join() === ids.join(), exchange, {
    expected: `${ids.length} members`,
    received: `${shown.length} members: ${toExcerpt(shown)}`,
    consequence,
  })
}

export function equals(path: string, value: string): string {
  return `${path} eq ${JSON.stringify(value)}`
}
