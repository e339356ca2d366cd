import { COLUMNS, insertInto, type Table } from '../../rows/columns.ts'
import type { Space } from '../../rows/space.ts'
import type { Step } from './flight.ts'

const LISTED = 'r.id, r.doc, r.version, r.created_at, r.updated_at'
const LIVE = 'r.tenant_id = $1 and r.directory_id = $2 and r.type = $3 and r.removed_at is null'

/** Groups of the users of `ids`, as one column of JSON beside each user: [[id, display], …] or null. */
const HELD = `(select json_agg(json_build_array(g.id, g.display_name) order by g.id) from scim_member m
  join scim_resource g on g.tenant_id = m.tenant_id and g.id = m.group_id
  where m.tenant_id = $1 and m.member_id = r.id)`

const RECORD_TYPES: Readonly<Record<string, string>> = {
  status: 'smallint',
  duration_ms: 'real',
  request_bytes: 'integer',
  response_bytes: 'integer',
  content: 'bytea',
}

const insert = (table: Table) => insertInto(table, (position) => `$${position}`)

/** Statement texts of the limit server on PostgreSQL; each is prepared once per connection. */
export const SQL = {
  setTenant: "select set_config('rollcall.tenant', $1, true)",
  begin: 'begin',
  commit: 'commit',
  user: `select ${LISTED}, ${HELD} from scim_resource r where ${LIVE} and r.id = $4`,
  userByName: `select ${LISTED}, ${HELD} from scim_resource r where ${LIVE} and r.name_key = $4`,
  userByExternalId: `select ${LISTED}, ${HELD} from scim_resource r where ${LIVE} and r.external_id = $4`,
  page: `select ${LISTED}, ${HELD}, r.n from (select p.id, p.n from scim_resource p where p.tenant_id = $1
    and p.directory_id = $2 and p.type = $3 and p.removed_at is null order by p.n, p.id limit $4 offset $5) k
    join scim_resource r on r.tenant_id = $1 and r.id = k.id order by k.n, k.id`,
  pageAfter: `select ${LISTED}, ${HELD}, r.n from scim_resource r where ${LIVE} and (r.n, r.id) > ($4, $5)
    order by r.n, r.id limit $6`,
  total: 'select sum(live) from scim_total where tenant_id = $1 and directory_id = $2 and type = $3',
  removedPerson: `select person_id from scim_resource where tenant_id = $1 and directory_id = $2 and type = 'User'
    and external_id = $3 and removed_at is not null order by removed_at desc limit 1`,
  insertPerson: insert('person'),
  insertPersonKey: insert('person_key'),
  insertResource: insert('scim_resource'),
  insertHistory: insert('scim_history'),
  insertAudit: insert('audit_event'),
  insertEvent: insert('event'),
  insertValues: `insert into scim_value (tenant_id, directory_id, type, path, value_key, resource_id, element, lead)
    select $1, $2, $3, v.path, v.value_key, $4, v.element, v.lead
    from unnest($5::text[], $6::text[], $7::int[], $8::smallint[]) v(path, value_key, element, lead)`,
  insertIndex: insert('scim_index'),
  updateIndex: `update scim_index set entries = $5 where tenant_id = $1 and directory_id = $2 and type = $3
    and resource_id = $4`,
  deleteValues: `delete from scim_value s using unnest($5::text[], $6::text[], $7::int[]) v(path, value_key, element)
    where s.tenant_id = $1 and s.directory_id = $2 and s.type = $3 and s.resource_id = $4 and s.path = v.path
    and s.value_key = v.value_key and s.element = v.element`,
  addToTotal: `insert into scim_total (tenant_id, directory_id, type, slot, live) values ($1, $2, $3, $4, $5)
    on conflict (tenant_id, directory_id, type, slot) do update set live = scim_total.live + excluded.live`,
  lockUser: `select r.doc, r.version, r.person_id, encode(k.wrapped_key, 'hex'), r.created_at, r.updated_at
    from scim_resource r join person_key k on k.tenant_id = r.tenant_id and k.person_id = r.person_id
    where ${LIVE} and r.id = $4 for update of r`,
  updateResource: `update scim_resource set name_key = $1, external_id = $2, display_name = $3, display_key = $4,
    active = $5, doc = $6, version = $7, updated_at = $8 where tenant_id = $9 and id = $10`,
  lockGroup: `select r.doc, r.version, r.created_at, r.updated_at from scim_resource r where ${LIVE} and r.id = $4 for update`,
  touchResource: 'update scim_resource set version = $1, updated_at = $2 where tenant_id = $3 and id = $4',
  addMembers: `insert into scim_member (tenant_id, group_id, member_id)
    select $1, $3, r.id from unnest($4::text[]) l(id) join scim_resource r on r.tenant_id = $1 and r.id = l.id
    where r.directory_id = $2 and r.removed_at is null on conflict (tenant_id, group_id, member_id) do nothing
    returning member_id`,
  removeMembers: `delete from scim_member where tenant_id = $1 and group_id = $2 and member_id = any ($3::text[])
    returning member_id`,
  countMembers: `select count(*) from (select 1 from scim_member where tenant_id = $1 and group_id = $2 limit $3) m`,
  openMemberships: `insert into scim_member_history (tenant_id, group_id, member_id, from_version, from_at)
    select $1, $2, m.id, $3, $4 from unnest($5::text[]) m(id)`,
  closeMemberships: `update scim_member_history set to_version = $1, to_at = $2 where tenant_id = $3 and group_id = $4
    and member_id = any ($5::text[]) and to_version is null`,
  group: `select ${LISTED} from scim_resource r where ${LIVE} and r.id = $4`,
  members: `select string_agg('{"value":"' || r.id || '","$ref":"' || $3::text || '/' || r.type || 's/' || r.id ||
    '","type":"' || r.type || '","display":' || to_json(r.display_name)::text || '}', ',' order by m.member_id)
    from scim_member m join scim_resource r on r.tenant_id = m.tenant_id and r.id = m.member_id
    where m.tenant_id = $1 and m.group_id = $2`,
  insertRecords: `insert into request_record (${COLUMNS.request_record.join(', ')})
    select x.* from json_to_recordset($1::json) x(${COLUMNS.request_record.map((name) => `${name} ${RECORD_TYPES[name] ?? 'text'}`).join(', ')})`,
  touchCredential: 'update credential set last_used_at = $1 where tenant_id = $2 and id = $3',
} as const

/** The tenant is set in the same round trip as the work, for the row-level security that the product's tables force. */
export const scopedTo = ({ tenantId }: Space, steps: readonly Step[]): Step[] => [
  { text: SQL.setTenant, values: [tenantId] },
  ...steps,
]
