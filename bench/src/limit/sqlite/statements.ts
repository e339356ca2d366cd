import type { Database, Statement } from 'better-sqlite3'
import { insertInto, type Table } from '../../rows/columns.ts'

/** A bare parameter would have SQLite prepare most statements anew each time (see the store's compiler): what the product knows, the limit knows too. */
const stable =
  (db: Database) =>
  (text: string): Statement =>
    db.prepare(text.replaceAll('?', '+?'))

/** Every write of the limit server, prepared once; the loader of populations uses the inserts too. */
export function prepareWrites(db: Database) {
  const prepare = stable(db)
  const insert = (table: Table) => prepare(insertInto(table, () => '?'))
  return {
    insertPerson: insert('person'),
    insertPersonKey: insert('person_key'),
    personKey: prepare('select wrapped_key from person_key where tenant_id = ? and person_id = ?').pluck(),
    removedPerson: prepare(
      `select person_id from scim_resource where tenant_id = ? and directory_id = ? and type = ? and external_id = ?
         and removed_at is not null order by removed_at desc limit 1`,
    ).pluck(),
    insertResource: insert('scim_resource'),
    insertValue: prepare(
      `insert into scim_value (tenant_id, directory_id, type, path, value_key, value_long, resource_id, element, lead)
       values (?, ?, ?, ?, ?, null, ?, ?, ?)`,
    ),
    insertIndex: insert('scim_index'),
    updateIndex: prepare(
      'update scim_index set entries = ? where tenant_id = ? and directory_id = ? and type = ? and resource_id = ?',
    ),
    deleteValue: prepare(
      `delete from scim_value where tenant_id = ? and directory_id = ? and type = ? and path = ? and value_key = ?
       and resource_id = ? and element = ?`,
    ),
    addToTotal: prepare(
      `insert into scim_total (tenant_id, directory_id, type, slot, live) values (?, ?, ?, 0, ?)
       on conflict (tenant_id, directory_id, type, slot) do update set live = live + excluded.live`,
    ),
    resource: prepare(
      `select doc, version, person_id, created_at, updated_at from scim_resource where tenant_id = ? and id = ?
         and directory_id = ? and type = ? and removed_at is null`,
    ).raw(),
    updateResource: prepare(
      `update scim_resource set name_key = ?, external_id = ?, display_name = ?, display_key = ?, active = ?, doc = ?,
       version = ?, updated_at = ? where tenant_id = ? and id = ? and version = ? and removed_at is null`,
    ),
    touchResource: prepare(
      `update scim_resource set version = ?, updated_at = ? where tenant_id = ? and id = ? and version = ?
       and removed_at is null`,
    ),
    insertHistory: insert('scim_history'),
    insertAudit: insert('audit_event'),
    insertEvent: insert('event'),
    liveIds: prepare(
      `select r.id from json_each(?) l cross join scim_resource r on r.tenant_id = ? and r.id = l.value
         where r.directory_id = ? and r.removed_at is null`,
    ).pluck(),
    insertMember: prepare('insert or ignore into scim_member (tenant_id, group_id, member_id) values (?, ?, ?)'),
    deleteMember: prepare('delete from scim_member where tenant_id = ? and group_id = ? and member_id = ?'),
    openMembership: prepare(
      `insert into scim_member_history (tenant_id, group_id, member_id, from_version, from_at, to_version, to_at)
       values (?, ?, ?, ?, ?, null, null)`,
    ),
    closeMembership: prepare(
      `update scim_member_history set to_version = ?, to_at = ? where tenant_id = ? and group_id = ? and member_id = ?
       and to_version is null`,
    ),
    touchCredential: prepare('update credential set last_used_at = ? where tenant_id = ? and id = ?'),
  }
}

export type Writes = ReturnType<typeof prepareWrites>

const LISTED = 'r.id, r.doc, r.version, r.created_at, r.updated_at'
const LIVE = 'r.tenant_id = ? and r.directory_id = ? and r.type = ? and r.removed_at is null'

/** Every read of the limit server, prepared once. */
export function prepareReads(db: Database) {
  const prepare = stable(db)
  return {
    byId: prepare(
      `select ${LISTED} from scim_resource r where r.tenant_id = ? and r.id = ? and r.directory_id = ? and r.type = ?
         and r.removed_at is null`,
    ).raw(),
    byName: prepare(`select ${LISTED} from scim_resource r where ${LIVE} and r.name_key = ?`).raw(),
    byExternalId: prepare(`select ${LISTED} from scim_resource r where ${LIVE} and r.external_id = ?`).raw(),
    page: prepare(
      `select ${LISTED}, r.n from (select p.id from scim_resource p where p.tenant_id = ? and p.directory_id = ?
         and p.type = ? and p.removed_at is null order by p.n, p.id limit ? offset ?) k
         join scim_resource r on r.tenant_id = ? and r.id = k.id`,
    ).raw(),
    pageAfter: prepare(
      `select ${LISTED}, r.n from scim_resource r where ${LIVE} and (r.n, r.id) > (?, ?) order by r.n, r.id limit ?`,
    ).raw(),
    total: prepare('select sum(live) from scim_total where tenant_id = ? and directory_id = ? and type = ?').pluck(),
    parents: prepare(
      `select r.id, r.display_name from scim_member m join scim_resource r on r.tenant_id = m.tenant_id
         and r.id = m.group_id where m.tenant_id = ? and m.member_id = ? order by m.group_id`,
    ).raw(),
    inGroups: prepare(
      `select distinct m.member_id from json_each(?) l cross join scim_member m
         where m.tenant_id = ? and m.member_id = l.value`,
    ).pluck(),
    members: prepare(
      `select r.id, r.type, r.display_name from scim_member m join scim_resource r on r.tenant_id = m.tenant_id
         and r.id = m.member_id where m.tenant_id = ? and m.group_id = ? order by m.member_id`,
    ).raw(),
    countMembers: prepare(
      'select count(*) from (select 1 from scim_member where tenant_id = ? and group_id = ? limit ?)',
    ).pluck(),
    credential: prepare(
      'select tenant_id, directory_id, id, name from credential where secret_hash = ? and revoked_at is null',
    ).raw(),
  }
}

export type Reads = ReturnType<typeof prepareReads>
