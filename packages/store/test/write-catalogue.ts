/** node packages/store/test/write-catalogue.ts [migration]: keeps the schema of that or the latest migration, on both databases. Run once when it is released. */
import { writeFileSync } from 'node:fs'
import { connectStore, migrations } from '../src/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { catalogueOf } from './catalogue.ts'

const [name = Object.keys(migrations).at(-1)] = process.argv.slice(2)
for (const dialect of ['sqlite', 'postgres'] as const) {
  const database = await createTestDatabase(dialect)
  const opened = connectStore({ url: database.url })
  await opened.migrate(name)
  writeFileSync(new URL(`fixtures/${name}.${dialect}.txt`, import.meta.url), await opened.snapshot(catalogueOf))
  await opened.store.close()
  await database.drop()
}
