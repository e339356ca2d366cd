import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tell } from '../measure/measure.ts'
import { measureQuiet } from '../measure/quiet.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import { runCommand } from '../servers/rollcall.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import type { PolicyResult } from './results.ts'

const TENANT = 'bench'
const QUIET_USERS = 1_000

/** One rule for a group and one for an attribute decide about everybody's licence: the largest change there is. */
const POLICY = {
  licences: {
    types: [
      { key: 'full', name: 'Full', seats: null },
      { key: 'light', name: 'Light', seats: null },
    ],
    default: 'light',
    rules: [
      { id: 'by-group', licence: 'full', when: { group: { prefix: 'Group of' } } },
      { id: 'by-attribute', licence: 'full', when: { filter: 'title sw "Senior"' } },
    ],
  },
  kinds: { default: 'member', rules: [] },
}

/** How long a change of rules over a whole tenant takes to be answered, and what another tenant of the server feels while everybody is judged again. */
export function runPolicy(database: DatabaseKind, options: Options, tell: Tell): Promise<PolicyResult> {
  const { users, seconds } = options.policy
  const plan = { users, groups: [Math.ceil(users / 10)], quietUsers: QUIET_USERS }
  return withSubjects(database, plan, ['rollcall'], async ([subject]) => {
    const { server, population } = subject ?? {}
    if (server === undefined || population?.quiet === undefined) throw new Error('there is no quiet tenant')
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-policy-'))
    try {
      const file = join(folder, 'policy.json')
      await writeFile(file, JSON.stringify(POLICY))
      tell('the quiet tenant alone')
      const alone = await measureQuiet(server, population.quiet, seconds)
      tell('a policy for everybody of the other tenant')
      // What starting the command takes is not the change's.
      const started = performance.now()
      await runCommand(server.database, 'policy', 'show', '--tenant', TENANT, '--json')
      const applying = performance.now()
      await runCommand(server.database, 'policy', 'apply', '--tenant', TENANT, '--file', file, '--json')
      const answeredMs = Math.max(0, performance.now() - applying - (applying - started))
      const beside = await measureQuiet(server, population.quiet, seconds)
      return { users, answeredMs: Number(answeredMs.toPrecision(3)), alone, beside }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
