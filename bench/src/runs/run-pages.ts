import { untilIdle } from '../measure/idle.ts'
import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import type { DatabaseKind, ServerName } from '../servers/running-server.ts'
import { cursorPage, pageAt } from '../workloads/users.ts'
import type { PagesResult, UsersResult } from './results.ts'
import { runWorks, turns } from './run-works.ts'

/** scimmy spends 95 ms of CPU on a page of 200. */
const PAGED: readonly ServerName[] = ['rollcall', 'limit', 'bare', 'scimmy']

/** First, last and cursor pages at each population; beyond the first one Rollcall and the limit server only. */
export async function runPages(database: DatabaseKind, options: Options, tell: Tell): Promise<PagesResult> {
  const populations: UsersResult[] = []
  for (const [at, users] of options.pages.entries()) {
    const taking = options.servers.filter((name) => (at === 0 ? PAGED : PAGED.slice(0, 2)).includes(name))
    const works = [
      pageAt('first', turns(options, 1_000)),
      pageAt('last', turns(options, 1_000)),
      cursorPage(turns(options, 1_000)),
    ]
    tell(`pages of ${users} users`)
    const ran = await withSubjects(database, { users, groups: [] }, taking, async (subjects) => {
      for (const { server } of subjects) await untilIdle(server)
      return runWorks(subjects, works, options, tell)
    })
    populations.push({ users, ...ran })
  }
  return { populations }
}
