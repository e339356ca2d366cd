import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import type { Section, SectionResults } from './results.ts'
import { runGroups } from './run-groups.ts'
import { runNeighbours } from './run-neighbours.ts'
import { runPages } from './run-pages.ts'
import { runPolicy } from './run-policy.ts'
import { runScale } from './run-scale.ts'
import { runSoak } from './run-soak.ts'
import { runSync } from './run-sync.ts'
import { runUsers } from './run-users.ts'

type Run<S extends Section> = (database: DatabaseKind, options: Options, tell: Tell) => Promise<SectionResults[S]>

export const RUNS: { readonly [S in Section]: Run<S> } = {
  users: runUsers,
  groups: runGroups,
  pages: runPages,
  sync: runSync,
  scale: runScale,
  neighbours: runNeighbours,
  policy: runPolicy,
  soak: runSoak,
}
