import { createHash } from 'node:crypto'
import type { Db } from '../database.ts'
import { StoreSetupError } from '../errors.ts'
import { migrations } from '../migrations/index.ts'
import type { Database } from '../tables.ts'
import { BACKUP_FORMAT, fromJsonRow, TABLES } from './format.ts'
import type { BackupSummary } from './write-backup.ts'

const ROWS_PER_STATEMENT = 200

type Line = Readonly<Record<string, unknown>>

/** Reads a backup from end to end and keeps nothing. Throws StoreSetupError when it is not whole or not ours. */
export async function checkBackup(lines: AsyncIterable<string>): Promise<BackupSummary> {
  return scan(lines, async () => {})
}

/**
 * Puts a backup into an empty, migrated database, inside the caller's transaction. Throws StoreSetupError, and so leaves nothing, when the file is not
 * whole or not ours; checkBackup tells that beforehand.
 */
export async function readBackup(db: Db, lines: AsyncIterable<string>): Promise<BackupSummary> {
  await refuseUnlessEmpty(db)
  return scan(lines, async (table, rows) => {
    await db
      .insertInto(table)
      .values(rows as never)
      .execute()
  })
}

/** Judges line after line; hands over the rows of a table some at a time. */
async function scan(
  lines: AsyncIterable<string>,
  take: (table: keyof Database, rows: readonly Line[]) => Promise<void>,
): Promise<BackupSummary> {
  const hash = createHash('sha256')
  let rows = 0
  let table: keyof Database | undefined
  let started = false
  let pending: Line[] = []
  const flush = async () => {
    if (table !== undefined && pending.length > 0) await take(table, pending)
    pending = []
  }
  for await (const text of lines) {
    const value = parseLine(text)
    if (value.end === true) {
      await flush()
      return checkEnd(value, rows, hash.digest('hex'))
    }
    hash.update(`${text}\n`)
    if (!started) {
      checkHeader(value)
      started = true
    } else if (typeof value.table === 'string' && Object.keys(value).length === 1) {
      await flush()
      table = TABLES.find((each) => each === value.table)
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

function checkHeader(value: Line): void {
  if (value.format !== BACKUP_FORMAT) throw damaged('it is not a Rollcall backup')
  const taken = Array.isArray(value.migrations) ? value.migrations : []
  const known = Object.keys(migrations)
  if (taken.length !== known.length || taken.some((name) => !known.includes(String(name)))) {
    throw damaged(
      `it was taken at the schema ${taken.at(-1)}, this version has ${known.at(-1)}; restore it with the version that took it, then upgrade`,
    )
  }
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
