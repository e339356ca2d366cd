import { type BulkResult, runBulk } from '@rollcall/provisioning'
import { BULK_RESPONSE_URN, type JsonObject, parseBulkRequest, payloadTooLarge, toEtag } from '@rollcall/scim-core'
import type { Answer, Exchange, Route } from '../exchange.ts'
import { toErrorAnswer } from '../http/error-answer.ts'
import { locationOf } from '../render/render-resource.ts'

/** Announced in ServiceProviderConfig and enforced here. */
export const MAX_BULK_OPERATIONS = 1_000

/** RFC 7644 section 3.7. */
export const bulkRoutes: readonly Route[] = [{ path: '/Bulk', handlers: { POST: bulk } }]

async function bulk(exchange: Exchange): Promise<Answer> {
  const request = parseBulkRequest(await exchange.readBody())
  if (request.operations.length > MAX_BULK_OPERATIONS) {
    throw payloadTooLarge(
      `The request holds ${request.operations.length} operations; at most ${MAX_BULK_OPERATIONS} (maxOperations) are taken at once.`,
    )
  }
  const results = await runBulk(exchange.ctx, exchange, request)
  const body: JsonObject = {
    schemas: [BULK_RESPONSE_URN],
    Operations: results.map((result) => render(exchange, result)),
  }
  return { status: 200, body: JSON.stringify(body) }
}

function render(exchange: Exchange, { method, bulkId, target, version, status, error }: BulkResult): JsonObject {
  const location = target === undefined ? undefined : locationOf(exchange, target.typed, target.id)
  const common = { method, bulkId, location, version: version === undefined ? undefined : toEtag(version) }
  if (error === undefined) return { ...common, status: String(status) }
  const { answer } = toErrorAnswer(error, exchange.ctx.requestId)
  return { ...common, status: String(answer.status), response: JSON.parse(answer.body ?? '{}') as JsonObject }
}
