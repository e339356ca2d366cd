import type { Json, Note } from '@rollcall/scim-core'
import { findUnknownAttributes, type HistoryOperation, type Trx, writeUnknownAttributes } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { TypedSpace } from '../resources/resource-space.ts'

/** More than this of what no schema knows is not kept. */
const MAX_TEXT = 50_000

/**
 * Keeps what no schema knows beside the resource, where the directory's contract says `unknown: store`: a POST or PUT replaces what was kept,
 * a PATCH adds to it. Admins see it; no answer of the SCIM side shows it.
 */
export async function keepUnknown(
  ctx: OperationContext,
  trx: Trx,
  { directory, type }: TypedSpace,
  resourceId: string,
  operation: HistoryOperation,
  notes: readonly Note[],
): Promise<void> {
  if (directory.policy === null || type.definition.person !== true) return
  if (policyOf(directory).directory.contract?.unknown !== 'store') return
  const sent = notes.filter(({ code, value }) => code === 'unknownAttribute' && value !== undefined)
  const { tenant_id: tenantId } = directory
  const text = await findUnknownAttributes(trx, tenantId, resourceId)
  const kept = operation === 'patched' && text !== undefined ? (JSON.parse(text) as Record<string, Json>) : {}
  const next = JSON.stringify(Object.fromEntries([...Object.entries(kept), ...sent.map(toEntry)]))
  if (next === (text ?? '{}') || next.length > MAX_TEXT) return
  await writeUnknownAttributes(trx, tenantId, resourceId, next, ctx.now().toISOString())
}

const toEntry = ({ path, value }: Note): [string, Json] => [path, value ?? null]
