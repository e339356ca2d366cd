import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectStore, INSTANCE, migrations } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import type { Command } from 'commander'
import { afterAll, describe, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { createInstance, expectOneLine, rollcall } from './support.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-none-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Everything below a folder, with a digest of each file. */
const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const path = join(folder, name)
      return [name, statSync(path).isFile() ? hash('sha256', readFileSync(path)) : 'a folder']
    }),
  )

/** A file that another program made. */
async function otherDatabase(path: string): Promise<void> {
  const { store } = connectStore({ url: `sqlite:${path}` })
  await store.transaction(INSTANCE, (trx) => sql`create table song (title text)`.execute(trx))
  await store.close()
}

const KEY = 'a-key-for-tests-that-is-long-enough-0000'

describe('where there is no database', () => {
  test.each<[string, (path: string) => unknown, RegExp]>([
    ['no file', () => undefined, /^There is no database at \S+\/rollcall\.db\. "rollcall migrate" makes one/],
    ['an empty file', (path) => writeFileSync(path, ''), /^There is no database at .* the file is empty\. /],
    ['a folder', (path) => mkdirSync(path), /^There is no database at .* it is not a file\. /],
    [
      'a text',
      (path) => writeFileSync(path, 'No database. '.repeat(1_000)),
      /^The file \S+ cannot be read as a database/,
    ],
    [
      'a database of something else',
      otherDatabase,
      /^The database at \S+ is not migrated: it has no tables of Rollcall/,
    ],
  ])(
    '%s stays as it is, and a command says so in one line',
    async (_, prepare, words) => {
      const folder = newFolder()
      const path = join(folder, 'rollcall.db')
      await prepare(path)
      const before = contentOf(folder)
      const env = { DATABASE_URL: `sqlite:${path}`, ROLLCALL_SECRET_KEY: KEY }
      expect(expectOneLine(await rollcall(env, 'tenant', 'list', '--json'))).toMatch(words)
      const { code, stdout, stderr } = await rollcall({ DATABASE_URL: env.DATABASE_URL }, 'doctor', '--json')
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
      const { findings } = JSON.parse(stdout) as { findings: { check: string; detail: string }[] }
      expect(findings.find(({ check }) => check === 'database')).toMatchObject({
        verdict: 'fail',
        detail: expect.stringMatching(words),
      })
      expect(contentOf(folder)).toEqual(before)
    },
    60_000,
  )

  const leavesOf = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
  const pathOf = (command: Command): string[] =>
    command.parent === null ? [] : [...pathOf(command.parent), command.name()]
  const MAKES_ONE = ['serve', 'migrate', 'restore']

  test('no command but serve, migrate and restore makes one, not even its folder', async () => {
    const folder = newFolder()
    const saved = { ...process.env }
    Object.assign(process.env, { DATABASE_URL: `sqlite:${join(folder, 'data', 'rollcall.db')}` })
    const failures: string[] = []
    try {
      for (const leaf of leavesOf(createProgram())) {
        const words = pathOf(leaf)
        if (MAKES_ONE.includes(words.join(' ')) || words[0] === 'doctor') continue
        const required = leaf.options.filter(({ mandatory, required: takesValue }) => mandatory && takesValue)
        const values = required.flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? 'x'])
        const error = await createProgram()
          .parseAsync(['node', 'rollcall', ...words, ...values])
          .then(
            () => new Error(`${words.join(' ')} did not fail`),
            (reason: unknown) => reason as Error,
          )
        failures.push(error.message)
        expect(readdirSync(folder), words.join(' ')).toEqual([])
      }
    } finally {
      process.env = saved
    }
    // The others find fault with what they were given before they look for it.
    expect(failures.filter((message) => message.startsWith('There is no database at')).length).toBeGreaterThan(40)
    expect(failures).not.toContainEqual(expect.stringContaining('did not fail'))
  }, 60_000)
})

describe.each(DIALECTS)('a database that is not of this version (%s)', (dialect) => {
  test.each([
    ['an empty one', undefined, /is not migrated: it has no tables of Rollcall\. "rollcall migrate" makes/],
    ['one of an older version', '0004-index', /is of an older version of Rollcall\. "rollcall migrate" brings it/],
  ])(
    '%s is not migrated by a command, which says what does it',
    async (_, to, words) => {
      const { env, database } = await createInstance(dialect)
      const opened = connectStore({ url: database.url })
      try {
        const before = to === undefined ? [] : await opened.migrate(to).then(() => opened.executedMigrations())
        for (const args of [
          ['tenant', 'list', '--json'],
          ['backup', '--to', join(newFolder(), 'x.gz')],
        ])
          expect(expectOneLine(await rollcall(env, ...args)), args[0]).toMatch(words)
        expect((await rollcall(env, 'doctor')).stdout).toMatch(/✗ database: .*rollcall migrate/)
        expect(await opened.executedMigrations()).toEqual(before)
        expect((await rollcall(env, 'migrate')).code).toBe(0)
        expect(await opened.executedMigrations()).toEqual(Object.keys(migrations))
      } finally {
        await opened.store.close()
        await database.drop()
      }
    },
    60_000,
  )
})
