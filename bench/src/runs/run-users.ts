import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import { create, getById, lookUpHit, lookUpMiss, patchActive, put } from '../workloads/users.ts'
import type { Workload } from '../workloads/workload.ts'
import { checkParity } from './parity.ts'
import type { UsersResult } from './results.ts'
import { runWorks, turns } from './run-works.ts'

export const userWorks = (options: Options): Workload[] => [
  lookUpHit(turns(options, 20_000)),
  lookUpMiss(turns(options, 20_000)),
  getById(turns(options, 20_000)),
  create(turns(options, 5_000)),
  put(turns(options, 5_000)),
  patchActive(turns(options, 5_000)),
]

/** Every workload on single users, all servers; first it is proved that Rollcall and the limit server write the same. */
export const runUsers = (database: DatabaseKind, options: Options, tell: Tell): Promise<UsersResult> =>
  withSubjects(database, { users: options.users, groups: [10] }, options.servers, async (subjects) => {
    await checkParity(subjects, tell)
    return { users: options.users, ...(await runWorks(subjects, userWorks(options), options, tell)) }
  })
