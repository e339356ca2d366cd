import type { Json } from '@rollcall/scim-core'
import { isId } from './mask.ts'
import { isBulk, outlineOf } from './outline.ts'
import { redactedAnswer, redactedJson, redactedText } from './redact.ts'

/** One exchange of an authenticated client, answered. Bodies are references: what is kept of them is taken at once. */
export interface ObservedExchange {
  readonly tenantId: string
  readonly directoryId: string
  readonly credentialId: string
  readonly requestId: string
  readonly at: Date
  readonly method: string
  /** Below the SCIM base, as sent. */
  readonly path: string
  /** Without the question mark, as sent. */
  readonly query: string
  readonly status: number
  readonly scimType: string | undefined
  readonly ms: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly userAgent: string | undefined
  /** Of the resource that the address names, or that was made. */
  readonly resourceId: string | undefined
  /** The parsed body, or its bytes when it is not JSON. */
  readonly body: Json | Buffer | undefined
  /** The body of the answer. */
  readonly answer: string | undefined
}

/** What waits to be written: facts, and of the bodies only what is kept. */
export interface WaitingRecord extends Omit<ObservedExchange, 'body' | 'answer' | 'resourceId' | 'at'> {
  readonly occurredAt: string
  readonly resourceIds: readonly string[]
  readonly operations: string | null
  /** undefined: it succeeded. */
  readonly failure: KeptBodies | undefined
}

export interface KeptBodies {
  readonly request: string | undefined
  readonly requestCut: boolean
  readonly response: string | undefined
}

/** Characters kept of each body. */
const MAX_REQUEST = 16_384
const MAX_RESPONSE = 8_192
const MAX_IDS = 100

/** Takes what is kept: of a success an outline without values, of a failure both bodies, bounded and without secrets. */
export function toWaiting(exchange: ObservedExchange): WaitingRecord {
  const { body, answer, resourceId, status } = exchange
  const parsed = Buffer.isBuffer(body) ? undefined : body
  const bulk = isBulk(parsed)
  // A refusal for overload says nothing that its status does not, and must cost little.
  const failed = (status >= 400 && status !== 429) || (bulk && answer?.includes('"response":{') === true)
  const named = resourceId !== undefined && (status < 400 || isId(resourceId)) ? [resourceId] : []
  return {
    tenantId: exchange.tenantId,
    directoryId: exchange.directoryId,
    credentialId: exchange.credentialId,
    requestId: exchange.requestId,
    occurredAt: exchange.at.toISOString(),
    method: exchange.method,
    path: exchange.path,
    query: exchange.query,
    status,
    scimType: exchange.scimType,
    ms: exchange.ms,
    requestBytes: exchange.requestBytes,
    responseBytes: exchange.responseBytes,
    userAgent: exchange.userAgent,
    resourceIds: bulk && answer !== undefined ? idsIn(answer) : named,
    operations: outlineOf(parsed),
    failure: failed ? keepBodies(body, answer) : undefined,
  }
}

function keepBodies(body: Json | Buffer | undefined, answer: string | undefined): KeptBodies {
  const request =
    body === undefined
      ? undefined
      : Buffer.isBuffer(body)
        ? redactedText(body, MAX_REQUEST)
        : redactedJson(body, MAX_REQUEST)
  return {
    request: request?.text,
    requestCut: request?.cut ?? false,
    response: answer === undefined ? undefined : redactedAnswer(answer, request?.secrets ?? [], MAX_RESPONSE),
  }
}

/** The ends of the locations in a Bulk answer. */
function idsIn(answer: string): string[] {
  const ids: string[] = []
  for (const [, id = ''] of answer.matchAll(/"location":"[^"]*\/([^"/]+)"/g)) {
    ids.push(id)
    if (ids.length === MAX_IDS) break
  }
  return [...new Set(ids)]
}
