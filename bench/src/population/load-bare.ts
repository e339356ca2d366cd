import BetterSqlite3 from 'better-sqlite3'
import { v7 } from 'uuid'
import { LOADED, type Population } from './plan.ts'
import { userBody, userNameOf } from './users.ts'

/** The table of the bare server and its users. */
export function loadBare(file: string, users: number): Population {
  const db = new BetterSqlite3(file)
  db.exec(
    'create table user (n integer primary key, id text not null unique, user_name text not null unique, doc text not null)',
  )
  const insert = db.prepare('insert into user (id, user_name, doc) values (?, ?, ?)')
  const userIds: string[] = []
  db.transaction(() => {
    for (let n = 0; n < users; n += 1) {
      const id = v7()
      const meta = { resourceType: 'User', location: `/scim/v2/Users/${id}` }
      insert.run(id, userNameOf(LOADED, n), JSON.stringify({ ...userBody(LOADED, n), id, meta }))
      userIds.push(id)
    }
  })()
  db.close()
  return { userIds, groups: [] }
}
