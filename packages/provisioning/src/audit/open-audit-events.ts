import { type AuditEventRow, type Db, listPersonKeys } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { unseal } from '../crypto/keyring.ts'
import { personKeyPurpose } from '../persons/person-keys.ts'

/** What an audit event says of before and after. */
export interface OpenedAuditData {
  readonly before?: unknown
  readonly after?: unknown
  readonly addedMembers?: readonly string[]
  readonly removedMembers?: readonly string[]
  /** The person was purged: what was sealed stays sealed for ever. */
  readonly erased: boolean
}

/** Opens the data of events of one tenant; each person's key is read once. */
export async function openAuditEvents(
  ctx: OperationContext,
  db: Db,
  tenantId: string,
  rows: readonly AuditEventRow[],
): Promise<OpenedAuditData[]> {
  const personIds = [
    ...new Set(rows.flatMap((row) => (row.person_id === null || row.data === null ? [] : [row.person_id]))),
  ]
  const wrapped = await listPersonKeys(db, tenantId, personIds)
  const keys = new Map(
    wrapped.map((row) => [
      row.person_id,
      ctx.keyring.unwrap(row.wrapped_key, personKeyPurpose(tenantId, row.person_id)),
    ]),
  )
  return rows.map((row) => {
    if (row.data === null) return { erased: false }
    if (row.person_id === null) return { ...parse(row.data), erased: false }
    const key = keys.get(row.person_id)
    if (key === undefined) return { erased: true }
    return { ...parse(unseal(key, row.data, auditPurpose(row.target_id, row.target_version ?? 0))), erased: false }
  })
}

const parse = (data: Buffer) => JSON.parse(data.toString()) as Omit<OpenedAuditData, 'erased'>

/** What sealed audit data is bound to. */
export const auditPurpose = (targetId: string, version: number): string => `audit ${targetId} ${version}`
