import { sql } from 'kysely'
import type { Db } from '../src/database.ts'
import { isPostgres } from '../src/database.ts'

/** The schema of a database as lines of text, in an order of their own: equal text, equal schema. */
export async function catalogueOf(db: Db): Promise<string> {
  const lines = isPostgres(db) ? await postgresLines(db) : await sqliteLines(db)
  return `${lines.join('\n')}\n`
}

async function sqliteLines(db: Db): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_schema where sql is not null and name not like 'kysely_%' order by tbl_name, type desc, name`.execute(
    db,
  )
  return rows.map((row) => `${row.sql.replaceAll(/\s+/g, ' ')};`)
}

/** In words of our own where PostgreSQL's own text differs between its versions. */
async function postgresLines(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    with own as (
      select c.oid, c.relname as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
        and not c.relispartition
    )
    select format('table %s%s', o.name, case when o.relkind = 'p' then ' partition by ' || pg_get_partkeydef(o.oid) else '' end) as line from own o
    union all
    select format('column %s.%s %s%s%s%s', o.name, a.attname, format_type(a.atttypid, a.atttypmod),
      (select ' collate ' || k.collname from pg_collation k where k.oid = a.attcollation and k.collname <> 'default'),
      case when a.attnotnull then ' not null' else '' end, ' default ' || pg_get_expr(d.adbin, d.adrelid))
    from own o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = o.oid and d.adnum = a.attnum
    union all
    select format('constraint %s on %s %s', x.conname, o.name, pg_get_constraintdef(x.oid)) from own o
      join pg_constraint x on x.conrelid = o.oid and x.contype in ('p', 'u', 'f', 'c')
    union all
    select format('index %s', pg_get_indexdef(i.indexrelid)) from own o join pg_index i on i.indrelid = o.oid
    union all
    select format('policy %s on %s using %s with check %s%s', p.polname, o.name, pg_get_expr(p.polqual, p.polrelid),
      pg_get_expr(p.polwithcheck, p.polrelid), case when o.relrowsecurity and o.relforcerowsecurity then ', forced' else '' end)
    from own o join pg_policy p on p.polrelid = o.oid
    union all
    select format('function %s', replace(pg_get_functiondef(f.oid), E'\n', ' ')) from pg_proc f
      where f.pronamespace = 'public'::regnamespace`.execute(db)
  // Sorted here: the order of a collation is not the same everywhere.
  return rows.map((row) => row.line).sort()
}
