import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createTables } from './create-tables.ts'

/** Policy as versioned documents, and what it makes of groups and people. */
const statements: readonly string[] = [
  // What the directory's requests are judged by: the tenant's policy and its own part of it, as JSON text; null: none.
  'alter table directory add column policy text',
  'alter table directory add column alias KEYTEXT',
  'create unique index directory_alias_key on directory (tenant_id, alias) where alias is not null',
  'create index directory_alias_idx on directory (alias) where alias is not null',

  `create table policy_version (
    tenant_id KEYTEXT not null constraint policy_version_tenant_id_fkey references tenant (id),
    version integer not null,
    document text not null,
    actor_type KEYTEXT not null,
    actor_id KEYTEXT not null,
    actor_label text not null,
    request_id KEYTEXT not null,
    created_at KEYTEXT not null,
    constraint policy_version_pkey primary key (tenant_id, version))`,

  // Work that a change leaves behind: every person of the tenant, or everybody a group reaches, is judged again in small transactions.
  `create table policy_task (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    kind KEYTEXT not null,
    group_id KEYTEXT,
    policy_version integer not null,
    after_id KEYTEXT not null,
    judged bigint not null,
    request_id KEYTEXT not null,
    created_at KEYTEXT not null,
    finished_at KEYTEXT,
    constraint policy_task_pkey primary key (tenant_id, id))`,
  'create index policy_task_open_idx on policy_task (id) where finished_at is null',

  `create table group_role (
    tenant_id KEYTEXT not null,
    group_id KEYTEXT not null,
    rule_id KEYTEXT not null,
    role_key KEYTEXT not null,
    role_name text not null,
    directory_id KEYTEXT not null,
    state KEYTEXT not null,
    group_name text not null,
    policy_version integer not null,
    request_id KEYTEXT not null,
    created_at KEYTEXT not null,
    constraint group_role_pkey primary key (tenant_id, group_id, rule_id, role_key)) CLUSTERED`,
  'create index group_role_directory_id_idx on group_role (tenant_id, directory_id, role_key, group_id)',

  `create table person_standing (
    tenant_id KEYTEXT not null,
    person_id KEYTEXT not null,
    policy_version integer not null,
    active smallint not null,
    organisation_id KEYTEXT,
    organisation_rule KEYTEXT,
    kind KEYTEXT,
    kind_rule KEYTEXT,
    licence KEYTEXT,
    licence_rule KEYTEXT,
    seat KEYTEXT not null,
    seat_since KEYTEXT,
    wanted_licence KEYTEXT,
    waiting_since KEYTEXT,
    seat_request_id KEYTEXT,
    roles text not null,
    request_id KEYTEXT not null,
    updated_at KEYTEXT not null,
    constraint person_standing_pkey primary key (tenant_id, person_id)) CLUSTERED`,
  `create index person_standing_waiting_idx on person_standing (tenant_id, wanted_licence, waiting_since, person_id)
    where wanted_licence is not null`,
  'create index person_standing_licence_idx on person_standing (tenant_id, licence, person_id) where licence is not null',
  'create index person_standing_organisation_id_idx on person_standing (tenant_id, organisation_id, person_id)',
  'create index person_standing_policy_version_idx on person_standing (tenant_id, policy_version, person_id)',

  `create table licence_total (
    tenant_id KEYTEXT not null,
    licence KEYTEXT not null,
    used bigint not null,
    waiting bigint not null,
    told smallint not null,
    constraint licence_total_pkey primary key (tenant_id, licence)) CLUSTERED`,

  `create table link_request (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    directory_id KEYTEXT not null,
    resource_id KEYTEXT not null,
    person_id KEYTEXT not null,
    own_person_id KEYTEXT not null,
    matched_by KEYTEXT not null,
    state KEYTEXT not null,
    decided_by text,
    created_at KEYTEXT not null,
    decided_at KEYTEXT,
    constraint link_request_pkey primary key (tenant_id, id))`,
  'create unique index link_request_resource_id_key on link_request (tenant_id, resource_id) where decided_at is null',
  'create index link_request_own_person_id_idx on link_request (tenant_id, own_person_id)',
  'create index link_request_person_id_idx on link_request (tenant_id, person_id)',

  // What a provider sent that no schema knows, where a directory's contract keeps it. Never part of an answer.
  `create table scim_unknown (
    tenant_id KEYTEXT not null,
    resource_id KEYTEXT not null,
    attributes text not null,
    updated_at KEYTEXT not null,
    constraint scim_unknown_pkey primary key (tenant_id, resource_id)) CLUSTERED`,

  // What the safety brake has seen within its window: each target once, however often a provider retries.
  `create table brake_count (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    kind KEYTEXT not null,
    target_id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    constraint brake_count_pkey primary key (tenant_id, directory_id, kind, target_id)) CLUSTERED`,
  'create index brake_count_occurred_at_idx on brake_count (tenant_id, directory_id, kind, occurred_at)',
  `create table brake_hold (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    directory_id KEYTEXT not null,
    kind KEYTEXT not null,
    state KEYTEXT not null,
    seen integer not null,
    population integer not null,
    held integer not null,
    started_at KEYTEXT not null,
    releases_at KEYTEXT,
    released_at KEYTEXT,
    released_by text,
    constraint brake_hold_pkey primary key (tenant_id, id))`,
  "create unique index brake_hold_kind_key on brake_hold (tenant_id, directory_id, kind) where state <> 'released'",

  // What an admin should hear about: a seat that was not there, a rename that waits, a token that ends soon.
  `create table notice (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    kind KEYTEXT not null,
    subject_type KEYTEXT not null,
    subject_id KEYTEXT not null,
    directory_id KEYTEXT,
    detail text not null,
    request_id KEYTEXT not null,
    created_at KEYTEXT not null,
    dismissed_at KEYTEXT,
    constraint notice_pkey primary key (tenant_id, id))`,
  'create unique index notice_kind_subject_id_key on notice (tenant_id, kind, subject_id) where dismissed_at is null',
  'create index notice_subject_id_idx on notice (tenant_id, subject_id)',
]

const tenantTables: Readonly<Record<string, string>> = {
  policy_version: 'tenant_id',
  policy_task: 'tenant_id',
  group_role: 'tenant_id',
  person_standing: 'tenant_id',
  licence_total: 'tenant_id',
  link_request: 'tenant_id',
  scim_unknown: 'tenant_id',
  brake_count: 'tenant_id',
  brake_hold: 'tenant_id',
  notice: 'tenant_id',
}

export const policy: Migration = {
  async up(db: Kysely<unknown>) {
    await createTables(db, statements, tenantTables)
    await leaveTasks(db)
  },
}

/** Which roles groups grant by their names was computed so far, and is kept from now on: the first thing that is left to do in the background. */
async function leaveTasks(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`select set_config('rollcall.tenant', '*', true)`.execute(db)
  }
  await sql`insert into policy_task
      (tenant_id, id, kind, group_id, policy_version, after_id, judged, request_id, created_at, finished_at)
    select distinct tenant_id, '00000000-0000-7000-8000-000000000002', 'everyone', null, 0, '', 0, 'migration 0002',
      ${new Date().toISOString()}, null
    from directory where role_prefix is not null`.execute(db)
}
