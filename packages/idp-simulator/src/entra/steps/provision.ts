import { isText } from '../../answers.ts'
import { expectError } from '../../checks.ts'
import { mapConcurrently } from '../../http/pool.ts'
import { toObject } from '../../json.ts'
import { unlessStopped } from '../../step.ts'
import { toCreateUserBody } from '../bodies.ts'
import { toEntraPerson } from '../population.ts'
import { probe, type StepDefinition } from '../run.ts'
import { clearName, freshUser, type Provisioned, provisionUser } from '../users.ts'

/** When nothing at all works, a thousand more tries tell nothing new. */
const HOPELESS_AFTER = 25

/** Users of single checks, eight members of groups, and enough of them for three pages of five. */
const PROBE_NAMES = ['profile', 'lookup', 'lifecycle', ...Array.from({ length: 8 }, (_, n) => `member-${n + 1}`)]

export const provisionSteps: StepDefinition[] = [
  {
    id: 'provision-users',
    title: 'Initial cycle: query each user, then create, or update what differs',
    async run(step, run) {
      const people = Array.from({ length: run.users }, (_, n) => toEntraPerson(run.naming, n))
      let tried = 0
      let done = 0
      const results = await mapConcurrently(people, run.concurrency, async (person) => {
        if (tried >= HOPELESS_AFTER && done === 0) return undefined
        const account = await provisionUser(step, run, person).catch(unlessStopped)
        tried += 1
        if (account) done += 1
        step.progress(tried, people.length)
        return account
      })
      for (const account of results.filter((each): each is Provisioned => each !== undefined)) {
        run.accounts.push(account)
        run[account.how].users += 1
        if (account.versionChanged) run.versionsChanged += 1
      }
    },
  },
  {
    id: 'provision-probes',
    title: 'Create a few users for the checks below; those of an interrupted run are deleted first',
    async run(step, run) {
      await mapConcurrently(PROBE_NAMES, run.concurrency, async (name) => {
        const account = await freshUser(step, run, name).catch(unlessStopped)
        if (account) run.probes.set(name, account)
      })
    },
  },
  {
    id: 'duplicate-user',
    title: 'Creating a user twice answers 409 with a SCIM error',
    async run(step, run) {
      const { person } = probe(step, run, 'lookup')
      const again = [person, { ...person, userName: person.userName.toUpperCase() }]
      for (const each of again) {
        const exchange = await step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(each) })
        const { id } = toObject(exchange.json)
        if (exchange.status === 201 && isText(id)) run.leftUsers.add(id)
        expectError(step, exchange, 409, {
          what: 'the userName is taken, in whatever case it is written',
          consequence: 'Entra cannot tell a duplicate from another failure, or the same person has two accounts.',
        })
      }
    },
  },
  {
    id: 'user-race',
    title: 'Parallel creates of one user make one user',
    async run(step, run) {
      const person = await clearName(step, run, 'race')
      const attempts = Array.from({ length: Math.max(2, run.concurrency) })
      const exchanges = await mapConcurrently(attempts, attempts.length, () =>
        step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(person) }),
      )
      const winners = exchanges.filter(({ status }) => status === 201)
      for (const { json } of winners) run.leftUsers.add(String(toObject(json).id))
      const [first] = exchanges
      if (!first) return
      step.check(winners.length === 1, first, {
        expected: 'exactly one 201',
        received: exchanges.map(({ status }) => status).join(', '),
        consequence: 'Provision on demand beside a running cycle makes the person twice.',
      })
      for (const exchange of exchanges.filter(({ status }) => status !== 201)) {
        expectError(step, exchange, 409, {
          what: 'a SCIM error for whoever comes second, never a 5xx',
          consequence: 'The log shows an internal server error for what is only a duplicate.',
        })
      }
    },
  },
]
