import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { benchCluster } from '../servers/postgres-cluster.ts'

export interface Stored {
  readonly rows: number
  readonly bytes: number
}

/** Columns that somebody else fills: the sealer chains audit events a second later. */
const LATER = new Set(['seq', 'chain'])

/** Rows and bytes of every table of a server: of a SQLite file and those that lie beside it, or of a database with its partitions taken together. */
export const storedIn = (database: string): Promise<Map<string, Stored>> =>
  database.startsWith('postgres') ? storedInPostgres(database) : storedInFiles(dirname(database))

async function storedInFiles(folder: string): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>()
  for (const name of readdirSync(folder)) {
    if (!/\.(db|sqlite)$/.test(name)) continue
    const db = new BetterSqlite3(join(folder, name), { readonly: true })
    try {
      const tables = db
        .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        .pluck()
        .all()
      for (const table of tables as string[]) {
        if (table.startsWith('kysely_')) continue
        const columns = (db.pragma(`table_info("${table}")`) as { name: string }[]).map((column) => column.name)
        const length = lengthOf(columns, (column) => `length(cast("${column}" as blob))`)
        add(stored, table, db.prepare(`select count(*) as rows, ${length} as bytes from "${table}"`).get() as Stored)
      }
    } finally {
      db.close()
    }
  }
  return stored
}

async function storedInPostgres(url: string): Promise<Map<string, Stored>> {
  const { superuserUrlOf } = await benchCluster()
  const client = new pg.Client({ connectionString: superuserUrlOf(new URL(url).pathname.slice(1)) })
  await client.connect()
  try {
    const stored = new Map<string, Stored>()
    // A partition is counted with its table.
    const { rows: tables } = await client.query<{ table: string; columns: string[] }>(
      `select c.relname as "table", array_agg(a.attname::text) as "columns" from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       group by c.relname`,
    )
    for (const { table, columns } of tables) {
      if (table.startsWith('kysely_')) continue
      const length = lengthOf(
        columns,
        (column) =>
          `case when pg_typeof("${column}") = 'bytea'::regtype then octet_length("${column}"::text) / 2 - 1
         else octet_length("${column}"::text) end`,
      )
      const { rows } = await client.query(`select count(*) as rows, ${length} as bytes from "${table}"`)
      add(stored, table, { rows: Number(rows[0].rows), bytes: Number(rows[0].bytes) })
    }
    return stored
  } finally {
    await client.end()
  }
}

const lengthOf = (columns: readonly string[], length: (column: string) => string): string =>
  `coalesce(sum(${columns
    .filter((column) => !LATER.has(column))
    .map((column) => `coalesce(${length(column)}, 0)`)
    .join(' + ')}), 0)`

/** Tables of one name in several files, such as one a day, are one. */
function add(stored: Map<string, Stored>, table: string, { rows, bytes }: Stored): void {
  const known = stored.get(table)
  stored.set(table, { rows: rows + (known?.rows ?? 0), bytes: bytes + (known?.bytes ?? 0) })
}
