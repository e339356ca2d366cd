import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createTables } from './create-tables.ts'

/** What operating needs: a rate limit per directory, how far retention has come, and request records apart from the rest. */
const statements: readonly string[] = [
  // Requests per second; null: the default of the server.
  'alter table directory add column rate_limit integer',

  // How far a retention job has judged a tenant's rows, so that the next run goes on there.
  `create table retention_mark (
    tenant_id KEYTEXT not null,
    job KEYTEXT not null,
    position KEYTEXT not null,
    updated_at KEYTEXT not null,
    constraint retention_mark_pkey primary key (tenant_id, job)) CLUSTERED`,

  // Records had no reader before this version. On SQLite they now have a file of their own, on PostgreSQL a partition for each day.
  'drop table request_record',
]

const recordStatements: readonly string[] = [
  `create table request_record (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    directory_id KEYTEXT not null,
    credential_id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    method KEYTEXT not null,
    path text not null,
    query text,
    status smallint not null,
    scim_type KEYTEXT,
    duration_ms real not null,
    request_bytes integer not null,
    response_bytes integer not null,
    user_agent text,
    resource_ids text,
    operations text,
    content BYTES,
    constraint request_record_pkey primary key (tenant_id, id, occurred_at)) partition by range (occurred_at)`,
  'create index request_record_directory_id_idx on request_record (tenant_id, directory_id, occurred_at, id)',

  `create table request_record_key (
    tenant_id KEYTEXT not null,
    day KEYTEXT not null,
    wrapped_key BYTES not null,
    created_at KEYTEXT not null,
    constraint request_record_key_pkey primary key (tenant_id, day))`,

  // As the owner of the tables, who alone may make and drop them. Made aside and then attached: that locks no reader and no writer out.
  `create function make_request_record_partition(day text) returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    declare
      part text := 'request_record_' || replace(day, '-', '');
      visible text := '(tenant_id = current_setting(''rollcall.tenant'', true) or current_setting(''rollcall.tenant'', true) = ''*'')';
    begin
      if day !~ '^\\d{4}-\\d\\d-\\d\\d$' then raise exception 'not a day: %', day; end if;
      perform pg_advisory_xact_lock(hashtextextended('rollcall ' || part, 0));
      if to_regclass(part) is not null then return; end if;
      execute format('create table %I (like request_record including defaults including constraints including indexes)', part);
      execute format('alter table %I enable row level security', part);
      execute format('alter table %I force row level security', part);
      execute format('create policy %I on %I using %s with check %s', part || '_tenant', part, visible, visible);
      execute format('alter table request_record attach partition %I for values from (%L) to (%L)',
        part, day, to_char(day::date + 1, 'YYYY-MM-DD'));
    end $$`,

  // The oldest one that ends before the day begins.
  `create function drop_request_record_partition(before text) returns integer language plpgsql security definer
    set search_path = public, pg_temp as $$
    declare
      part text;
    begin
      select c.relname into part from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'request_record'::regclass
        and c.relname collate "C" < ('request_record_' || replace(before, '-', '')) collate "C"
        order by c.relname limit 1;
      if part is null then return 0; end if;
      execute format('drop table %I', part);
      return 1;
    end $$`,
  'revoke execute on function make_request_record_partition(text), drop_request_record_partition(text) from public',
]

export const operations: Migration = {
  async up(db: Kysely<unknown>) {
    await createTables(db, statements, { retention_mark: 'tenant_id' })
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await createTables(db, recordStatements, { request_record: 'tenant_id', request_record_key: 'tenant_id' })
    // The day this is read on exists from the start.
    await sql`select make_request_record_partition(${new Date().toISOString().slice(0, 10)})`.execute(db)
  },
}
