import { type BulkResult, runBulk } from '@rollcall/provisioning'
import { BULK_RESPONSE_URN, type JsonObject, parseBulkRequest, payloadTooLarge, toEtag } from '@rollcall/scim-core'
import type { Answer, Exchange, Route } from '../exchange.ts'
import { toErrorAnswer } from '../http/error-answer.ts'
import { locationOf } from '../render/render-resource.ts'

/** RFC 7644 section 3.7. */
export const bulkRoutes: readonly Route[] = [{ path: '/Bulk', handlers: { POST: bulk } }]

async function bulk(exchange: Exchange): Promise<Answer> {
  const request = parseBulkRequest(await exchange.readBody())
  const { length } = request.operations
  if (length > exchange.maxBulkOperations) {
    throw payloadTooLarge(
      `The request holds ${length} operations; at most ${exchange.maxBulkOperations} (maxOperations) are taken at once.`,
    )
  }
  exchange.enterBulk(length)
  const results = await runBulk(exchange.ctx, exchange, request)
  const body: JsonObject = {
    schemas: [BULK_RESPONSE_URN],
    Operations: results.map((result) => render(exchange, result)),
  }
  const isUnexpected = ({ error }: BulkResult) =>
    error !== undefined && toErrorAnswer(error, exchange.ctx.requestId).unexpected
  return { status: 200, body: JSON.stringify(body), failure: results.find(isUnexpected)?.error }
}

function render(exchange: Exchange, { method, bulkId, target, version, status, error }: BulkResult): JsonObject {
  const location = target === undefined ? undefined : locationOf(exchange, target.typed, target.id)
  const common = { method, bulkId, location, version: version === undefined ? undefined : toEtag(version) }
  if (error === undefined) return { ...common, status: String(status) }
  const { answer } = toErrorAnswer(error, exchange.ctx.requestId)
  return { ...common, status: String(answer.status), response: JSON.parse(answer.body ?? '{}') as JsonObject }
}
