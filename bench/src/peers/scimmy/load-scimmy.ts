import BetterSqlite3 from 'better-sqlite3'
import { v7 } from 'uuid'
import { groupNameOf, LOADED, type Population, type PopulationPlan } from '../../population/plan.ts'
import { GROUP_SCHEMA, userBody, userNameOf } from '../../population/users.ts'

/** The tables of the scimmy adapter and their rows. */
export function loadScimmy(file: string, plan: PopulationPlan): Population {
  const db = new BetterSqlite3(file)
  db.exec(`create table resource (n integer primary key, type text not null, id text not null, name text not null,
    doc text not null, unique (type, id), unique (type, name))`)
  db.exec('create index resource_type_n_idx on resource (type, n)')
  const insert = db.prepare('insert into resource (type, id, name, doc) values (?, ?, ?, ?)')
  const at = new Date().toISOString()
  const metaOf = (resourceType: string) => ({ resourceType, created: at, lastModified: at })
  const userIds: string[] = []
  const groups: { id: string; members: number }[] = []
  db.transaction(() => {
    for (let n = 0; n < plan.users; n += 1) {
      const id = v7()
      insert.run(
        'User',
        id,
        userNameOf(LOADED, n),
        JSON.stringify({ ...userBody(LOADED, n), id, meta: metaOf('User') }),
      )
      userIds.push(id)
    }
    for (const size of plan.groups) {
      const id = v7()
      const displayName = groupNameOf(size)
      const members = userIds.slice(0, size).map((value) => ({ value, type: 'User' }))
      const group = { schemas: [GROUP_SCHEMA], id, displayName, members, meta: metaOf('Group') }
      insert.run('Group', id, displayName.toLowerCase(), JSON.stringify(group))
      groups.push({ id, members: size })
    }
  })()
  db.close()
  return { userIds, groups }
}
