// The long form of apps/server/test/faults, against the bundle that ships, with a PostgreSQL of its own: node tools/faults/cli.ts [kills of each database]
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChild } from '../bootstrap/child.mjs'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { withTestPostgres } from '../test/test-postgres.ts'

await runMain(async () => {
  const kills = process.argv[2] ?? '100'
  if (!/^[1-9]\d{0,4}$/.test(kills)) throw new SetupError('usage: npm run faults [-- <kills of each database>]', 2)
  demandTracer()
  const server = join(ROOT, 'apps', 'server')
  const vitest = join(server, 'node_modules', 'vitest', 'vitest.mjs')
  // One file after the other: what is under way when a fault comes is a matter of time.
  const args = [vitest, 'run', '--root', server, 'test/faults', '--reporter=default', '--no-file-parallelism']
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-faults-'))
  const figures = join(folder, 'figures')
  try {
    return await withTestPostgres(async (env) => {
      const long = {
        ROLLCALL_FAULTS: 'long',
        ROLLCALL_FAULTS_KILLS: kills,
        ROLLCALL_FAULTS_FIGURES: figures,
        ROLLCALL_TEST_CLI: join(server, 'dist', 'cli.js'),
      }
      const exitCode = await runChild(process.execPath, args, { env: { ...env, ...long } })
      process.stdout.write(`\n${await readFile(figures, 'utf8').catch(() => 'No figures.\n')}`)
      return exitCode
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** Said before ten minutes are spent. */
function demandTracer(): void {
  if (spawnSync('strace', ['--version']).status === 0) return
  throw new SetupError(
    'strace is not installed: it shows that nobody is answered before the disk has the commit. On Debian: apt-get install strace',
  )
}
