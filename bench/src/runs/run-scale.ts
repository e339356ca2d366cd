import { untilIdle } from '../measure/idle.ts'
import { interleave, type Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import type { Subject } from '../workloads/workload.ts'
import { type ScaleResult, toFigures, type WorkloadResult } from './results.ts'
import { userWorks } from './run-users.ts'

/** Rollcall beside itself at growing populations: all of them run at once and are measured in turn. */
export async function runScale(database: DatabaseKind, options: Options, tell: Tell): Promise<ScaleResult> {
  const sizes =
    database === 'sqlite' ? options.scale : options.scale.filter((size) => size <= options.postgresScaleLimit)
  return withPopulations(database, sizes, tell, async (subjects) => {
    for (const { server } of subjects) {
      tell('waits until the server is idle')
      await untilIdle(server)
    }
    const works = userWorks(options).filter(({ id }) => id !== 'miss')
    const ran = new Map<Subject, WorkloadResult[]>(subjects.map((subject) => [subject, []]))
    for (const work of works) {
      tell(work.title)
      const { samples } = await interleave(subjects, work, options.rounds, options, tell)
      for (const [subject, list] of samples) {
        ran.get(subject)?.push({ id: work.id, title: work.title, figures: { rollcall: toFigures(list) } })
      }
    }
    return {
      points: [...ran].map(([{ server, population }, results]) => ({
        users: population.userIds.length,
        readyMs: Math.round(server.readyMs),
        residentBytes: server.residentBytes(),
        works: results,
      })),
    }
  })
}

function withPopulations<T>(
  database: DatabaseKind,
  [size, ...others]: readonly number[],
  tell: Tell,
  work: (subjects: readonly Subject[]) => Promise<T>,
): Promise<T> {
  if (size === undefined) return work([])
  tell(`population of ${size}`)
  return withSubjects(database, { users: size, groups: [] }, ['rollcall'], (first) =>
    withPopulations(database, others, tell, (rest) => work([...first, ...rest])),
  )
}
