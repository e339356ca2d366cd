import {
  dayOf,
  findRequestRecord,
  forgetRecordKeysOf,
  type KeysetPage,
  listRequestRecordPage,
  NotFoundError,
  type RequestRecordSummary,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { openContent, openRecordKey, type RecordedContent } from './record-keys.ts'

/** One exchange, without the bodies. */
export interface RequestRecord {
  readonly id: string
  readonly tenantId: string
  readonly directoryId: string
  readonly credentialId: string
  readonly occurredAt: string
  readonly method: string
  /** Below the SCIM base; masked where it is no id of ours. */
  readonly path: string
  /** Masked; undefined: none. */
  readonly query: string | undefined
  readonly status: number
  readonly scimType: string | undefined
  readonly durationMs: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly userAgent: string | undefined
  readonly resourceIds: readonly string[]
  /** `{operations, count}`, `{search}` or `{attributes}`: what the body asked for, without values. */
  readonly outline: unknown
}

/** One exchange with what was said, where that was kept. */
export interface OpenedRequestRecord extends RequestRecord {
  /** Of failures only. */
  readonly content: RecordedContent | undefined
  /** What the answer said went wrong. */
  readonly detail: string | undefined
  /** There was a content, and its key was destroyed. */
  readonly erased: boolean
}

/** The latest first. A position is `[occurredAt, id]`. */
export async function listRequestRecords(
  ctx: OperationContext,
  directory: { readonly tenantId: string; readonly id: string },
  page: KeysetPage,
): Promise<RequestRecord[]> {
  const { tenantId, id } = directory
  const rows = await ctx.store.records.read(tenantId, (db) => listRequestRecordPage(db, tenantId, id, page))
  return rows.map(toRequestRecord)
}

/** By the request id that every error shows. Throws NotFoundError. */
export async function getRequestRecord(
  ctx: OperationContext,
  tenantId: string,
  id: string,
): Promise<OpenedRequestRecord> {
  const { records } = ctx.store
  const row = await records.read(tenantId, (db) => findRequestRecord(db, tenantId, id))
  if (row === undefined) throw new NotFoundError('request', id)
  const record = toRequestRecord(row)
  if (row.content === null) return { ...record, content: undefined, detail: undefined, erased: false }
  const key = await openRecordKey(records, ctx.keyring, tenantId, dayOf(row.occurred_at))
  const content = key === undefined ? undefined : openContent(key, tenantId, id, row.content)
  return { ...record, content, detail: detailOf(content?.responseBody), erased: content === undefined }
}

/**
 * Makes every body that the tenant's records hold unreadable for ever, at once and in every process: part of purging a person, whose values may stand
 * in any of them (docs/decisions/0007).
 */
export async function eraseRequestContents(ctx: OperationContext, tenantId: string): Promise<void> {
  await ctx.store.records.write(tenantId, (db) => forgetRecordKeysOf(db, tenantId))
}

function detailOf(answer: string | undefined): string | undefined {
  if (answer === undefined) return undefined
  try {
    const { detail } = JSON.parse(answer) as { readonly detail?: unknown }
    return typeof detail === 'string' ? detail : undefined
  } catch {
    // It was cut.
    return undefined
  }
}

const toRequestRecord = (row: RequestRecordSummary): RequestRecord => ({
  id: row.id,
  tenantId: row.tenant_id,
  directoryId: row.directory_id,
  credentialId: row.credential_id,
  occurredAt: row.occurred_at,
  method: row.method,
  path: row.path,
  query: row.query ?? undefined,
  status: row.status,
  scimType: row.scim_type ?? undefined,
  durationMs: row.duration_ms,
  requestBytes: row.request_bytes,
  responseBytes: row.response_bytes,
  userAgent: row.user_agent ?? undefined,
  resourceIds: row.resource_ids === null ? [] : (JSON.parse(row.resource_ids) as string[]),
  outline: row.operations === null ? undefined : (JSON.parse(row.operations) as unknown),
})
