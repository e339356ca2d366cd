import { hash } from 'node:crypto'
import { insertAuditEvent, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** Tenant id of acts that belong to no tenant: creating an admin, an API key. */
export const INSTANCE_TENANT = '*'

export interface AuditEntry {
  readonly tenantId: string
  /** Past tense with a dot: `token.created`. */
  readonly action: string
  /** `version`: the one the act made, where the target has versions. */
  readonly target: { readonly type: string; readonly id: string; readonly version?: number | undefined }
  readonly directoryId?: string | undefined
  readonly personId?: string | undefined
  /** Paths that changed. */
  readonly changed?: readonly string[]
  /** Before and after. Personal values must already be sealed. */
  readonly data?: Buffer | undefined
}

/** Appends one audit event in the caller's transaction. Its digest covers the content; the sealer chains it later. */
export async function appendAuditEvent(ctx: OperationContext, trx: Trx, entry: AuditEntry): Promise<void> {
  const row = {
    tenant_id: entry.tenantId,
    id: ctx.newId(),
    occurred_at: ctx.now().toISOString(),
    actor_type: ctx.actor.type,
    actor_id: ctx.actor.id,
    actor_label: ctx.actor.label,
    action: entry.action,
    target_type: entry.target.type,
    target_id: entry.target.id,
    target_version: entry.target.version ?? null,
    directory_id: entry.directoryId ?? null,
    person_id: entry.personId ?? null,
    request_id: ctx.requestId,
    changed: JSON.stringify(entry.changed ?? []),
    data: entry.data ?? null,
  }
  await insertAuditEvent(trx, { ...row, digest: digestOf(row) })
}

/** In this order, whatever the order of a row's columns. */
const DIGESTED = [
  'tenant_id',
  'id',
  'occurred_at',
  'actor_type',
  'actor_id',
  'actor_label',
  'action',
  'target_type',
  'target_id',
  'target_version',
  'directory_id',
  'person_id',
  'request_id',
  'changed',
  'data',
] as const

/** SHA-256 over every column of the content, each preceded by its length, so that no two contents read alike. */
export function digestOf(row: Readonly<Record<(typeof DIGESTED)[number], string | number | Buffer | null>>): string {
  // One piece for the hash: a call for each column costs more than the hashing.
  const parts: Buffer[] = []
  let text = ''
  for (const name of DIGESTED) {
    const value = row[name]
    if (value === null) text += '-'
    else if (Buffer.isBuffer(value)) {
      parts.push(Buffer.from(`${text}${value.length}:`), value)
      text = ''
    } else {
      const shown = String(value)
      text += `${Buffer.byteLength(shown)}:${shown}`
    }
  }
  return hash('sha256', Buffer.concat([...parts, Buffer.from(text)]))
}

/** Plain before and after, for acts that hold no personal values. */
export const plainData = (data: { readonly before?: unknown; readonly after?: unknown }): Buffer =>
  Buffer.from(JSON.stringify(data))
