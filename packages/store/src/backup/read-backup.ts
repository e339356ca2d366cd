import { createHash } from 'node:crypto'
import { type Db, INSTANCE } from '../database.ts'
import { liftLimits } from '../dialect/postgres-limits.ts'
import { StoreSetupError } from '../errors.ts'
import { migrations } from '../migrations/index.ts'
import type { OpenedStore } from '../open-store.ts'
import type { Database } from '../tables.ts'
import { BACKUP_FORMAT, findTable, fromJsonRow } from './format.ts'
import type { BackupSummary } from './write-backup.ts'

const ROWS_PER_STATEMENT = 200

type Line = Readonly<Record<string, unknown>>

/** A backup that was read: what is in it, and the schema it was taken at. */
export interface ReadBackup extends BackupSummary {
  /** The migrations its database had gone through, in order. */
  readonly migrations: readonly string[]
}

/** Reads a backup from end to end and keeps nothing. Throws StoreSetupError when it is not whole or not ours. */
async function checkBackup(lines: AsyncIterable<string>): Promise<ReadBackup> {
  return scan(lines, async () => {})
}

/**
 * Puts a backup into an empty database of the schema it was taken at, inside the caller's transaction. Throws StoreSetupError, and so leaves nothing,
 * when the file is not whole or not ours.
 */
async function insertBackup(db: Db, lines: AsyncIterable<string>): Promise<ReadBackup> {
  await liftLimits(db)
  await refuseUnlessEmpty(db)
  return scan(lines, async (table, rows) => {
    await db
      .insertInto(table)
      .values(rows as never)
      .execute()
  })
}

/**
 * Puts a backup into an empty database. One of an older schema goes into that schema and is migrated from there, exactly like the database it was
 * taken from. Throws StoreSetupError, and so leaves nothing, when the file is not whole, not ours, or older than what the database is at already.
 */
export async function restoreBackup(opened: OpenedStore, read: () => AsyncIterable<string>): Promise<ReadBackup> {
  // A damaged file is told before anything is touched.
  const { migrations: taken } = await checkBackup(read())
  const further = (await opened.executedMigrations()).filter((name) => !taken.includes(name))
  if (further.length > 0) {
    throw new StoreSetupError(
      `The backup was taken at the schema ${taken.at(-1)}, and this database is at ${further.at(-1)} already. Restore into a database that nothing was started on: it is brought to this version afterwards.`,
    )
  }
  await opened.migrate(taken.at(-1))
  const restored = await opened.store.transaction(INSTANCE, (trx) => insertBackup(trx, read()))
  await opened.migrate()
  return restored
}

/** Judges line after line; hands over the rows of a table some at a time. */
async function scan(
  lines: AsyncIterable<string>,
  take: (table: keyof Database, rows: readonly Line[]) => Promise<void>,
): Promise<ReadBackup> {
  const hash = createHash('sha256')
  let rows = 0
  let table: keyof Database | undefined
  let taken: readonly string[] | undefined
  let pending: Line[] = []
  const flush = async () => {
    if (table !== undefined && pending.length > 0) await take(table, pending)
    pending = []
  }
  for await (const text of lines) {
    const value = parseLine(text)
    if (value.end === true) {
      await flush()
      return { ...checkEnd(value, rows, hash.digest('hex')), migrations: taken ?? [] }
    }
    hash.update(`${text}\n`)
    if (taken === undefined) {
      taken = checkHeader(value)
    } else if (typeof value.table === 'string' && Object.keys(value).length === 1) {
      await flush()
      table = findTable(value.table)
      if (table === undefined) throw damaged(`it names the unknown table "${value.table}"`)
    } else {
      pending.push(fromJsonRow(value))
      rows += 1
      if (pending.length >= ROWS_PER_STATEMENT) await flush()
    }
  }
  throw damaged('its end is missing')
}

const damaged = (why: string) => new StoreSetupError(`The backup cannot be restored: ${why}. Nothing was changed.`)

function parseLine(text: string): Line {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damaged('a line of it is not JSON')
  }
  if (typeof value !== 'object' || value === null) throw damaged('a line of it is not a JSON object')
  return value as Line
}

/** Returns the migrations that the backup was taken after: as many of ours, in our order. */
function checkHeader(value: Line): string[] {
  if (value.format !== BACKUP_FORMAT) throw damaged('it is not a Rollcall backup')
  const taken = Array.isArray(value.migrations) ? value.migrations.map(String) : []
  const known = Object.keys(migrations)
  if (taken.length === 0) throw damaged('it does not tell its schema')
  if (taken.some((name, index) => name !== known[index])) {
    throw damaged(
      `it was taken by a newer version of Rollcall, at the schema ${taken.at(-1)}, and this one knows ${known.at(-1)} at most; restore it with that version`,
    )
  }
  return taken
}

function checkEnd(value: Line, rows: number, digest: string): BackupSummary {
  if (value.digest !== digest) throw damaged('its content does not match its digest')
  return { rows, digest }
}

async function refuseUnlessEmpty(db: Db): Promise<void> {
  for (const table of ['tenant', 'admin', 'api_key'] as const) {
    const row = await db.selectFrom(table).select('id').limit(1).executeTakeFirst()
    if (row !== undefined)
      throw new StoreSetupError('The database is not empty. Restore into a new one: point DATABASE_URL at it.')
  }
}
