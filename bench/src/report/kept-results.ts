import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SECTIONS, type Section, type SectionRecord } from '../runs/results.ts'
import { DATABASES, type DatabaseKind } from '../servers/running-server.ts'
import { ROOT } from './machine.ts'

/** The results of each section as last measured; the page is made of them alone, so a run of one section leaves the others as they were. */
const FOLDER = join(ROOT, 'bench', 'results')
const fileOf = (database: DatabaseKind, section: Section) => join(FOLDER, `${database}-${section}.json`)

export async function keepRecord(record: SectionRecord): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  await writeFile(fileOf(record.database, record.section), `${JSON.stringify(record, undefined, 1)}\n`)
}

export async function readRecords(): Promise<SectionRecord[]> {
  const records: SectionRecord[] = []
  for (const database of DATABASES) {
    for (const section of SECTIONS) {
      const file = fileOf(database, section)
      if (existsSync(file)) records.push(JSON.parse(await readFile(file, 'utf8')) as SectionRecord)
    }
  }
  return records
}
