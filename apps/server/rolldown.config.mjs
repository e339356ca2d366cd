import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'rolldown'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

/** The console is a build of its own and goes beside the bundle as it is. */
const copyConsole = {
  name: 'copy-console',
  async writeBundle() {
    await rm(path('dist/console'), { recursive: true, force: true })
    await cp(path('../admin/build'), path('dist/console'), { recursive: true })
  },
}

/** All internal packages in one bundle, and the thread of the store beside it; native drivers stay dependencies of the shipped package. */
export default defineConfig({
  input: { cli: path('src/cli.ts'), 'sqlite-worker': path('../../packages/store/src/dialect/sqlite-worker.ts') },
  platform: 'node',
  external: ['better-sqlite3', 'pg', /^node:/],
  transform: { target: 'node24' },
  plugins: [copyConsole],
  output: { dir: path('dist'), format: 'esm', entryFileNames: '[name].js', cleanDir: true, sourcemap: true },
})
