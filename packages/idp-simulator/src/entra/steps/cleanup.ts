import { mapConcurrently } from '../../http/pool.ts'
import { unlessStopped } from '../../step.ts'
import { deleteGroup } from '../groups.ts'
import type { StepDefinition } from '../run.ts'
import { deleteUser, patchUser, toActiveOperations } from '../users.ts'

export const cleanupStep: StepDefinition = {
  id: 'cleanup',
  title: 'The probes leave the scope: groups are deleted, users disabled and then deleted',
  async run(step, run) {
    await mapConcurrently([...run.leftGroups], run.concurrency, (id) => deleteGroup(step, run, id).catch(unlessStopped))
    await mapConcurrently([...run.leftUsers], run.concurrency, async (id) => {
      try {
        await patchUser(step, id, toActiveOperations(run, false), 'A user that left the scope keeps access.')
        await deleteUser(step, run, id)
      } catch (error) {
        unlessStopped(error)
      }
    })
  },
}
