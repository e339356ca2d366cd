import { isText } from '../answers.ts'
import { expectStatus, isUnassigned } from '../checks.ts'
import { mapConcurrently } from '../http/pool.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toArray, toExcerpt, toObject } from '../json.ts'
import { type Person, toPerson, toStrangerName } from '../population.ts'
import { type Step, StepStopped, unlessStopped } from '../step.ts'
import { versionOf } from '../values.ts'
import {
  change,
  create,
  equals,
  expectMembers,
  freshGroup,
  freshUser,
  freshUsers,
  read,
  toMember,
  toPatch,
  toUserBody,
} from './resources.ts'
import type { Account, Run, StepDefinition } from './run.ts'

const JSON_ONLY = 'application/json'

/** https://developers.onelogin.com/scim/implement-scim-api */
export const oneloginSteps: StepDefinition[] = [
  {
    id: 'onelogin-lookup',
    title: 'OneLogin: a look-up of nobody, with Accept application/json',
    async run(step, run) {
      run.refused = true
      const { exchange, resources } = await lookUp(step, toStrangerName(run.naming))
      run.refused = false
      step.check(resources.length === 0, exchange, {
        expected: 'nobody',
        received: `${resources.length} users`,
        consequence: 'Every new user is tied to somebody else’s account.',
      })
    },
  },
  {
    id: 'onelogin-provision',
    title: 'OneLogin: assign the users, with "" where the template has nothing to say; PUT of whoever is there',
    async run(step, run) {
      const people = Array.from({ length: run.users }, (_, n) => toPerson(run.naming, n))
      const accounts = await mapConcurrently(people, run.concurrency, async (person, n) => {
        step.progress(n, people.length)
        return provision(step, run, person).catch(unlessStopped)
      })
      for (const account of accounts) if (account) run.accounts.push(account)
    },
  },
  {
    id: 'onelogin-clear',
    title: 'OneLogin: "" in a PUT means unassigned',
    async run(step, run) {
      const { id, person } = await freshUser(step, run, 'onelogin', { title: 'Lead', nickName: 'One' })
      await change(step, 'PUT', `/Users/${id}`, toOneLoginBody(person), 'The update fails.')
      const { exchange, resource } = await read(step, 'Users', id)
      for (const name of ['title', 'nickName']) {
        step.check(isUnassigned(resource[name]), exchange, {
          expected: `${name} gone`,
          received: toExcerpt(resource[name]),
          consequence: 'A value that was removed in OneLogin stays.',
        })
      }
    },
  },
  {
    id: 'onelogin-groups',
    title: 'OneLogin: groups by PATCH, replace and add',
    groups: true,
    async run(step, run) {
      const [a, b, c] = (await freshUsers(step, run, 'onelogin-member', 3)) as [Account, Account, Account]
      const group = await freshGroup(step, run, 'onelogin', [a])
      const path = `/Groups/${group.id}`
      const replace = { op: 'replace', path: 'members', value: [toMember(b), toMember(c)] }
      await change(step, 'PATCH', path, toPatch(replace), 'Roles of OneLogin never arrive.')
      await expectMembers(step, group.id, [b, c], 'The group keeps members who are gone in OneLogin.')
      await change(step, 'PATCH', path, toPatch({ op: 'add', path: 'members', value: [toMember(a)] }), 'The add fails.')
      await expectMembers(step, group.id, [a, b, c], 'An added member replaces the others, or is lost.')
    },
  },
]

async function lookUp(step: Step, userName: string): Promise<{ exchange: Exchange; resources: JsonObject[] }> {
  const path = `/Users?filter=${encodeURIComponent(equals('userName', userName))}`
  const exchange = await step.send({ method: 'GET', path, accept: JSON_ONLY })
  const ok = expectStatus(step, exchange, [200, 404], {
    what: 'an empty list, or a 404',
    consequence: 'The connection cannot be enabled: "Failed to look up user".',
  })
  if (!ok) throw new StepStopped('the look-up failed')
  if (exchange.status === 404) step.note('Nobody is a 404 here; OneLogin takes it, others do not.')
  return { exchange, resources: toArray(toObject(exchange.json).Resources).map(toObject) }
}

async function provision(step: Step, run: Run, person: Person): Promise<Account> {
  const { resources } = await lookUp(step, person.userName)
  const id = resources[0]?.id
  if (!isText(id)) {
    const { resource } = await create(step, run, 'Users', toOneLoginBody(person))
    run.leftUsers.delete(String(resource.id))
    run.created.users += 1
    return { person, id: String(resource.id) }
  }
  const { resource: before } = await read(step, 'Users', id)
  await change(step, 'PUT', `/Users/${id}`, toOneLoginBody(person), 'The profile stays old.')
  const { resource: after } = await read(step, 'Users', id)
  run.linked.users += 1
  if (versionOf(before) !== versionOf(after)) run.versionsChanged += 1
  return { person, id }
}

/** A template of OneLogin sends every field, with "" for what the user lacks. */
function toOneLoginBody(person: Person): JsonObject {
  return { ...toUserBody(person), title: '', nickName: '', phoneNumbers: [{ value: '', type: 'work' }] }
}
