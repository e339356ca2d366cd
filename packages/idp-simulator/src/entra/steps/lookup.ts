import { expectList, expectOnly } from '../../checks.ts'
import { mapConcurrently } from '../../http/pool.ts'
import { equals, toUserQuery } from '../requests.ts'
import { type Account, probe, type StepDefinition } from '../run.ts'
import { findUsers } from '../users.ts'

const SAMPLE = 20

const CONSEQUENCE =
  'The account that exists is not matched: Entra creates it again, or meets a conflict in every cycle and quarantines the job.'

/** The matching attributes that the portal offers by default. */
const MATCHING: readonly (readonly [string, string, (account: Account) => string])[] = [
  ['lookup-username', 'userName', ({ person }) => person.userName],
  ['lookup-external-id', 'externalId', ({ person }) => person.externalId],
  ['lookup-email', 'emails[type eq "work"].value', ({ person }) => person.email],
]

export const lookupSteps: StepDefinition[] = [
  ...MATCHING.map(
    ([id, path, toValue]): StepDefinition => ({
      id,
      title: `Matching by ${path} finds exactly the user`,
      async run(step, run) {
        const accounts = [...run.probes.values(), ...run.accounts.slice(0, SAMPLE)]
        if (accounts.length === 0) step.skip('Nobody was provisioned.')
        await mapConcurrently(accounts, run.concurrency, async (account) => {
          const { exchange, users } = await findUsers(step, equals(path, toValue(account)))
          expectOnly(step, exchange, users, account.id, CONSEQUENCE)
        })
      },
    }),
  ),
  {
    id: 'lookup-capitals',
    title: 'Matching by userName ignores the case',
    async run(step, run) {
      const account = probe(step, run, 'lookup')
      for (const name of [account.person.userName.toUpperCase(), account.person.userName.toLowerCase()]) {
        const { exchange, users } = await findUsers(step, equals('userName', name))
        expectOnly(step, exchange, users, account.id, CONSEQUENCE)
      }
    },
  },
  {
    id: 'lookup-spaces',
    title: 'A space in a filter is + or %20',
    async run(step, run) {
      const account = probe(step, run, 'lookup')
      for (const space of ['+', '%20'] as const) {
        const exchange = await step.get(toUserQuery(equals('userName', account.person.userName), space))
        const users = expectList(step, exchange, { what: 'the user', consequence: CONSEQUENCE })
        if (users) expectOnly(step, exchange, users, account.id, CONSEQUENCE)
      }
    },
  },
]
