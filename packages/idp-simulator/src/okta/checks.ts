import { describeAnswer, isText } from '../answers.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toArray, toExcerpt, toObject } from '../json.ts'
import type { Step } from '../step.ts'
import { ERROR_SCHEMA, GROUP_SCHEMA, LIST_SCHEMA, USER_SCHEMA } from '../urns.ts'

interface Expectation {
  readonly what: string
  readonly consequence: string
}

/**
 * Whether the answer can be read by Okta at all. A page of a gateway or a plain-text error hides its cause: the admin
 * reads "Invalid JSON: Unrecognized token …" instead.
 */
export function checkReadable(step: Step, exchange: Exchange): boolean {
  if (exchange.text === '') return true
  const token = exchange.text.trim().split(/\s+/)[0] ?? ''
  const readable = step.check(exchange.json !== undefined, exchange, {
    expected: 'JSON',
    received: describeAnswer(exchange),
    consequence: `The task fails with "Errors reported by remote server: Invalid JSON: Unrecognized token '${toExcerpt(token, 40)}'", which hides the cause.`,
  })
  if (!readable) return false
  const mediaType = (exchange.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const isJson = step.check(/[/+]json$/.test(mediaType), exchange, {
    expected: 'Content-Type application/scim+json (RFC 7644 section 3.1)',
    received: mediaType === '' ? 'no Content-Type' : mediaType,
    consequence: 'Okta may refuse to parse an answer that does not say it is JSON.',
  })
  if (isJson && mediaType !== 'application/scim+json') {
    step.note(`Answers say ${mediaType}; RFC 7644 section 3.1 wants application/scim+json. Okta reads both.`)
  }
  return isJson
}

export function checkStatus(step: Step, exchange: Exchange, allowed: readonly number[], want: Expectation): boolean {
  const ok = step.check(allowed.includes(exchange.status), exchange, {
    expected: `${allowed.join(' or ')}: ${want.what}`,
    received: describeAnswer(exchange),
    consequence: want.consequence,
  })
  return checkReadable(step, exchange) && ok
}

/** RFC 7644 section 3.12: the Error schema, a string status, and a detail, which is what the admin reads. */
export function checkScimError(step: Step, exchange: Exchange, status: number, want: Expectation): boolean {
  if (!checkStatus(step, exchange, [status], want)) return false
  const body = toObject(exchange.json)
  const schemas = toArray(body.schemas)
  return step.check(
    schemas.includes(ERROR_SCHEMA) &&
      body.status === String(status) &&
      typeof body.detail === 'string' &&
      body.detail !== '',
    exchange,
    {
      expected: `schemas [${ERROR_SCHEMA}], status "${status}" as a string, and a detail`,
      received: exchange.text === '' ? 'an empty body' : toExcerpt(exchange.text),
      consequence:
        'The admin sees a failure without its reason, and the published SPEC test of an OIN submission is red.',
    },
  )
}

/** The resources of a ListResponse, or undefined when Okta could not use it. */
export function checkList(step: Step, exchange: Exchange, want: Expectation): JsonObject[] | undefined {
  if (!checkStatus(step, exchange, [200], want)) return undefined
  const body = toObject(exchange.json)
  const hasShape = step.check(toArray(body.schemas).includes(LIST_SCHEMA) && Array.isArray(body.Resources), exchange, {
    expected: `a ListResponse with a Resources array, even when it is empty`,
    received: toExcerpt(exchange.text),
    consequence: '"No results for users returned" in the connection test; look-ups and imports fail in the same way.',
  })
  let integers = true
  for (const name of ['totalResults', 'startIndex', 'itemsPerPage']) {
    const isInteger = step.check(Number.isInteger(body[name]), exchange, {
      expected: `${name} as a JSON integer`,
      received: `${name}: ${toExcerpt(body[name])}`,
      consequence: 'Provisioning stops right after the look-up, with no reason in the log.',
    })
    integers = integers && isInteger
  }
  return hasShape && integers ? toArray(body.Resources).map(toObject) : undefined
}

interface WantedUser {
  readonly id?: string
  readonly userName?: string
  readonly active?: boolean
}

/** What Okta's SPEC test wants of every answer that holds a user. */
export function checkUser(step: Step, exchange: Exchange, user: JsonObject, want: WantedUser = {}): boolean {
  const name = toObject(user.name)
  const email = toObject(toArray(user.emails)[0])
  const rows: [string, boolean, unknown][] = [
    ['id as a string that is not empty', isText(user.id), user.id],
    [`schemas with ${USER_SCHEMA}`, toArray(user.schemas).includes(USER_SCHEMA), user.schemas],
    ['userName', isText(user.userName), user.userName],
    ['name.givenName', isText(name.givenName), user.name],
    ['name.familyName', isText(name.familyName), user.name],
    ['emails[0].value', isText(email.value), user.emails],
    ['active as a boolean', typeof user.active === 'boolean', user.active],
    ['no password', !('password' in user), 'a password'],
  ]
  if (want.id !== undefined) rows.push([`id ${want.id}`, user.id === want.id, user.id])
  if (want.userName !== undefined) {
    rows.push([`userName ${want.userName}, letter for letter`, user.userName === want.userName, user.userName])
  }
  if (want.active !== undefined) rows.push([`active ${want.active}`, user.active === want.active, user.active])
  let ok = true
  for (const [expected, holds, received] of rows) {
    ok =
      step.check(holds, exchange, {
        expected,
        received: toExcerpt(received ?? 'nothing'),
        consequence: consequenceOf(expected),
      }) && ok
  }
  return ok
}

function consequenceOf(expected: string): string {
  if (expected.startsWith('userName '))
    return 'Okta sees another user name than it sent: drift on every import, and the SPEC test is red.'
  if (expected.startsWith('active ')) return 'Okta shows the user in one state and the application holds another.'
  if (expected.startsWith('id'))
    return 'Okta stores the id of the answer; without a stable one every later request misses the user.'
  if (expected === 'no password') return 'The application shows a secret to whoever can read users.'
  return 'The SPEC test is red, and an import meets a user without a mandatory attribute.'
}

/** RFC 7643 section 4.2. Okta does not need the members in an answer to PATCH, but it needs the rest. */
export function checkGroup(
  step: Step,
  exchange: Exchange,
  want: { readonly id?: string; readonly displayName?: string },
): boolean {
  const group = toObject(exchange.json)
  const ok =
    isText(group.id) &&
    toArray(group.schemas).includes(GROUP_SCHEMA) &&
    isText(group.displayName) &&
    (want.id === undefined || group.id === want.id) &&
    (want.displayName === undefined || group.displayName === want.displayName)
  return step.check(ok, exchange, {
    expected: `a Group with ${want.id === undefined ? 'an id' : `id ${want.id}`} and displayName ${want.displayName ?? 'set'}`,
    received: toExcerpt(exchange.text === '' ? 'an empty body' : exchange.text),
    consequence: 'The push group goes to Error, or keeps another name than in Okta.',
  })
}
