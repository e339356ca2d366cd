import type { JsonObject } from '../population/users.ts'
import type { Row } from './columns.ts'
import type { Space } from './space.ts'

export interface ServedExchange {
  readonly requestId: string
  readonly at: string
  readonly method: string
  readonly path: string
  /** As it stood in the URL. */
  readonly query: string
  readonly status: number
  readonly ms: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly userAgent: string | undefined
  readonly resourceId: string | undefined
  readonly body: JsonObject | undefined
}

/** The request record of an exchange that was answered well. */
export function requestRecordRow(space: Space, exchange: ServedExchange): Row {
  const { requestId, at, method, path, query, status, ms, requestBytes, responseBytes, userAgent } = exchange
  return [
    ...[space.tenantId, requestId, space.directoryId, space.credentialId, at, method, path],
    ...[query === '' ? null : maskQuery(query), status, null, ms, requestBytes, responseBytes, userAgent ?? null],
    exchange.resourceId === undefined ? null : JSON.stringify([exchange.resourceId]),
    exchange.body === undefined ? null : outlineOf(exchange.body),
    null,
  ]
}

/** Literals of filters and cursors do not stand in a record. */
function maskQuery(query: string): string {
  const parts = query.split('&').map((part) => {
    const equals = part.indexOf('=')
    const name = part.slice(0, equals)
    if (name === 'cursor') return 'cursor=…'
    const value = part.slice(equals + 1)
    return name === 'filter' ? `filter=${decodeURIComponent(value).replace(/"[^"]*"/g, '"?"')}` : part
  })
  return parts.join('&')
}

/** What the body asked for, without values. */
function outlineOf(body: JsonObject): string {
  const { Operations } = body as { Operations?: { op: string; path: string; value?: unknown }[] }
  if (Operations === undefined) return JSON.stringify({ attributes: Object.keys(body) })
  const operations = Operations.map(({ op, path, value }) => ({
    ...{ op, path: path.replace(/"[^"]*"/g, '"?"') },
    count: Array.isArray(value) ? value.length : undefined,
  }))
  return JSON.stringify({ operations, count: operations.length })
}
