import { describeAnswer } from '../../answers.ts'
import { isEqualJson, toExcerpt } from '../../json.ts'
import type { Step } from '../../step.ts'
import { toCreateUserBody } from '../bodies.ts'
import { type Account, probe, type StepDefinition } from '../run.ts'
import { checkFound, getUser, lookUp, provisionUser } from '../users.ts'

const NAME = 'lifecycle'

export const lifecycleSteps: StepDefinition[] = [
  {
    id: 'deactivate-user',
    title: 'Deactivate a user',
    async run(step, run) {
      const account = probe(step, run, NAME)
      await run.dialect.setActive(step, account.id, false)
      await checkActive(step, account, false)
    },
  },
  {
    id: 'find-inactive',
    title: 'The inactive user is still found by its userName',
    async run(step, run) {
      await checkFound(step, probe(step, run, NAME), {
        active: false,
        consequence:
          'At the next assignment Okta does not find the account and creates it again: a second account, or a conflict for ever.',
      })
    },
  },
  {
    id: 'reactivate-user',
    title: 'Reactivate: same id, same profile',
    async run(step, run) {
      const account = probe(step, run, NAME)
      const { user: before } = await getUser(step, account.id)
      await run.dialect.setActive(step, account.id, true)
      const { exchange, user: after } = await checkActive(step, account, true)
      for (const name of ['userName', 'name', 'emails', 'displayName', 'externalId']) {
        step.check(isEqualJson(before[name], after[name]), exchange, {
          expected: `${name} as before: ${toExcerpt(before[name])}`,
          received: toExcerpt(after[name]),
          consequence: 'A reactivated user comes back with a damaged profile.',
        })
      }
    },
  },
  {
    id: 'reprovision-user',
    title: 'Unassign, then assign again: the inactive account is taken over',
    async run(step, run) {
      const account = probe(step, run, NAME)
      await run.dialect.setActive(step, account.id, false)
      const { resources } = await lookUp(step, 'Users', 'userName', account.person.userName)
      if (resources.length === 0) return createdAgain(step, account)
      const again = await provisionUser(step, run, account.person)
      const { exchange } = await checkActive(step, again, true)
      step.check(again.id === account.id, exchange, {
        expected: `id ${account.id}`,
        received: again.id,
        consequence: 'The returning user gets another account and loses what belonged to the first.',
      })
    },
  },
]

/** What Okta does when the look-up hides the inactive account. */
async function createdAgain(step: Step, account: Account): Promise<void> {
  const exchange = await step.send({ method: 'POST', path: '/Users', body: toCreateUserBody(account.person) })
  step.fail(exchange.request, {
    expected: 'no create at all: the look-up must find the inactive account',
    received: describeAnswer(exchange),
    consequence:
      exchange.status === 201
        ? 'The returning user gets a second account and loses what belonged to the first.'
        : 'The assignment fails with a conflict, now and at every retry: the account exists and cannot be found.',
  })
}

async function checkActive(
  step: Step,
  account: Account,
  active: boolean,
): Promise<Awaited<ReturnType<typeof getUser>>> {
  const read = await getUser(step, account.id)
  step.check(read.user.active === active, read.exchange, {
    expected: `active ${active}`,
    received: `active ${toExcerpt(read.user.active)}`,
    consequence: active
      ? 'The assignment says success and the user stays locked out.'
      : 'Okta shows the user as deprovisioned and the user keeps access.',
  })
  return read
}
