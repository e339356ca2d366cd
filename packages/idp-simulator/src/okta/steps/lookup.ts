import { mapConcurrently } from '../../http/pool.ts'
import { toProbe } from '../../population.ts'
import { toCreateUserBody } from '../bodies.ts'
import { checkScimError } from '../checks.ts'
import { probe, type StepDefinition } from '../run.ts'
import { checkFound, lookUp } from '../users.ts'

const SAMPLE = 20

export const lookupSteps: StepDefinition[] = [
  {
    id: 'lookup-exact',
    title: 'A look-up by userName finds exactly the user with that userName',
    async run(step, run) {
      const accounts = [...run.probes.values(), ...run.accounts.slice(0, SAMPLE)]
      if (accounts.length === 0) step.skip('Nobody was provisioned.')
      await mapConcurrently(accounts, run.concurrency, (account) =>
        checkFound(step, account, {
          active: true,
          consequence:
            'Okta does not find the account it made: the next assignment creates it again and meets a conflict, and deprovisioning misses the user.',
        }),
      )
      const { person } = probe(step, run, 'lookup')
      const { exchange, resources } = await lookUp(step, 'Users', 'userName', person.email)
      step.check(resources.length === 0, exchange, {
        expected: `nobody: ${person.email} is an e-mail address, not a userName`,
        received: `${resources.length} users`,
        consequence: 'The look-up answers for another attribute than userName; Okta links the wrong accounts.',
      })
    },
  },
  {
    id: 'lookup-capitals',
    title: 'The look-up ignores the case of the userName',
    async run(step, run) {
      const account = probe(step, run, 'lookup')
      await checkFound(step, account, {
        userName: account.person.userName.toUpperCase(),
        consequence:
          'A user whose name is written in another case in Okta gets a conflict instead of a link (RFC 7643 section 4.1.1: userName is not caseExact).',
      })
    },
  },
  {
    id: 'duplicate-user',
    title: 'Creating a user twice answers 409 with a SCIM error',
    async run(step, run) {
      const { person } = probe(step, run, 'lookup')
      const exchange = await step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(person) })
      checkScimError(step, exchange, 409, {
        what: 'a SCIM error',
        consequence: 'A duplicate is not recognised; the error badge on the assignment stays without a reason.',
      })
    },
  },
  {
    id: 'user-race',
    title: 'Parallel creates of one user make one user',
    async run(step, run) {
      const person = toProbe(run.naming, 'race')
      const { resources } = await lookUp(step, 'Users', 'userName', person.userName)
      const exists = resources.length > 0
      if (exists) step.note('The user is there from an earlier run, so every create must answer 409.')
      const attempts = Array.from({ length: Math.max(2, run.concurrency) })
      const exchanges = await mapConcurrently(attempts, attempts.length, () =>
        step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(person) }),
      )
      const winners = exchanges.filter((exchange) => exchange.status === 201)
      for (const exchange of exchanges.filter((each) => each.status !== 201)) {
        checkScimError(step, exchange, 409, {
          what: 'a SCIM error for whoever comes second, never a 5xx',
          consequence:
            'Assignments that arrive together leave users in Error with "Bad Gateway" or an unreadable answer.',
        })
      }
      const [first] = exchanges
      if (!first) return
      step.check(winners.length === (exists ? 0 : 1), first, {
        expected: exists ? 'no 201' : 'exactly one 201',
        received: exchanges.map((exchange) => exchange.status).join(', '),
        consequence: 'The application holds the same person twice.',
      })
      const found = await lookUp(step, 'Users', 'userName', person.userName)
      const id = found.resources[0]?.id
      step.check(found.resources.length === 1, found.exchange, {
        expected: 'one user afterwards',
        received: `${found.resources.length} users`,
        consequence: 'The application holds the same person twice, or not at all.',
      })
      if (typeof id === 'string') run.probes.set('race', { person, id })
    },
  },
]
