import { mapConcurrently } from '../../http/pool.ts'
import { StepStopped } from '../../step.ts'
import { deleteGroup } from '../groups.ts'
import type { StepDefinition } from '../run.ts'

/** Okta never deletes users, so the probes end as unassigned users do: deactivated, and found again by the next run. */
export const cleanupStep: StepDefinition = {
  id: 'cleanup',
  title: 'Unlink the probe groups, unassign the probe users',
  async run(step, run) {
    await mapConcurrently([...run.probeGroups.keys()], run.concurrency, (id) => deleteGroup(step, id))
    run.probeGroups.clear()
    await mapConcurrently([...run.probes.values()], run.concurrency, async ({ id }) => {
      try {
        await run.dialect.setActive(step, id, false)
      } catch (error) {
        if (!(error instanceof StepStopped)) throw error
      }
    })
  },
}
