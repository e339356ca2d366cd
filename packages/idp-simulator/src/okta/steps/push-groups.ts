import { mapConcurrently } from '../../http/pool.ts'
import { toGroupName } from '../../population.ts'
import { StepStopped } from '../../step.ts'
import { checkMembers, pushGroup, toMember } from '../groups.ts'
import type { Account, Run, StepDefinition } from '../run.ts'

export const pushGroupsStep: StepDefinition = {
  id: 'push-groups',
  title: 'Push the groups with their members',
  groups: true,
  async run(step, run) {
    let done = 0
    // Different groups go out in parallel; the requests of one group keep their order.
    await mapConcurrently(Array.from({ length: run.groups }), run.concurrency, async (_, n) => {
      try {
        const members = toMainMembers(run, n).map(toMember)
        const group = await pushGroup(step, run, toGroupName(run.naming, n), members)
        await checkMembers(step, group, members, {
          consequence: 'The push group is shown as Active while the application holds other members.',
        })
        run.mainGroups.push(group)
        run[group.how].groups += 1
        if (group.versionChanged) run.versionsChanged += 1
      } catch (error) {
        if (!(error instanceof StepStopped)) throw error
      }
      done += 1
      step.progress(done, run.groups)
    })
  },
}

/** A window over the population that moves on with each group. */
function toMainMembers(run: Run, n: number): Account[] {
  const { accounts } = run
  const stride = Math.max(1, Math.ceil(accounts.length / Math.max(1, run.groups)))
  const size = Math.min(run.membersPerGroup, accounts.length)
  return Array.from({ length: size }, (_, k) => accounts[(n * stride + k) % accounts.length] as Account)
}
