import { createHash, randomBytes } from 'node:crypto'
import {
  acceptCreate,
  compileResourceType,
  EnterpriseUserSchema,
  GroupSchema,
  type JsonObject,
  toIndexEntries,
  UserResourceType,
  UserSchema,
} from '@rollcall/scim-core'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { v7 } from 'uuid'
import { record } from '../limit/record.ts'
import { type WrappingKey, wrapPersonKey, wrappingKey } from '../limit/sealing.ts'
import type { Space } from '../limit/space.ts'
import { prepareReads, prepareWrites, type Writes } from '../limit/statements.ts'
import { columnsOf, nextNumber } from '../limit/write-users.ts'
import { groupNameOf, LOADED, type Population, type PopulationPlan } from './plan.ts'
import { GROUP_SCHEMA, userBody } from './users.ts'

/**
 * Fills a migrated Rollcall database by SQL, since a million creates through the API would take an hour. The documents and index entries are
 * scim-core's own, and the history, audit and event rows are there too; verifyPopulation then asks the server whether it would have written the same.
 */
export function loadRollcall(file: string, token: string, secret: string, plan: PopulationPlan): Population {
  const db = new BetterSqlite3(file)
  // Nothing is answered to anybody before the load is complete, so it need not be durable meanwhile.
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -400000', 'temp_store = file'])
    db.pragma(pragma)
  const restoreIndexes = dropIndexes(db)
  const space = spaceOf(db, token)
  const writes = prepareWrites(db)
  db.exec(
    `create temp table staged (path text not null, value_key text not null, resource_id text not null,
     element integer not null, lead integer not null)`,
  )
  db.exec('begin')
  const userIds = loadUsers(db, writes, space, wrappingKey(secret), plan.users)
  // In the order of the primary key, so that the tree is appended to and never split.
  db.prepare(
    `insert into scim_value (tenant_id, directory_id, type, path, value_key, value_long, resource_id, element, lead)
     select ?, ?, 'User', path, value_key, null, resource_id, element, lead from staged order by path, value_key, resource_id, element`,
  ).run(space.tenantId, space.directoryId)
  const groups = plan.groups.map((members) => loadGroup(db, writes, space, userIds.slice(0, members)))
  db.exec('commit')
  db.exec('drop table temp.staged')
  restoreIndexes()
  db.pragma('journal_mode = wal')
  db.close()
  return { userIds, groups }
}

function spaceOf(db: Database, token: string): Space {
  const hash = createHash('sha256').update(token).digest('hex')
  const [tenantId, directoryId, credentialId, credentialName] = prepareReads(db).credential.get(hash) as string[]
  return {
    tenantId: String(tenantId),
    directoryId: String(directoryId),
    credentialId: String(credentialId),
    credentialName: String(credentialName),
  }
}

/** Indexes that are not part of a table are built once at the end. */
function dropIndexes(db: Database): () => void {
  const indexes = db
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('scim_resource', 'audit_event', 'scim_member')",
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`drop index "${name}"`)
  return () => {
    for (const { sql } of indexes) db.exec(sql)
  }
}

function loadUsers(db: Database, writes: Writes, space: Space, wrapping: WrappingKey, count: number): string[] {
  const type = compileResourceType(UserResourceType, [UserSchema, EnterpriseUserSchema, GroupSchema])
  const stage = db.prepare('insert into staged values (?, ?, ?, ?, ?)')
  const { tenantId, directoryId } = space
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const at = new Date().toISOString()
    const id = v7()
    const { schemas, ...rest } = acceptCreate(type, userBody(LOADED, n) as JsonObject).document
    const document: JsonObject = { schemas, id, ...rest }
    const personId = v7()
    const personKey = randomBytes(32)
    const [nameKey, externalId, display, displayKey, active, doc] = columnsOf(document, String(document.userName))
    writes.insertPerson.run(tenantId, personId, at)
    writes.insertPersonKey.run(tenantId, personId, wrapPersonKey(wrapping, personKey, tenantId, personId), at)
    writes.insertResource.run(
      ...[
        tenantId,
        directoryId,
        'User',
        id,
        nextNumber(),
        nameKey,
        '',
        externalId,
        display,
        displayKey,
        active,
        1,
        doc,
      ],
      ...[personId, at, at, null],
    )
    for (const { path, key, element, lead } of toIndexEntries(type, document))
      stage.run(path, key, id, element, lead ? 1 : 0)
    record(writes, space, v7(), {
      ...{ type: 'User', operation: 'created', verb: 'created', id, version: 1, at, personId, personKey, doc },
      changed: Object.keys(document),
      data: `{"after":${doc},"addedMembers":[]}`,
    })
    ids.push(id)
  }
  if (count > 0) writes.addToTotal.run(tenantId, directoryId, 'User', count)
  return ids
}

function loadGroup(
  db: Database,
  writes: Writes,
  space: Space,
  memberIds: readonly string[],
): { id: string; members: number } {
  const { tenantId, directoryId } = space
  const id = v7()
  const at = new Date().toISOString()
  const document = { schemas: [GROUP_SCHEMA], id, displayName: groupNameOf(memberIds.length) }
  const [nameKey, , display, displayKey, , doc] = columnsOf(document, document.displayName)
  writes.insertResource.run(
    ...[
      tenantId,
      directoryId,
      'Group',
      id,
      nextNumber(),
      nameKey,
      '',
      null,
      display,
      displayKey,
      null,
      1,
      doc,
      null,
      at,
      at,
      null,
    ],
  )
  db.prepare(
    `insert into scim_value (tenant_id, directory_id, type, path, value_key, value_long, resource_id, element, lead)
     values (?, ?, 'Group', 'schemas', ?, null, ?, 0, 1)`,
  ).run(tenantId, directoryId, GROUP_SCHEMA, id)
  for (const member of memberIds) {
    writes.insertMember.run(tenantId, id, member)
    writes.openMembership.run(tenantId, id, member, 1, at)
  }
  writes.addToTotal.run(tenantId, directoryId, 'Group', 1)
  record(writes, space, v7(), {
    ...{ type: 'Group', operation: 'created', verb: 'created', id, version: 1, at, personId: null },
    ...{ personKey: undefined, doc, changed: Object.keys(document) },
    data: `{"after":${doc},"addedMembers":${JSON.stringify(memberIds.slice(0, 1_000))}}`,
  })
  return { id, members: memberIds.length }
}
