// One way in for every root script: node tools/run.mjs <task> [arguments].
// Plain JavaScript without dependencies, in syntax that Node 18 understands: it is what fetches the right Node.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './bootstrap/child.mjs'
import { runMain, SetupError } from './bootstrap/fail.mjs'
import { ROOT } from './bootstrap/paths.mjs'
import { ensureNode, ensureToolchain } from './bootstrap/toolchain.mjs'
import { build, installDependencies, turbo } from './bootstrap/workspace.mjs'

/** As package.json names it. */
const SERVER_SCRIPT = 'apps/server/dist/cli.js'
const SERVER = join(ROOT, SERVER_SCRIPT)
/** Left alone, Node's young generation grows to 130 MB under load; a small one costs no throughput. */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=8'
const DEMO = join(ROOT, 'packages', 'dev-env', 'src', 'main.ts')
const BENCH = join(ROOT, 'bench', 'src', 'cli.ts')
const PACKAGE_CHECK = join(ROOT, 'tools', 'package', 'cli.ts')
const TEST_RUN = join(ROOT, 'tools', 'test', 'cli.ts')

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const tasks = {
  async setup() {
    await setUp()
    return 0
  },
  async start(args) {
    const node = await setUp()
    return runChild(node, [SMALL_YOUNG_GENERATION, SERVER, 'serve', 'all', ...args])
  },
  async build(args) {
    const node = await setUpDependencies()
    return runChild(node, turbo('run', 'build', ...args))
  },
  async dev() {
    const node = await setUpDependencies()
    // Each app has a working directory of its own; they share the database of the root.
    const env = { DATABASE_URL: process.env.DATABASE_URL || `sqlite:${join(ROOT, 'data', 'rollcall.db')}` }
    const seeded = await runChild(node, [DEMO], { env })
    return seeded === 0 ? runChild(node, turbo('run', 'dev'), { env }) : seeded
  },
  async test(args) {
    const node = await setUpDependencies()
    return runChild(node, [TEST_RUN, ...args])
  },
  /** Throws random requests at the SCIM side, on both databases; the number of rounds may follow. */
  async fuzz([runs = '20000']) {
    const node = await setUpDependencies()
    return runChild(node, [join(ROOT, 'tools', 'test', 'fuzz.ts'), runs])
  },
  /** Kills, power cut, database away, disk full, parallel writes, on both databases, against the bundle; the number of kills may follow. */
  async faults(args) {
    const node = await setUp()
    return runChild(node, [join(ROOT, 'tools', 'faults', 'cli.ts'), ...args])
  },
  /** Writes docs/scim/conformance.md from the reports of the last test run. */
  async conformance() {
    const node = await setUpDependencies()
    return runChild(node, [join(ROOT, 'tools', 'conformance', 'cli.ts')])
  },
  /** Breaks what each requirement rests on in a copy of the tree; writes docs/scim/mutations.md. Numbers (57 E-13) run some. */
  async mutation(args) {
    const node = await setUpDependencies()
    return runChild(node, [join(ROOT, 'tools', 'mutation', 'cli.ts'), ...args])
  },
  async check() {
    const node = await setUpDependencies()
    return runChild(node, [TEST_RUN, 'static', 'types'])
  },
  /** Packs what ships, installs it in an empty folder and tries it there. */
  async 'check:package'() {
    const node = await setUp()
    return runChild(node, [PACKAGE_CHECK])
  },
  /** Bounded in time; writes docs/benchmarks.md. --quick for a short run. */
  async bench(args) {
    const node = await setUp()
    return runChild(node, [BENCH, ...args])
  },
  async e2e() {
    const node = await setUpDependencies()
    return runChild(node, [TEST_RUN, 'browser'])
  },
  /** Anything, with the right Node and PATH. stdout belongs to the command alone. */
  async exec([command, ...args]) {
    if (command === undefined) throw new SetupError('usage: node tools/run.mjs exec <command> [arguments]', 2)
    const needsBuild = args.includes(SERVER_SCRIPT) && !existsSync(SERVER)
    const node = needsBuild ? await setUp() : await ensureNode()
    return runChild(command === 'node' ? node : command, args)
  },
}

async function setUpDependencies() {
  const { node } = await ensureToolchain()
  await installDependencies()
  return node
}

async function setUp() {
  const node = await setUpDependencies()
  await build(node)
  return node
}

await runMain(() => {
  const [name = '', ...args] = process.argv.slice(2)
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
  if (task === undefined) {
    throw new SetupError(`unknown task "${name}"; one of: ${Object.keys(tasks).join(', ')}`, 2)
  }
  return task(args)
})
