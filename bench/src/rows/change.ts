import { v7 } from 'uuid'
import type { Row } from './columns.ts'
import { digest, packAudit, packHistory } from './sealing.ts'
import type { Space } from './space.ts'

export interface Change {
  readonly type: 'User' | 'Group'
  readonly operation: 'created' | 'replaced' | 'patched'
  /** What happened, as the audit log says it: created, updated, activated, deactivated. */
  readonly verb: string
  readonly id: string
  readonly version: number
  readonly at: string
  readonly personId: string | null
  readonly personKey: Buffer | undefined
  readonly doc: string
  readonly changed: readonly string[]
  /** JSON of before, after and moved members. */
  readonly data: string
}

export interface ChangeRows {
  readonly history: Row
  readonly audit: Row
  readonly event: Row
}

/** The history row, audit event and outbox event of one change. */
export function changeRows(space: Space, requestId: string, change: Change): ChangeRows {
  const { type, id, version, at, personId, personKey } = change
  const { tenantId, directoryId, credentialId, credentialName } = space
  const action = `${type.toLowerCase()}.${change.verb}`
  const changed = JSON.stringify(change.changed)
  const data = packAudit(personKey, id, version, change.data)
  const audit = [
    ...[tenantId, v7(), at, 'credential', credentialId, credentialName, action, type, id, version],
    ...[directoryId, personId, requestId, changed],
  ]
  return {
    history: [
      ...[tenantId, id, version, directoryId, change.operation, 'credential', credentialId, requestId, at, personId],
      packHistory(personKey, id, change.doc),
    ],
    audit: [...audit, data, digest(audit, data)],
    event: [tenantId, v7(), action, directoryId, type, id, personId, version, changed, requestId, at],
  }
}
