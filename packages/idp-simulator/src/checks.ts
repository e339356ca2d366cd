import { describeAnswer, isText } from './answers.ts'
import type { Exchange } from './http/scim-client.ts'
import { isEqualJson, type JsonObject, toArray, toExcerpt, toObject } from './json.ts'
import type { Step } from './step.ts'
import { ERROR_SCHEMA, LIST_SCHEMA } from './urns.ts'

export interface Want {
  readonly what: string
  readonly consequence: string
}

export function expectStatus(step: Step, exchange: Exchange, allowed: readonly number[], want: Want): boolean {
  const ok = step.check(allowed.includes(exchange.status), exchange, {
    expected: `${allowed.join(' or ')}: ${want.what}`,
    received: describeAnswer(exchange),
    consequence: want.consequence,
  })
  return expectJson(step, exchange) && ok
}

/** RFC 7644 section 3.1: a body is JSON, and says so. */
function expectJson(step: Step, exchange: Exchange): boolean {
  if (exchange.text === '') return true
  const mediaType = (exchange.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return step.check(exchange.json !== undefined && /[/+]json$/.test(mediaType), exchange, {
    expected: 'JSON, and a Content-Type that says so',
    received: `${mediaType === '' ? 'no Content-Type' : mediaType}, ${describeAnswer(exchange)}`,
    consequence: 'The answer cannot be read, and the log shows a parser error in place of the cause.',
  })
}

/** RFC 7644 section 3.12: the Error schema, a string status and a detail. */
export function expectError(step: Step, exchange: Exchange, status: number, want: Want): boolean {
  if (!expectStatus(step, exchange, [status], want)) return false
  const body = toObject(exchange.json)
  const ok = toArray(body.schemas).includes(ERROR_SCHEMA) && body.status === String(status) && isText(body.detail)
  return step.check(ok, exchange, {
    expected: `schemas [${ERROR_SCHEMA}], status "${status}" as a string, and a detail`,
    received: exchange.text === '' ? 'an empty body' : toExcerpt(exchange.text),
    consequence: 'The provisioning log shows a failure without its reason.',
  })
}

/** RFC 7644 section 3.4.2: the resources of a ListResponse; Resources may be missing when there are none. */
export function expectList(step: Step, exchange: Exchange, want: Want): JsonObject[] | undefined {
  if (!expectStatus(step, exchange, [200], want)) return undefined
  const body = toObject(exchange.json)
  const ok =
    toArray(body.schemas).includes(LIST_SCHEMA) &&
    Number.isInteger(body.totalResults) &&
    (Array.isArray(body.Resources) || body.totalResults === 0)
  step.check(ok, exchange, {
    expected: 'a ListResponse: schemas, totalResults as an integer, Resources as an array',
    received: toExcerpt(exchange.text),
    consequence: want.consequence,
  })
  return ok ? toArray(body.Resources).map(toObject) : undefined
}

/** Compares one value that was read back; `undefined` wants it unassigned (RFC 7643 section 2.5). */
export function expectValue(
  step: Step,
  exchange: Pick<Exchange, 'request'>,
  name: string,
  values: { readonly wanted: unknown; readonly received: unknown },
  consequence: string,
): boolean {
  const { wanted, received } = values
  const ok = wanted === undefined ? isUnassigned(received) : isEqualJson(wanted, received)
  return step.check(ok, exchange, {
    expected: wanted === undefined ? `${name} unassigned` : `${name} ${toExcerpt(wanted)}`,
    received: toExcerpt(received ?? 'nothing'),
    consequence,
  })
}

/** RFC 7643 section 2.5: null, an empty array and absence are the same; "" is how providers write it. */
export function isUnassigned(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.every(isUnassigned)) ||
    (typeof value === 'object' && value !== null && Object.values(value).every(isUnassigned))
  )
}

/** Checks that a look-up gave exactly this resource. */
export function expectOnly(
  step: Step,
  exchange: Exchange,
  resources: readonly JsonObject[],
  id: string,
  consequence: string,
): boolean {
  return step.check(resources.length === 1 && resources[0]?.id === id, exchange, {
    expected: `exactly one resource, id ${id}`,
    received:
      resources.length === 0 ? 'nobody' : `${resources.length}: ${toExcerpt(resources.map((resource) => resource.id))}`,
    consequence,
  })
}
