import { mapConcurrently } from '../../http/pool.ts'
import { type Person, toPerson, toProbe } from '../../population.ts'
import { type Step, unlessStopped } from '../../step.ts'
import type { Run, StepDefinition } from '../run.ts'
import { type Provisioned, provisionUser } from '../users.ts'

/** When nothing at all works, a thousand more tries tell nothing new. */
const HOPELESS_AFTER = 25

/** Users of single checks, and eight to be members of groups. */
const PROBE_NAMES = ['lifecycle', 'profile', 'lookup', ...Array.from({ length: 8 }, (_, n) => `member-${n + 1}`)]

export const provisionSteps: StepDefinition[] = [
  {
    id: 'provision-users',
    title: 'Assign the users: look up, then create or link',
    async run(step, run) {
      const people = Array.from({ length: run.users }, (_, n) => toPerson(run.naming, n))
      for (const account of await provisionAll(step, run, people)) {
        run.accounts.push(account)
        run[account.how].users += 1
        if (account.versionChanged) run.versionsChanged += 1
      }
    },
  },
  {
    id: 'provision-probes',
    title: 'Assign a few users for the checks below; those of an earlier run are reactivated',
    async run(step, run) {
      const people = PROBE_NAMES.map((name) => toProbe(run.naming, name))
      for (const account of await provisionAll(step, run, people)) run.probes.set(account.person.familyName, account)
    },
  },
]

async function provisionAll(step: Step, run: Run, people: readonly Person[]): Promise<Provisioned[]> {
  const provisioned: Provisioned[] = []
  let tried = 0
  const results = await mapConcurrently(people, run.concurrency, async (person) => {
    if (tried >= HOPELESS_AFTER && provisioned.length === 0) return undefined
    const account = await provisionUser(step, run, person).catch(unlessStopped)
    tried += 1
    if (account) provisioned.push(account)
    step.progress(tried, people.length)
    return account
  })
  return results.filter((account) => account !== undefined)
}
