import { describeAnswer, isText } from '../answers.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toExcerpt, toObject } from '../json.ts'
import type { Person } from '../population.ts'
import { type Step, StepStopped } from '../step.ts'
import { toCreateUserBody } from './bodies.ts'
import { checkList, checkReadable, checkStatus, checkUser } from './checks.ts'
import { toLookupPath } from './requests.ts'
import type { Account, Run } from './run.ts'

interface Found {
  readonly exchange: Exchange
  readonly resources: readonly JsonObject[]
}

/** The look-up before a create. Okta takes a 404 for "nobody" as well as an empty list. */
export async function lookUp(
  step: Step,
  endpoint: 'Users' | 'Groups',
  attribute: string,
  value: string,
): Promise<Found> {
  const exchange = await step.get(toLookupPath(endpoint, attribute, value))
  if (exchange.status === 404 && checkReadable(step, exchange)) {
    step.note('A look-up without a match answers 404; Okta accepts it, its SPEC test wants 200 with totalResults 0.')
    return { exchange, resources: [] }
  }
  const resources = checkList(step, exchange, {
    what: 'a ListResponse, empty when nothing matches',
    consequence: 'The look-up fails, so the user or group is never provisioned.',
  })
  if (!resources) throw new StepStopped('the look-up failed')
  return { exchange, resources }
}

export async function getUser(step: Step, id: string): Promise<{ exchange: Exchange; user: JsonObject }> {
  const exchange = await step.get(`/Users/${encodeURIComponent(id)}`)
  const ok = checkStatus(step, exchange, [200], {
    what: 'the user with this id',
    consequence:
      'Okta cannot read the user it provisioned; updates and deactivation fail until an admin unassigns and assigns again.',
  })
  if (!ok) throw new StepStopped(`GET /Users/${id} failed`)
  const user = toObject(exchange.json)
  checkUser(step, exchange, user, { id })
  return { exchange, user }
}

/** PUT of a whole user. The answer must be the updated user. */
async function putUser(step: Step, id: string, body: JsonObject): Promise<{ exchange: Exchange; user: JsonObject }> {
  const exchange = await step.send({ method: 'PUT', path: `/Users/${encodeURIComponent(id)}`, body })
  const ok = checkStatus(step, exchange, [200], {
    what: 'the updated user. What GET returned must be acceptable to PUT, id, meta and groups included (RFC 7644 section 3.5.1)',
    consequence: '"Automatic profile push of user … failed": the application keeps the old profile.',
  })
  if (!ok) throw new StepStopped(`PUT /Users/${id} failed`)
  const user = toObject(exchange.json)
  checkUser(step, exchange, user, { id, ...(isText(body.userName) && { userName: body.userName }) })
  return { exchange, user }
}

/** The Okta update: GET, change that very JSON, PUT it back. */
export async function updateUser(
  step: Step,
  id: string,
  change: (current: JsonObject) => JsonObject,
): Promise<{ before: JsonObject; after: JsonObject; exchange: Exchange }> {
  const { user: before } = await getUser(step, id)
  const { user: after, exchange } = await putUser(step, id, change(before))
  return { before, after, exchange }
}

export interface Provisioned extends Account {
  readonly how: 'created' | 'linked'
  /** The linking write made another version. */
  readonly versionChanged: boolean
}

/** Assignment in Okta: look up, then create, or link to what is there. */
export async function provisionUser(step: Step, run: Run, person: Person): Promise<Provisioned> {
  const { exchange, resources } = await lookUp(step, 'Users', 'userName', person.userName)
  step.check(resources.length <= 1, exchange, {
    expected: 'at most one user',
    received: `${resources.length} users`,
    consequence: 'The assignment fails: Okta cannot tell which account is meant.',
  })
  const match = resources[0]
  if (!match) return createUser(step, person)
  checkUser(step, exchange, match)
  step.check(String(match.userName).toLowerCase() === person.userName.toLowerCase(), exchange, {
    expected: `the user named ${person.userName}`,
    received: toExcerpt(match.userName),
    consequence: 'Okta links the new user to somebody else’s account and overwrites it.',
  })
  if (!isText(match.id)) throw new StepStopped('the look-up gave a user without an id')
  return linkUser(step, run, person, match.id)
}

async function createUser(step: Step, person: Person): Promise<Provisioned> {
  const exchange = await step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(person) })
  if (exchange.status === 409) {
    step.fail(exchange.request, {
      expected: '201: the look-up just said that nobody has this userName',
      received: describeAnswer(exchange),
      consequence:
        'The assignment fails with a conflict, now and at every retry: Okta cannot find the account that blocks it.',
    })
    throw new StepStopped('409 after an empty look-up')
  }
  const ok = checkStatus(step, exchange, [201], {
    what: 'the whole user, with its id',
    consequence:
      exchange.text === ''
        ? '"Automatic provisioning of user … failed: Create new user returned empty user."'
        : '"Automatic provisioning of user … to app … failed"; the user has no account.',
  })
  const user = toObject(exchange.json)
  if (ok && exchange.text === '') {
    step.fail(exchange.request, {
      expected: 'the whole user in the body',
      received: 'an empty body',
      consequence: '"Automatic provisioning of user … failed: Create new user returned empty user."',
    })
  }
  if (!ok || !isText(user.id)) throw new StepStopped(`create answered ${exchange.status}`)
  checkUser(step, exchange, user, { userName: person.userName, active: true })
  return { person, id: user.id, how: 'created', versionChanged: false }
}

async function linkUser(step: Step, run: Run, person: Person, id: string): Promise<Provisioned> {
  const { before, after, exchange } = await updateUser(step, id, (current) => run.dialect.toLinkBody(current, person))
  const versionChanged = versionOf(before) !== versionOf(after)
  if (after.active !== true) await run.dialect.setActive(step, id, true)
  step.check(after.externalId === undefined || after.externalId === person.externalId, exchange, {
    expected: `externalId ${person.externalId}`,
    received: toExcerpt(after.externalId),
    consequence: 'The account stays tied to another Okta user.',
  })
  return { person, id, how: 'linked', versionChanged }
}

export function versionOf(resource: JsonObject): unknown {
  const meta = toObject(resource.meta)
  return meta.version ?? meta.lastModified
}

/** Exactly one user must answer to this name, in this state: the question Okta asks before it decides to create. */
export async function checkFound(
  step: Step,
  account: Account,
  want: { active?: boolean; userName?: string; consequence: string },
): Promise<boolean> {
  const { exchange, resources } = await lookUp(step, 'Users', 'userName', want.userName ?? account.person.userName)
  const [user] = resources
  const ok = step.check(resources.length === 1 && user?.id === account.id, exchange, {
    expected: `exactly one user, id ${account.id}`,
    received:
      resources.length === 0 ? 'nobody' : `ids ${resources.map((resource) => toExcerpt(resource.id)).join(', ')}`,
    consequence: want.consequence,
  })
  if (!ok || !user) return false
  return checkUser(step, exchange, user, {
    userName: account.person.userName,
    ...(want.active !== undefined && { active: want.active }),
  })
}
