import { expectError, expectOnly, expectStatus } from '../../checks.ts'
import { toExcerpt } from '../../json.ts'
import type { Step } from '../../step.ts'
import { changedNames } from '../../values.ts'
import { toEntraProbe } from '../population.ts'
import { equals } from '../requests.ts'
import { type Account, probe, type Run, type StepDefinition } from '../run.ts'
import { createUser, deleteUser, findUsers, freshUser, getUser, patchUser, toActiveOperations } from '../users.ts'

export const lifecycleSteps: StepDefinition[] = [
  {
    id: 'disable-user',
    title: 'Disable a user',
    async run(step, run) {
      await setActive(step, run, probe(step, run, 'lifecycle'), false)
    },
  },
  {
    id: 'find-disabled',
    title: 'The disabled user is still found, by id and by filter',
    async run(step, run) {
      const account = probe(step, run, 'lifecycle')
      await getUser(step, account.id)
      for (const filter of [
        equals('userName', account.person.userName),
        equals('externalId', account.person.externalId),
      ]) {
        const { exchange, users } = await findUsers(step, filter)
        expectOnly(step, exchange, users, account.id, 'A returning user is created again, or blocked by a conflict.')
      }
    },
  },
  {
    id: 'restore-user',
    title: 'A user that comes back is enabled again: same id, same profile',
    async run(step, run) {
      const account = probe(step, run, 'lifecycle')
      const { user: before } = await getUser(step, account.id)
      const { exchange, user: after } = await setActive(step, run, account, true)
      const changed = changedNames(before, after).filter((name) => name !== 'active')
      step.check(changed.length === 0, exchange, {
        expected: 'everything but active as before',
        received: `other ${changed.join(', ')}`,
        consequence: 'Restore_User_Test is red: the user comes back with a damaged profile.',
      })
    },
  },
  {
    id: 'delete-user',
    title: 'A purged user is disabled, then deleted: gone for every request',
    async run(step, run) {
      const account = await freshUser(step, run, 'purged')
      await setActive(step, run, account, false)
      if (!(await deleteUser(step, run, account.id))) return
      const want = { what: 'a SCIM error: the user is gone', consequence: 'Delete_User_Test is red.' }
      expectError(step, await step.get(`/Users/${account.id}`), 404, want)
      const { exchange, users } = await findUsers(step, equals('userName', account.person.userName))
      step.check(users.length === 0, exchange, {
        expected: 'nobody',
        received: toExcerpt(users[0]?.id),
        consequence: 'A new user of this name is tied to the deleted account.',
      })
      const again = await step.send({ method: 'DELETE', path: `/Users/${account.id}` })
      expectStatus(step, again, [404], {
        what: 'not there any more',
        consequence: 'The second delete of a cycle that was interrupted is counted as a failure.',
      })
    },
  },
  {
    id: 'recreate-user',
    title: 'After a delete the same person can be created again, under another id',
    async run(step, run) {
      const first = await freshUser(step, run, 'purged')
      if (!(await deleteUser(step, run, first.id))) return
      const second = await createUser(step, run, toEntraProbe(run.naming, 'purged'))
      const { exchange } = await getUser(step, second.id)
      step.check(second.id !== first.id, exchange, {
        expected: 'a new id (RFC 7643 section 3.1: never reused)',
        received: second.id,
        consequence: 'References to the deleted account point at the new one.',
      })
    },
  },
  {
    id: 'delete-unknown',
    title: 'Deleting what was never there answers 404',
    async run(step, run) {
      const unknown = crypto.randomUUID()
      for (const endpoint of run.groups > 0 ? ['Users', 'Groups'] : ['Users']) {
        expectError(step, await step.send({ method: 'DELETE', path: `/${endpoint}/${unknown}` }), 404, {
          what: 'a SCIM error',
          consequence: 'Entra cannot tell "already gone" from a failure and keeps the delete in escrow.',
        })
      }
    },
  },
]

async function setActive(
  step: Step,
  run: Run,
  account: Account,
  active: boolean,
): Promise<Awaited<ReturnType<typeof getUser>>> {
  const consequence = active
    ? 'Restore_User_Test is red: the user stays locked out.'
    : 'Disable_User_Test is red: the user keeps access after the account was disabled in Entra.'
  await patchUser(step, account.id, toActiveOperations(run, active), consequence)
  const read = await getUser(step, account.id)
  step.check(read.user.active === active, read.exchange, {
    expected: `active ${active}, as a JSON boolean`,
    received: `active ${toExcerpt(read.user.active ?? 'nothing')}`,
    consequence,
  })
  return read
}
