import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connectStore, INSTANCE, migrations } from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { catalogueOf } from './catalogue.ts'

const FIXTURES = new URL('fixtures/', import.meta.url)
const fileOf = (name: string, dialect: string) => new URL(`${name}.${dialect}.txt`, FIXTURES)
const released = Object.keys(migrations).filter((name) => existsSync(fileOf(name, 'sqlite')))

test('a schema stays released, and those before it are', () => {
  const files = readdirSync(FIXTURES).flatMap((file) => /^(\d.*)\.(?:sqlite|postgres)\.txt$/.exec(file)?.[1] ?? [])
  expect([...new Set(files)].sort()).toEqual(released)
  expect(Object.keys(migrations).slice(0, released.length)).toEqual(released)
  expect(released).toContain('0001-init')
})

describe.each(DIALECTS)('the released migrations on %s', (dialect) => {
  test.each(released)('%s makes what it made when it was released', async (name) => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate(name)
      expect((await opened.executedMigrations()).at(-1)).toBe(name)
      const catalogue = await opened.snapshot(catalogueOf)
      // Somebody's database has it like this already: change it in a new migration.
      expect(catalogue).toBe(readFileSync(fileOf(name, dialect), 'utf8'))
      expect(await opened.migrate()).toEqual(Object.keys(migrations).filter((later) => later > name))
    } finally {
      await opened.store.close()
      await database.drop()
    }
  })

  test('a store migrated twice, or only as far as it is already, stays as it is', async () => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate()
      const before = await opened.snapshot(catalogueOf)
      expect(await opened.migrate('0001-init')).toEqual([])
      expect(await opened.migrate()).toEqual([])
      expect(await opened.store.read(INSTANCE, catalogueOf)).toBe(before)
    } finally {
      await opened.store.close()
      await database.drop()
    }
  })
})
