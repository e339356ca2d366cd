import type { Migration } from 'kysely/migration'
import { createTables } from './create-tables.ts'

/** The whole first schema. */
const tables: readonly string[] = [
  `create table tenant (
    id KEYTEXT not null constraint tenant_pkey primary key,
    slug KEYTEXT not null,
    name text not null,
    version integer not null,
    created_at KEYTEXT not null,
    updated_at KEYTEXT not null,
    constraint tenant_slug_key unique (slug))`,

  `create table organisation (
    tenant_id KEYTEXT not null constraint organisation_tenant_id_fkey references tenant (id),
    id KEYTEXT not null,
    name KEYTEXT not null,
    version integer not null,
    created_at KEYTEXT not null,
    updated_at KEYTEXT not null,
    constraint organisation_pkey primary key (tenant_id, id),
    constraint organisation_name_key unique (tenant_id, name))`,

  `create table directory (
    tenant_id KEYTEXT not null constraint directory_tenant_id_fkey references tenant (id),
    id KEYTEXT not null,
    slug KEYTEXT not null,
    name text not null,
    preset KEYTEXT not null,
    status KEYTEXT not null,
    organisation_id KEYTEXT,
    role_prefix text,
    role_prefix_case_exact smallint not null,
    unresolved_members KEYTEXT not null,
    definitions text,
    version integer not null,
    created_at KEYTEXT not null,
    updated_at KEYTEXT not null,
    constraint directory_pkey primary key (tenant_id, id),
    constraint directory_slug_key unique (tenant_id, slug),
    constraint directory_organisation_id_fkey foreign key (tenant_id, organisation_id) references organisation (tenant_id, id))`,
  'create index directory_id_idx on directory (id)',

  `create table scim_definition (
    tenant_id KEYTEXT not null constraint scim_definition_tenant_id_fkey references tenant (id),
    directory_id KEYTEXT not null,
    document text not null,
    version integer not null,
    updated_at KEYTEXT not null,
    constraint scim_definition_pkey primary key (tenant_id, directory_id))`,

  `create table credential (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    directory_id KEYTEXT not null,
    kind KEYTEXT not null,
    name text not null,
    username KEYTEXT,
    secret_hash KEYTEXT not null,
    last_four KEYTEXT not null,
    created_at KEYTEXT not null,
    expires_at KEYTEXT,
    revoked_at KEYTEXT,
    last_used_at KEYTEXT,
    constraint credential_pkey primary key (tenant_id, id),
    constraint credential_directory_id_fkey foreign key (tenant_id, directory_id) references directory (tenant_id, id))`,
  'create index credential_secret_hash_idx on credential (secret_hash)',
  'create index credential_directory_id_idx on credential (tenant_id, directory_id)',

  `create table person (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    created_at KEYTEXT not null,
    constraint person_pkey primary key (tenant_id, id)) CLUSTERED`,

  `create table person_key (
    tenant_id KEYTEXT not null,
    person_id KEYTEXT not null,
    wrapped_key BYTES not null,
    created_at KEYTEXT not null,
    constraint person_key_pkey primary key (tenant_id, person_id)) CLUSTERED`,

  `create table scim_resource (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    type KEYTEXT not null,
    id KEYTEXT not null,
    n bigint not null,
    name_key KEYTEXT not null,
    name_tie KEYTEXT not null,
    external_id KEYTEXT,
    display_name text not null,
    display_key KEYTEXT not null,
    active smallint,
    version integer not null,
    doc text not null,
    person_id KEYTEXT,
    created_at KEYTEXT not null,
    updated_at KEYTEXT not null,
    removed_at KEYTEXT,
    constraint scim_resource_pkey primary key (tenant_id, id),
    constraint scim_resource_directory_id_fkey foreign key (tenant_id, directory_id) references directory (tenant_id, id))`,
  `create unique index scim_resource_name_key on scim_resource (tenant_id, directory_id, type, name_key, name_tie)
    where removed_at is null`,
  `create unique index scim_resource_external_id_key on scim_resource (tenant_id, directory_id, type, external_id)
    where removed_at is null and external_id is not null`,
  `create index scim_resource_removed_external_id_idx on scim_resource (tenant_id, directory_id, type, external_id)
    where removed_at is not null and external_id is not null`,
  `create index scim_resource_n_idx on scim_resource (tenant_id, directory_id, type, n, id) where removed_at is null`,
  `create index scim_resource_active_idx on scim_resource (tenant_id, directory_id, type, active, n, id) where removed_at is null`,
  `create index scim_resource_updated_at_idx on scim_resource (tenant_id, directory_id, type, updated_at, n, id)
    where removed_at is null`,
  `create index scim_resource_person_id_idx on scim_resource (tenant_id, person_id) where person_id is not null`,

  `create table scim_value (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    type KEYTEXT not null,
    path KEYTEXT not null,
    value_key KEYTEXT not null,
    value_long KEYTEXT,
    resource_id KEYTEXT not null,
    element integer not null,
    lead smallint not null,
    constraint scim_value_pkey primary key (tenant_id, directory_id, type, path, value_key, resource_id, element)) CLUSTERED`,

  `create table scim_unique (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    type KEYTEXT not null,
    path KEYTEXT not null,
    value_key KEYTEXT not null,
    resource_id KEYTEXT not null,
    constraint scim_unique_pkey primary key (tenant_id, directory_id, type, path, value_key)) CLUSTERED`,

  `create table scim_total (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    type KEYTEXT not null,
    slot smallint not null,
    live bigint not null,
    constraint scim_total_pkey primary key (tenant_id, directory_id, type, slot)) CLUSTERED`,

  `create table scim_member (
    tenant_id KEYTEXT not null,
    group_id KEYTEXT not null,
    member_id KEYTEXT not null,
    constraint scim_member_pkey primary key (tenant_id, group_id, member_id)) CLUSTERED`,
  'create index scim_member_member_id_idx on scim_member (tenant_id, member_id, group_id)',

  `create table scim_unresolved_member (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    group_id KEYTEXT not null,
    value KEYTEXT not null,
    created_at KEYTEXT not null,
    constraint scim_unresolved_member_pkey primary key (tenant_id, group_id, value)) CLUSTERED`,
  'create index scim_unresolved_member_value_idx on scim_unresolved_member (tenant_id, directory_id, value)',

  `create table scim_history (
    tenant_id KEYTEXT not null,
    resource_id KEYTEXT not null,
    version integer not null,
    directory_id KEYTEXT not null,
    operation KEYTEXT not null,
    actor_type KEYTEXT not null,
    actor_id KEYTEXT not null,
    request_id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    person_id KEYTEXT,
    doc BYTES not null,
    constraint scim_history_pkey primary key (tenant_id, resource_id, version))`,

  `create table scim_member_history (
    tenant_id KEYTEXT not null,
    group_id KEYTEXT not null,
    member_id KEYTEXT not null,
    from_version integer not null,
    from_at KEYTEXT not null,
    to_version integer,
    to_at KEYTEXT,
    constraint scim_member_history_pkey primary key (tenant_id, group_id, member_id, from_version)) CLUSTERED`,
  'create index scim_member_history_member_id_idx on scim_member_history (tenant_id, member_id)',

  `create table audit_event (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    actor_type KEYTEXT not null,
    actor_id KEYTEXT not null,
    actor_label text not null,
    action KEYTEXT not null,
    target_type KEYTEXT not null,
    target_id KEYTEXT not null,
    target_version integer,
    directory_id KEYTEXT,
    person_id KEYTEXT,
    request_id KEYTEXT not null,
    changed text not null,
    data BYTES,
    digest KEYTEXT not null,
    seq bigint,
    chain KEYTEXT,
    constraint audit_event_pkey primary key (tenant_id, id))`,
  'create unique index audit_event_seq_key on audit_event (tenant_id, seq) where seq is not null',
  'create index audit_event_unsealed_idx on audit_event (tenant_id, id) where seq is null',
  'create index audit_event_target_id_idx on audit_event (tenant_id, target_id, id)',

  `create table audit_checkpoint (
    tenant_id KEYTEXT not null,
    seq bigint not null,
    chain KEYTEXT not null,
    signed_at KEYTEXT not null,
    public_key KEYTEXT not null,
    signature KEYTEXT not null,
    constraint audit_checkpoint_pkey primary key (tenant_id, seq))`,

  `create table event (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    type KEYTEXT not null,
    directory_id KEYTEXT not null,
    resource_type KEYTEXT not null,
    resource_id KEYTEXT not null,
    person_id KEYTEXT,
    version integer not null,
    changed text not null,
    request_id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    constraint event_pkey primary key (tenant_id, id))`,

  `create table request_record (
    tenant_id KEYTEXT not null,
    id KEYTEXT not null,
    directory_id KEYTEXT not null,
    credential_id KEYTEXT not null,
    occurred_at KEYTEXT not null,
    method KEYTEXT not null,
    path text not null,
    status smallint not null,
    scim_type KEYTEXT,
    duration_ms real not null,
    request_bytes integer not null,
    response_bytes integer not null,
    user_agent text,
    constraint request_record_pkey primary key (tenant_id, id))`,
  'create index request_record_directory_id_idx on request_record (tenant_id, directory_id, id)',

  `create table admin (
    id KEYTEXT not null constraint admin_pkey primary key,
    email text not null,
    email_key KEYTEXT not null constraint admin_email_key unique,
    name text not null,
    password_hash text,
    setup_hash KEYTEXT,
    setup_expires_at KEYTEXT,
    disabled_at KEYTEXT,
    version integer not null,
    created_at KEYTEXT not null,
    updated_at KEYTEXT not null)`,
  'create index admin_setup_hash_idx on admin (setup_hash) where setup_hash is not null',

  `create table admin_grant (
    admin_id KEYTEXT not null constraint admin_grant_admin_id_fkey references admin (id),
    tenant_id KEYTEXT not null,
    role KEYTEXT not null,
    constraint admin_grant_pkey primary key (admin_id, tenant_id))`,
  'create index admin_grant_tenant_id_idx on admin_grant (tenant_id, admin_id)',

  `create table admin_session (
    id KEYTEXT not null constraint admin_session_pkey primary key,
    admin_id KEYTEXT not null constraint admin_session_admin_id_fkey references admin (id),
    secret_hash KEYTEXT not null constraint admin_session_secret_hash_key unique,
    created_at KEYTEXT not null,
    expires_at KEYTEXT not null,
    last_seen_at KEYTEXT not null,
    revoked_at KEYTEXT,
    user_agent text)`,
  'create index admin_session_admin_id_idx on admin_session (admin_id)',

  `create table api_key (
    id KEYTEXT not null constraint api_key_pkey primary key,
    name text not null,
    secret_hash KEYTEXT not null constraint api_key_secret_hash_key unique,
    last_four KEYTEXT not null,
    created_at KEYTEXT not null,
    expires_at KEYTEXT,
    revoked_at KEYTEXT,
    last_used_at KEYTEXT)`,

  `create table api_key_grant (
    api_key_id KEYTEXT not null constraint api_key_grant_api_key_id_fkey references api_key (id),
    tenant_id KEYTEXT not null,
    role KEYTEXT not null,
    constraint api_key_grant_pkey primary key (api_key_id, tenant_id))`,
  'create index api_key_grant_tenant_id_idx on api_key_grant (tenant_id, api_key_id)',

  `create table setup_code (
    purpose KEYTEXT not null constraint setup_code_pkey primary key,
    code_hash KEYTEXT not null,
    created_at KEYTEXT not null,
    expires_at KEYTEXT not null)`,

  `create table throttle (
    key KEYTEXT not null constraint throttle_pkey primary key,
    attempts integer not null,
    resets_at KEYTEXT not null)`,
  'create index throttle_resets_at_idx on throttle (resets_at)',

  `create table idempotency_key (
    tenant_id KEYTEXT not null,
    actor_id KEYTEXT not null,
    key KEYTEXT not null,
    operation KEYTEXT not null,
    request_digest KEYTEXT not null,
    result_id KEYTEXT not null,
    created_at KEYTEXT not null,
    constraint idempotency_key_pkey primary key (tenant_id, actor_id, key)) CLUSTERED`,
  'create index idempotency_key_created_at_idx on idempotency_key (created_at)',
]

/** Tables whose rows belong to one tenant, with the column that says which. Admins, sessions and keys belong to the instance. */
const tenantTables: Readonly<Record<string, string>> = {
  tenant: 'id',
  organisation: 'tenant_id',
  directory: 'tenant_id',
  scim_definition: 'tenant_id',
  credential: 'tenant_id',
  person: 'tenant_id',
  person_key: 'tenant_id',
  scim_resource: 'tenant_id',
  scim_value: 'tenant_id',
  scim_unique: 'tenant_id',
  scim_total: 'tenant_id',
  scim_member: 'tenant_id',
  scim_unresolved_member: 'tenant_id',
  scim_history: 'tenant_id',
  scim_member_history: 'tenant_id',
  audit_event: 'tenant_id',
  audit_checkpoint: 'tenant_id',
  event: 'tenant_id',
  request_record: 'tenant_id',
  idempotency_key: 'tenant_id',
}

export const init: Migration = {
  up: (db) => createTables(db, tables, tenantTables),
}
