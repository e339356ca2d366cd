import BetterSqlite3 from 'better-sqlite3'
import { toDocument } from '../../rows/document.ts'
import type { AnsweredRow } from '../../rows/resource.ts'
import type { WrappingKey } from '../../rows/sealing.ts'
import { Refused, type Space } from '../../rows/space.ts'
import { patchedBy } from '../../rows/user.ts'
import { type Backend, type FoundGroup, MEMBERS_IN_PATCH_ANSWER } from '../backend.ts'
import { membersText, withGroups } from './reads.ts'
import { openRequestRecords } from './request-records.ts'
import { SharedCommit } from './shared-commit.ts'
import { prepareReads, prepareWrites } from './statements.ts'
import { createGroup, patchGroup } from './write-groups.ts'
import { changeUser, createUser } from './write-users.ts'

type Listed = [...AnsweredRow, n: number]

/** One writing and one read-only handle on the product's own file, WAL, synchronous=FULL, shared commits. */
export function openSqliteBackend(file: string, wrapping: WrappingKey, base: string): Backend {
  const writer = new BetterSqlite3(file)
  writer.pragma('journal_mode = wal')
  writer.pragma('synchronous = full')
  writer.pragma('foreign_keys = on')
  const reader = new BetterSqlite3(file, { readonly: true })
  // SQLite's own default of 2 MB reads pages again and again.
  for (const handle of [writer, reader]) handle.pragma('cache_size = -65536')
  const writes = prepareWrites(writer)
  const reads = prepareReads(reader)
  const commits = new SharedCommit(writer)
  const requestRecords = openRequestRecords(file)

  const find = (space: Space, type: 'User' | 'Group', id: string) =>
    reads.byId.get(space.tenantId, id, space.directoryId, type) as AnsweredRow | undefined
  const found = (space: Space, row: AnsweredRow) => {
    const [user] = withGroups(reads, space, [row])
    if (user === undefined) throw new Refused(404, 'no such user')
    return user
  }
  const page = (space: Space, rows: Listed[]) => ({
    users: withGroups(reads, space, rows as unknown as AnsweredRow[]),
    total: (reads.total.get(space.tenantId, space.directoryId, 'User') as number | null) ?? 0,
    numbers: rows.map((row) => row[5]),
  })
  const patched = (space: Space, row: AnsweredRow): FoundGroup => {
    const counted = reads.countMembers.get(space.tenantId, row[0], MEMBERS_IN_PATCH_ANSWER + 1) as number
    return { row, members: counted > MEMBERS_IN_PATCH_ANSWER ? undefined : membersText(reads, space, row[0], base) }
  }

  return {
    findSpace(secretHash) {
      const row = reads.credential.get(secretHash) as [string, string, string, string] | undefined
      if (row === undefined) return undefined
      return { tenantId: row[0], directoryId: row[1], credentialId: row[2], credentialName: row[3] }
    },
    user(space, id) {
      const row = find(space, 'User', id)
      return row && found(space, row)
    },
    usersBy(space, attribute, value) {
      const statement = attribute === 'userName' ? reads.byName : reads.byExternalId
      const key = attribute === 'userName' ? value.toLowerCase() : value
      return withGroups(reads, space, statement.all(space.tenantId, space.directoryId, 'User', key) as AnsweredRow[])
    },
    page(space, startIndex, limit) {
      const { tenantId, directoryId } = space
      return page(space, reads.page.all(tenantId, directoryId, 'User', limit, startIndex - 1, tenantId) as Listed[])
    },
    pageAfter(space, n, id, limit) {
      return page(space, reads.pageAfter.all(space.tenantId, space.directoryId, 'User', n, id, limit) as Listed[])
    },
    async createUser(space, body, requestId) {
      return found(space, await commits.run(() => createUser(writes, space, wrapping, body, requestId)))
    },
    async replaceUser(space, id, body, requestId) {
      const want = () => toDocument(body, id)
      const row = await commits.run(() => changeUser(writes, space, wrapping, id, 'replaced', want, requestId))
      return found(space, row)
    },
    async patchUser(space, id, body, requestId) {
      const want = patchedBy(body)
      const row = await commits.run(() => changeUser(writes, space, wrapping, id, 'patched', want, requestId))
      return found(space, row)
    },
    group(space, id, options) {
      const row = find(space, 'Group', id)
      return row && { row, members: options.members ? membersText(reads, space, id, base) : undefined }
    },
    async createGroup(space, body, requestId) {
      return patched(space, await commits.run(() => createGroup(writes, space, body, requestId)))
    },
    async patchGroup(space, id, body, requestId) {
      return patched(space, await commits.run(() => patchGroup(writes, space, id, body, requestId)))
    },
    keepRecords: async (records) => requestRecords.insert(records),
    async touchCredential(space) {
      await commits.run(() => writes.touchCredential.run(new Date().toISOString(), space.tenantId, space.credentialId))
    },
    async close() {
      requestRecords.close()
      reader.close()
      writer.close()
    },
  }
}
