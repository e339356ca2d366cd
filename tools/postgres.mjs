// node tools/postgres.mjs start|stop|url|admin-url: a throwaway PostgreSQL for your own test runs.
//   export TEST_POSTGRES_URL=$(node tools/postgres.mjs start) TEST_POSTGRES_ADMIN_URL=$(node tools/postgres.mjs admin-url)
//   pnpm --filter @rollcall/store exec vitest
import { join } from 'node:path'
import { runChild } from './bootstrap/child.mjs'
import { runMain } from './bootstrap/fail.mjs'
import { ROOT } from './bootstrap/paths.mjs'
import { ensureNode } from './bootstrap/toolchain.mjs'

await runMain(async () => {
  const node = await ensureNode()
  return runChild(node, [join(ROOT, 'tools', 'postgres', 'cli.ts'), ...process.argv.slice(2)])
})
