import pg from 'pg'
import { COLUMNS } from '../../rows/columns.ts'
import { toDocument } from '../../rows/document.ts'
import type { AnsweredRow } from '../../rows/resource.ts'
import type { WrappingKey } from '../../rows/sealing.ts'
import type { Space } from '../../rows/space.ts'
import { patchedBy } from '../../rows/user.ts'
import type { Backend, FoundPage, FoundUser } from '../backend.ts'
import { fly, type Step, type TextRow } from './flight.ts'
import { SQL, scopedTo } from './statements.ts'
import { createGroup, patchGroup } from './write-groups.ts'
import { changeUser, createUser } from './write-users.ts'

/** As many connections as the product's pool has. */
const POOL_SIZE = 10

/** The scope of the instance: for what no tenant is known of yet, and for rows of several. */
const EVERYONE: Space = { tenantId: '*', directoryId: '', credentialId: '', credentialName: '' }

const answeredRow = ([id, doc, version, createdAt, updatedAt]: TextRow): AnsweredRow => [
  ...([String(id), String(doc), Number(version), String(createdAt), String(updatedAt)] as const),
]

function foundUser(row: TextRow): FoundUser {
  const held = row[5] == null ? [] : (JSON.parse(row[5]) as [string, string][])
  return { row: answeredRow(row), groups: held.map(([id, display]) => ({ id, display, direct: true })) }
}

const foundPage = (rows: readonly TextRow[], total: readonly TextRow[]): FoundPage => ({
  users: rows.map(foundUser),
  total: Number(total[0]?.[0] ?? 0),
  numbers: rows.map((row) => Number(row[6])),
})

/** The product's own tables under the product's own role, with prepared statements sent in one round trip wherever they can be. */
export function openPostgresBackend(url: string, wrapping: WrappingKey, base: string): Backend {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE })
  const onConnection = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let broken = true
    try {
      const value = await work(client)
      broken = false
      return value
    } finally {
      // A refused write leaves its transaction open: that connection is not used again.
      client.release(broken)
    }
  }
  const read = async (space: Space, ...steps: Step[]): Promise<TextRow[][]> => {
    const [, ...results] = await onConnection((client) => fly(client, scopedTo(space, steps)))
    return results
  }
  const place = ({ tenantId, directoryId }: Space, type: 'User' | 'Group') => [tenantId, directoryId, type]

  return {
    async findSpace(secretHash) {
      const text =
        'select tenant_id, directory_id, id, name from credential where secret_hash = $1 and revoked_at is null'
      const [rows] = await read(EVERYONE, { text, values: [secretHash] })
      const row = rows?.[0]?.map(String)
      if (row === undefined) return undefined
      const [tenantId = '', directoryId = '', credentialId = '', credentialName = ''] = row
      return { tenantId, directoryId, credentialId, credentialName }
    },
    async user(space, id) {
      const [rows] = await read(space, { text: SQL.user, values: [...place(space, 'User'), id] })
      return rows?.[0] && foundUser(rows[0])
    },
    async usersBy(space, attribute, value) {
      const [text, key] =
        attribute === 'userName' ? [SQL.userByName, value.toLowerCase()] : [SQL.userByExternalId, value]
      const [rows = []] = await read(space, { text, values: [...place(space, 'User'), key] })
      return rows.map(foundUser)
    },
    async page(space, startIndex, limit) {
      const [rows = [], total = []] = await read(
        space,
        { text: SQL.page, values: [...place(space, 'User'), limit, startIndex - 1] },
        { text: SQL.total, values: place(space, 'User') },
      )
      return foundPage(rows, total)
    },
    async pageAfter(space, n, id, limit) {
      const [rows = [], total = []] = await read(
        space,
        { text: SQL.pageAfter, values: [...place(space, 'User'), n, id, limit] },
        { text: SQL.total, values: place(space, 'User') },
      )
      return foundPage(rows, total)
    },
    createUser: (space, body, requestId) =>
      onConnection((client) => createUser(client, space, wrapping, body, requestId)),
    replaceUser: (space, id, body, requestId) =>
      onConnection((client) =>
        changeUser(client, space, wrapping, id, 'replaced', () => toDocument(body, id), requestId),
      ),
    patchUser: (space, id, body, requestId) =>
      onConnection((client) => changeUser(client, space, wrapping, id, 'patched', patchedBy(body), requestId)),
    async group(space, id, options) {
      const members = { text: SQL.members, values: [space.tenantId, id, base] }
      const [rows, text] = await read(
        space,
        { text: SQL.group, values: [...place(space, 'Group'), id] },
        ...(options.members ? [members] : []),
      )
      return rows?.[0] && { row: answeredRow(rows[0]), members: options.members ? (text?.[0]?.[0] ?? '') : undefined }
    },
    createGroup: (space, body, requestId) => onConnection((client) => createGroup(client, space, body, requestId)),
    patchGroup: (space, id, body, requestId) =>
      onConnection((client) => patchGroup(client, space, id, body, requestId, base)),
    async keepRecords(records) {
      const named = records.map((row) =>
        Object.fromEntries(COLUMNS.request_record.map((name, at) => [name, row[at] ?? null])),
      )
      await read(EVERYONE, { text: SQL.insertRecords, values: [JSON.stringify(named)] })
    },
    async touchCredential(space) {
      const values = [new Date().toISOString(), space.tenantId, space.credentialId]
      await read(space, { text: SQL.touchCredential, values })
    },
    close: () => pool.end(),
  }
}
