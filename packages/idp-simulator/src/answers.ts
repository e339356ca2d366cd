import type { Exchange } from './http/scim-client.ts'
import { toExcerpt } from './json.ts'

/** Status and the beginning of the body: enough to recognise an answer. */
export function describeAnswer(exchange: Pick<Exchange, 'status' | 'text'>): string {
  const body = exchange.text === '' ? 'an empty body' : toExcerpt(exchange.text)
  return `${exchange.status} with ${body}`
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
