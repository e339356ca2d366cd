// The long form of apps/scim-api/test/fuzz.test.ts, with a PostgreSQL of its own: node tools/test/fuzz.ts <rounds of each kind>.
import { join } from 'node:path'
import { runChild } from '../bootstrap/child.mjs'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { withTestPostgres } from './test-postgres.ts'

await runMain(async () => {
  const runs = process.argv[2] ?? ''
  if (!/^[1-9]\d{0,7}$/.test(runs)) throw new SetupError('usage: npm run fuzz -- <rounds of each kind>', 2)
  const folder = join(ROOT, 'apps', 'scim-api')
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--root', folder, 'test/fuzz.test.ts', '--reporter=default']
  return withTestPostgres((env) => runChild(process.execPath, args, { env: { ...env, ROLLCALL_FUZZ_RUNS: runs } }))
})
