import { createHash } from 'node:crypto'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { prepareReads, prepareWrites } from '../limit/sqlite/statements.ts'
import { COLUMNS, insertInto } from '../rows/columns.ts'
import { type WrappingKey, wrappingKey } from '../rows/sealing.ts'
import type { Space } from '../rows/space.ts'
import { loadedGroup, loadedUsers } from './rollcall-rows.ts'

/** A tenant to fill, by its token. */
export interface TenantLoad {
  readonly token: string
  readonly users: number
  readonly groups: readonly number[]
}

/**
 * Fills a migrated Rollcall file by SQL, since a million creates through the API would take an hour. The history, audit and event rows are there
 * too; verifyPopulation then asks the server whether it would have written the same.
 */
export function loadSqlite(file: string, secret: string, tenants: readonly TenantLoad[]): void {
  const db = new BetterSqlite3(file)
  // Nothing is answered to anybody before the load is complete, so it need not be durable meanwhile. Without a journal only in unsafe mode.
  db.unsafeMode()
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -400000', 'temp_store = file'])
    db.pragma(pragma)
  const restoreIndexes = dropIndexes(db)
  db.exec('begin')
  for (const tenant of tenants) loadTenant(db, wrappingKey(secret), spaceOf(db, tenant.token), tenant)
  db.exec('commit')
  restoreIndexes()
  db.pragma('journal_mode = wal')
  db.close()
}

/** What was loaded, in order. */
export function readLoaded(file: string, token: string): { userIds: string[]; groupIds: string[] } {
  const db = new BetterSqlite3(file, { readonly: true })
  try {
    const { tenantId, directoryId } = spaceOf(db, token)
    const ids = db.prepare(
      'select id from scim_resource where tenant_id = ? and directory_id = ? and type = ? order by n',
    )
    const of = (type: string) => ids.pluck().all(tenantId, directoryId, type) as string[]
    return { userIds: of('User'), groupIds: of('Group') }
  } finally {
    db.close()
  }
}

function loadTenant(db: Database, wrapping: WrappingKey, space: Space, plan: TenantLoad): void {
  const writes = prepareWrites(db)
  const { tenantId, directoryId } = space
  db.exec('create temp table staged (path, value_key, resource_id, element, lead)')
  const stage = db.prepare('insert into temp.staged values (?, ?, ?, ?, ?)')
  const insertValue = db.prepare(insertInto('scim_value', () => '?'))
  const insertMembership = db.prepare(insertInto('scim_member_history', () => '?'))
  const userIds: string[] = []
  for (const user of loadedUsers(space, wrapping, plan.users)) {
    userIds.push(user.id)
    writes.insertPerson.run(...user.person)
    writes.insertPersonKey.run(...user.personKey)
    writes.insertResource.run(...user.resource)
    writes.insertIndex.run(...user.index)
    for (const [, , , path, key, , resource, element, lead] of user.values)
      stage.run(path, key, resource, element, lead)
    writes.insertHistory.run(...user.history)
    writes.insertAudit.run(...user.audit)
    writes.insertEvent.run(...user.event)
  }
  // In the order of the primary key, so that the tree is appended to and never split.
  db.prepare(
    `insert into scim_value select ?, ?, 'User', path, value_key, null, resource_id, element, lead from staged
     order by path, value_key, resource_id, element`,
  ).run(tenantId, directoryId)
  db.exec('drop table temp.staged')
  for (const size of plan.groups) {
    const group = loadedGroup(space, userIds.slice(0, size))
    writes.insertResource.run(...group.resource)
    writes.insertIndex.run(...group.index)
    for (const value of group.values) insertValue.run(...value)
    for (const member of group.members) writes.insertMember.run(...member)
    for (const membership of group.memberships) insertMembership.run(...membership)
    writes.insertHistory.run(...group.history)
    writes.insertAudit.run(...group.audit)
    writes.insertEvent.run(...group.event)
  }
  if (plan.users > 0) writes.addToTotal.run(tenantId, directoryId, 'User', plan.users)
  if (plan.groups.length > 0) writes.addToTotal.run(tenantId, directoryId, 'Group', plan.groups.length)
}

function spaceOf(db: Database, token: string): Space {
  const hash = createHash('sha256').update(token).digest('hex')
  const row = prepareReads(db).credential.get(hash) as string[]
  const [tenantId = '', directoryId = '', credentialId = '', credentialName = ''] = row
  return { tenantId, directoryId, credentialId, credentialName }
}

const LOADED_TABLES = Object.keys(COLUMNS)
  .map((table) => `'${table}'`)
  .join(', ')

/** Indexes that are not part of a table are built once at the end. */
function dropIndexes(db: Database): () => void {
  const indexes = db
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${LOADED_TABLES})`,
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`drop index "${name}"`)
  return () => {
    for (const { sql } of indexes) db.exec(sql)
  }
}
