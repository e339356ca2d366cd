import type { HttpResponse } from '../../src/index.ts'
import { errorResponse, type Json, listResponse, type Resource, textResponse } from '../server/protocol.ts'
import { type FaultRow, isWrite } from './fault.ts'

/** Servers whose lists, errors or answers cannot be used. */
export const protocolFaults: Record<string, FaultRow> = {
  29: {
    url: 'https://github.com/PostHog/posthog/pull/42253',
    breaks: 'userName comes back in lower case',
    app: 'wizard',
    step: 'provision-probes',
    tells: /letter for letter/,
    create: () => (request, next) => {
      const { userName } = request.body
      const isNamed = request.endpoint === 'Users' && typeof userName === 'string'
      return next(isNamed ? { ...request, body: { ...request.body, userName: userName.toLowerCase() } } : request)
    },
  },
  '30 without familyName': {
    url: 'https://github.com/PostHog/posthog/pull/42205',
    breaks: 'familyName is missing in answers',
    app: 'catalogue',
    step: 'first-user',
    tells: /name\.familyName/,
    create: () => (request, next) => mapBody(next(request), (text) => text.replaceAll(/,"familyName":"[^"]*"/g, '')),
  },
  '30 with a plain 401': {
    url: 'https://github.com/PostHog/posthog/pull/42205',
    breaks: 'a wrong token is answered without a SCIM error',
    app: 'wizard',
    step: 'wrong-token',
    tells: /without its reason/,
    create: () => (request, next) => {
      const response = next(request)
      return response.status === 401 ? { ...response, body: '{"error":"unauthorized"}' } : response
    },
  },
  32: {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/489',
    breaks: 'the look-up minds the case of userName',
    app: 'wizard',
    step: 'lookup-capitals',
    tells: /nobody/,
    create: () => (request, next) => {
      const filter = request.query.get('filter')
      if (filter === null || request.endpoint !== 'Users' || !request.isAuthorized) return next(request)
      const response = next(request)
      const users = (JSON.parse(response.body) as { Resources: Json[] }).Resources
      return listResponse(
        request.query,
        users.filter((user) => filter.includes(`"${String(user.userName)}"`)),
      )
    },
  },
  34: {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/227',
    breaks: 'the error is nested one level too deep',
    app: 'wizard',
    step: 'unknown-id',
    tells: /without its reason/,
    create: () => (request, next) => {
      const response = next(request)
      return response.status === 404 ? { ...response, body: `{"response":${response.body}}` } : response
    },
  },
  36: {
    url: 'https://github.com/bitwarden/server/issues/4034',
    breaks: 'the list of groups is empty unless a filter is given',
    app: 'catalogue',
    step: 'import-groups',
    tells: /3 missing/,
    create: () => (request, next) => {
      const isList = request.endpoint === 'Groups' && request.method === 'GET' && request.id === undefined
      return isList && !request.query.has('filter') ? listResponse(request.query, []) : next(request)
    },
  },
  37: {
    url: 'https://github.com/wso2/product-is/issues/9957',
    breaks: 'pages overlap',
    app: 'catalogue',
    step: 'import-users',
    tells: /two pages/,
    create: () => (request, next) => {
      const startIndex = Number(request.query.get('startIndex'))
      if (startIndex <= 1) return next(request)
      const query = new URLSearchParams(request.query)
      query.set('startIndex', String(startIndex - 1))
      return mapBody(next({ ...request, query }), (text) =>
        text.replace(`"startIndex":${startIndex - 1}`, `"startIndex":${startIndex}`),
      )
    },
  },
  '37 with a wrong total': {
    url: 'https://github.com/wso2/product-is/issues/7320',
    breaks: 'totalResults is the size of the page',
    app: 'wizard',
    step: 'import-users',
    tells: /missing/,
    create: () => (request, next) =>
      mapBody(next(request), (text) => {
        const size = /"itemsPerPage":(\d+)/.exec(text)?.[1]
        return text.replace(/"totalResults":\d+/, `"totalResults":${size}`)
      }),
  },
  44: {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/823',
    breaks: 'null attributes are refused',
    app: 'wizard',
    step: 'clear-attributes',
    tells: /400/,
    create: () => (request, next) => {
      const hasNull = isWrite(request, 'PUT', 'Users') && Object.values(request.body).includes(null)
      return hasNull ? errorResponse(400, 'The attribute is not an array.') : next(request)
    },
  },
  'a string for a number': {
    url: 'https://support.okta.com/help/s/question/0D54z0000A4i091CQA/scim-provisioning-error-with-okta-scim-api',
    breaks: 'startIndex is a string',
    app: 'catalogue',
    step: 'connection',
    tells: /stops right after the look-up/,
    create: () => (request, next) =>
      mapBody(next(request), (text) => text.replace(/"startIndex":(\d+)/, '"startIndex":"$1"')),
  },
  'no Resources': {
    url: 'https://support.okta.com/help/s/article/okta-scim-connector-error-no-results-for-users-returned-when-testing-connection',
    breaks: 'an empty list has no Resources',
    app: 'wizard',
    step: 'connection',
    tells: /No results for users returned/,
    create: () => (request, next) => mapBody(next(request), (text) => text.replace(',"Resources":[]', '')),
  },
  'no Resources in groups': {
    url: 'https://support.okta.com/help/s/article/okta-scim-connector-error-no-results-for-users-returned-when-testing-connection',
    breaks: 'the list of groups is a bare array',
    app: 'wizard',
    step: 'connection-groups',
    tells: /a ListResponse with a Resources array/,
    create: () => (request, next) => {
      const isList = request.endpoint === 'Groups' && request.method === 'GET' && request.id === undefined
      return mapBody(next(request), (text) => (isList ? text.replace(/^.*"Resources":(.*)}$/, '$1') : text))
    },
  },
  'a filter that is not understood': {
    url: 'https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2',
    breaks: 'the filter is ignored, so everybody matches',
    app: 'catalogue',
    step: 'no-match',
    tells: /somebody else/,
    create: () => (request, next, state) => {
      // There is somebody before the run, as in any application.
      if (state.users.size === 0) state.users.set('1', toResident())
      const query = new URLSearchParams(request.query)
      query.delete('filter')
      return next({ ...request, query })
    },
  },
  'a date in Retry-After': {
    url: 'https://developer.okta.com/docs/concepts/scim/',
    breaks: 'Retry-After is an HTTP-date',
    app: 'catalogue',
    step: 'rate-limits',
    tells: /5 minutes/,
    create: () => {
      let requests = 0
      return (request, next) => {
        requests += 1
        if (requests !== 40) return next(request)
        return textResponse(429, 'Slow down', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })
      }
    },
  },
  'no end of 429': {
    url: 'https://developer.okta.com/docs/concepts/scim/',
    breaks: 'one request is throttled for ever',
    app: 'catalogue',
    step: 'rate-limits',
    tells: /10th attempt/,
    create: () => (request, next) =>
      isWrite(request, 'DELETE', 'Groups')
        ? {
            ...errorResponse(429, 'Too many requests.'),
            headers: { 'content-type': 'application/scim+json', 'retry-after': '1' },
          }
        : next(request),
  },
}

function mapBody(response: HttpResponse, map: (text: string) => string): HttpResponse {
  return { ...response, body: map(response.body) }
}

function toResident(): Resource {
  const doc = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'resident@example.com',
    name: { givenName: 'Rita', familyName: 'Resident' },
    emails: [{ primary: true, value: 'resident@example.com' }],
    active: true,
  }
  return { id: '1', doc, version: 1 }
}
