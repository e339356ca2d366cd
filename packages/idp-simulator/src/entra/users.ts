import { describeAnswer, isText } from '../answers.ts'
import { expectList, expectOnly, expectStatus } from '../checks.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toExcerpt, toObject } from '../json.ts'
import type { Person } from '../population.ts'
import { type Step, StepStopped } from '../step.ts'
import { valueAt, versionOf } from '../values.ts'
import { type Operation, toCreateUserBody, toMapped, toPatchBody } from './bodies.ts'
import { toEntraProbe } from './population.ts'
import { equals, toUserQuery } from './requests.ts'
import type { Account, Run } from './run.ts'

export async function findUsers(step: Step, filter: string): Promise<{ exchange: Exchange; users: JsonObject[] }> {
  const exchange = await step.get(toUserQuery(filter))
  const users = expectList(step, exchange, {
    what: 'a ListResponse, empty when nobody matches',
    consequence: 'The matching query fails, so the user is skipped in every cycle and the job heads for quarantine.',
  })
  if (!users) throw new StepStopped('the query failed')
  return { exchange, users }
}

export async function getUser(step: Step, id: string): Promise<{ exchange: Exchange; user: JsonObject }> {
  const exchange = await step.get(`/Users/${encodeURIComponent(id)}`)
  const ok = expectStatus(step, exchange, [200], {
    what: 'the user with this id',
    consequence: 'Entra cannot read the user it provisioned and takes it for deleted.',
  })
  if (!ok) throw new StepStopped(`GET /Users/${id} failed`)
  return { exchange, user: toObject(exchange.json) }
}

/** Sends the operations; both 200 with the user and 204 are good. */
export async function patchUser(
  step: Step,
  id: string,
  operations: readonly Operation[],
  consequence: string,
): Promise<Exchange> {
  const path = `/Users/${encodeURIComponent(id)}`
  const exchange = await step.send({ method: 'PATCH', path, body: toPatchBody(operations) })
  const ok = expectStatus(step, exchange, [200, 204], { what: `${describe(operations)} accepted`, consequence })
  if (!ok) throw new StepStopped(`PATCH /Users/${id} failed`)
  return exchange
}

export async function deleteUser(step: Step, run: Run, id: string): Promise<boolean> {
  const exchange = await step.send({ method: 'DELETE', path: `/Users/${encodeURIComponent(id)}` })
  const ok = step.check(exchange.status === 204, exchange, {
    expected: '204 without a body',
    received: describeAnswer(exchange),
    consequence: 'Users that were purged in Entra stay in the application.',
  })
  if (ok) run.leftUsers.delete(id)
  return ok
}

export async function createUser(step: Step, run: Run, person: Person, extension?: JsonObject): Promise<Account> {
  const exchange = await step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(person, extension) })
  const ok = expectStatus(step, exchange, [201], {
    what: 'the whole user, with its id',
    consequence: 'The user is not created; Entra tries again in every cycle and the escrow grows.',
  })
  const user = toObject(exchange.json)
  if (isText(user.id)) run.leftUsers.add(user.id)
  if (!ok || !isText(user.id)) {
    step.check(!ok, exchange, {
      expected: 'an id',
      received: toExcerpt(exchange.text === '' ? 'an empty body' : exchange.text),
      consequence: 'Without an id in the answer the user is created and never updated.',
    })
    throw new StepStopped(`create answered ${exchange.status}`)
  }
  for (const [path, wanted] of Object.entries(toMapped(person))) checkSame(step, exchange, user, path, wanted)
  step.check(user.active === true, exchange, {
    expected: 'active true',
    received: `active ${toExcerpt(user.active)}`,
    consequence: 'The new user cannot sign in.',
  })
  return { person, id: user.id }
}

/** Entra compares what it reads with what it sent, and writes again whenever they differ. */
export function checkSame(step: Step, exchange: Exchange, user: JsonObject, path: string, wanted: unknown): boolean {
  const received = valueAt(user, path)
  return step.check(received === wanted, exchange, {
    expected: `${path} ${toExcerpt(wanted)}, letter for letter`,
    received: toExcerpt(received ?? 'nothing'),
    consequence: 'Entra sees another value than it sent and writes it again in every cycle.',
  })
}

/** (Dis)abling has its own operation, by path, in both kinds of job. */
export function toActiveOperations(run: Run, active: boolean): Operation[] {
  return [{ op: run.dialect.op('replace'), path: 'active', value: run.dialect.boolean(active) }]
}

/** A new user for one check. What an interrupted run left under the name is deleted first. */
export async function freshUser(step: Step, run: Run, name: string): Promise<Account> {
  return createUser(step, run, await clearName(step, run, name))
}

/** The person of a probe, once nobody has its userName. */
export async function clearName(step: Step, run: Run, name: string): Promise<Person> {
  const person = toEntraProbe(run.naming, name)
  const { users } = await findUsers(step, equals('userName', person.userName))
  for (const { id } of users) if (isText(id)) await deleteUser(step, run, id)
  return person
}

export interface Provisioned extends Account {
  readonly how: 'created' | 'linked'
  readonly versionChanged: boolean
}

/** A user in scope: query by the matching attribute, then create, or update what differs. */
export async function provisionUser(step: Step, run: Run, person: Person): Promise<Provisioned> {
  const { exchange, users } = await findUsers(step, equals('userName', person.userName))
  const [match] = users
  if (!match) {
    const account = await createUser(step, run, person)
    run.leftUsers.delete(account.id)
    return { ...account, how: 'created', versionChanged: false }
  }
  if (!isText(match.id)) throw new StepStopped('the query gave a user without an id')
  expectOnly(step, exchange, users, match.id, 'Entra cannot tell which account is meant and skips the user.')
  const { user: before } = await getUser(step, match.id)
  const differing = Object.entries(toMapped(person)).filter(([path, value]) => valueAt(before, path) !== value)
  const operations = run.dialect.write('replace', Object.fromEntries(differing))
  if (before.active !== true) {
    operations.push(...toActiveOperations(run, true))
  }
  if (operations.length > 0) {
    await patchUser(step, match.id, operations, 'The existing account is never brought in line with Entra.')
  }
  const { user: after } = operations.length > 0 ? await getUser(step, match.id) : { user: before }
  return { person, id: match.id, how: 'linked', versionChanged: versionOf(before) !== versionOf(after) }
}

function describe(operations: readonly Operation[]): string {
  const names = operations.map(({ op, path }) => `${op} ${path ?? 'without a path'}`)
  return toExcerpt(names.join(', '), 120) || 'no operations'
}
