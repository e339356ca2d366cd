import { readdirSync, readFileSync } from 'node:fs'
import { cp, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'rolldown'
import { bundledPackages, noticeOf } from '../../tools/third-party/notices.mjs'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

/** The console is a build of its own and goes beside the bundle as it is. */
const copyConsole = {
  name: 'copy-console',
  async writeBundle() {
    await rm(path('dist/console'), { recursive: true, force: true })
    await cp(path('../admin/build'), path('dist/console'), { recursive: true })
  },
}

/** @type {string[]} */
let serverPackages = []
const CONSOLE_PACKAGES = new URL('../admin/dist/', import.meta.url)

/** What the bundles of the server and of the console hold, with the texts of its licences. */
const writeNotice = {
  name: 'write-notice',
  async writeBundle() {
    const lists = readdirSync(CONSOLE_PACKAGES).filter((file) => /^packages-\w+\.json$/.test(file))
    if (lists.length < 2) throw new Error('The build of the console did not say what it holds; build it first.')
    const consolePackages = lists.flatMap((file) => JSON.parse(readFileSync(new URL(file, CONSOLE_PACKAGES), 'utf8')))
    await writeFile(path('dist/THIRD-PARTY-NOTICES.txt'), noticeOf([...serverPackages, ...consolePackages]))
  },
}

const storeThread = (name) => path(`../../packages/store/src/dialect/${name}.ts`)

/** All internal packages in one bundle, and the threads of the store beside it; native drivers stay dependencies of the shipped package. */
export default defineConfig({
  input: {
    cli: path('src/cli.ts'),
    'sqlite-worker': storeThread('sqlite-worker'),
    'sqlite-checkpoint-worker': storeThread('sqlite-checkpoint-worker'),
  },
  platform: 'node',
  external: ['better-sqlite3', 'pg', /^node:/],
  transform: { target: 'node24' },
  resolve: {
    // Uploads are refused before any is read, so what would read them need not ship.
    alias: { '@fastify/busboy': path('src/no-uploads.ts') },
  },
  plugins: [
    bundledPackages((folders) => {
      serverPackages = folders
    }),
    copyConsole,
    writeNotice,
  ],
  output: { dir: path('dist'), format: 'esm', entryFileNames: '[name].js', cleanDir: true, sourcemap: true },
})
