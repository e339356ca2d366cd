import { errorResponse, jsonResponse, listResponse, operationsOf } from '../server/protocol.ts'
import { answers, filterOf, isWrite, mapBody, type ProviderFault, refuses, refusesOperation, rereads } from './fault.ts'

const RFC = 'https://www.rfc-editor.org/rfc/rfc7644'
const ONELOGIN = 'https://developers.onelogin.com/scim/implement-scim-api'
const PING = 'https://docs.pingidentity.com'
const SAILPOINT = 'https://documentation.sailpoint.com'

/** Servers that one of the other providers would stumble over. */
export const otherFaults: Record<string, ProviderFault> = {
  'nobody is a 500': {
    url: ONELOGIN,
    breaks: 'a look-up of nobody is an internal error',
    step: 'onelogin-lookup',
    tells: /connection cannot be enabled/,
    create: answers(
      ({ query }) => query.has('filter'),
      (response) => (response.body.includes('"totalResults":0') ? errorResponse(500, 'Oops.') : response),
    ),
  },
  'blank fields are refused': {
    url: ONELOGIN,
    breaks: 'an empty title is refused',
    step: 'onelogin-provision',
    tells: /never provisioned/,
    create: refuses((request) => isWrite(request, 'POST', 'Users') && request.body.title === ''),
  },
  'blank fields are kept': {
    url: ONELOGIN,
    breaks: 'an empty title leaves the old one',
    step: 'onelogin-clear',
    tells: /title gone/,
    create: () => (request, next, state) => {
      const { doc } = state.users.get(request.id ?? '') ?? {}
      const isBlank = isWrite(request, 'PUT', 'Users') && request.body.title === ''
      return next(isBlank ? { ...request, body: { ...request.body, title: doc?.title } } : request)
    },
  },
  'replace appends': {
    url: ONELOGIN,
    breaks: 'a replace of the members appends',
    step: 'onelogin-groups',
    tells: /gone in OneLogin/,
    create: rereads('Groups', (operation) => (operation.path === 'members' ? { ...operation, op: 'add' } : operation)),
  },
  'groups cannot be put': {
    url: 'https://support.jumpcloud.com',
    breaks: 'PUT is not for groups',
    step: 'jumpcloud-test',
    tells: /connection test is red/,
    create: refuses((request) => isWrite(request, 'PUT', 'Groups'), 405),
  },
  'a value array empties the group': {
    url: 'https://github.com/MicrosoftDocs/entra-docs/issues/949',
    breaks: 'a remove with a value array removes everybody',
    step: 'jumpcloud-remove-members',
    tells: /everybody loses access/,
    create: rereads('Groups', ({ value, ...operation }) =>
      operation.op === 'remove' ? operation : { ...operation, value },
    ),
  },
  'emails without value': {
    url: `${RFC}#section-3.4.2.2`,
    breaks: 'emails eq is refused, only emails.value is known',
    step: 'ping-email-filter',
    tells: /400/,
    create: refuses((request) => filterOf(request).startsWith('emails eq')),
  },
  'active is ignored': {
    url: PING,
    breaks: 'PATCH of active does nothing',
    step: 'ping-disable',
    tells: /active false/,
    create: rereads('Users', (operation) => (operation.path === 'active' ? [] : operation)),
  },
  'a foreign reference': {
    url: PING,
    breaks: 'a $ref to another host is refused',
    step: 'ping-group-overwrite',
    tells: /never pushed/,
    create: refuses((request) => isWrite(request, 'PUT', 'Groups') && JSON.stringify(request.body).includes('pingone')),
  },
  'an add replaces': {
    url: PING,
    breaks: 'added members replace the others',
    step: 'ping-group-merge',
    tells: /Members who were there/,
    create: rereads('Groups', (operation) =>
      operation.op === 'add' ? { ...operation, op: 'replace', value: [] } : operation,
    ),
  },
  'pages begin at nought': {
    url: 'https://github.com/wso2/product-is/issues/12813',
    breaks: 'a query with startIndex=1 leaves the first one out',
    step: 'google-lookup',
    tells: /nobody/,
    create: answers(
      ({ query }) => query.has('filter') && query.has('startIndex') && !query.has('sortBy'),
      () => listResponse(new URLSearchParams(), []),
    ),
  },
  'a pathless replace wipes': {
    url: 'https://github.com/langwatch/langwatch/issues/7131',
    breaks: 'a replace without a path replaces the whole user',
    step: 'google-patch',
    tells: /wipes others/,
    create: () => (request, next, state) => {
      const user = state.users.get(request.id ?? '')
      const isPathless = operationsOf(request).some(({ path }) => path === undefined)
      if (user && isPathless && isWrite(request, 'PATCH', 'Users')) {
        state.users.set(user.id, { ...user, doc: { schemas: user.doc.schemas, userName: user.doc.userName } })
      }
      return next(request)
    },
  },
  'no single documents': {
    url: SAILPOINT,
    breaks: 'a resource type cannot be read by its name',
    step: 'sailpoint-discovery',
    tells: /not discovered/,
    create: refuses(({ endpoint, id }) => endpoint === 'ResourceTypes' && id !== undefined, 404),
  },
  'the total of a page': {
    url: 'https://github.com/wso2/product-is/issues/7320',
    breaks: 'totalResults is the size of the page',
    step: 'sailpoint-aggregation',
    tells: /missing/,
    create: answers(
      ({ method, id }) => method === 'GET' && id === undefined,
      (response) =>
        mapBody(response, (text) => {
          const size = /"itemsPerPage":(\d+)/.exec(text)?.[1]
          return text.replace(/"totalResults":\d+/, `"totalResults":${size}`)
        }),
    ),
  },
  'a revocation takes all': {
    url: SAILPOINT,
    breaks: 'a remove by value path removes every value',
    step: 'sailpoint-entitlements',
    tells: /writer only/,
    create: rereads('Users', (operation) =>
      operation.op === 'remove' ? { op: 'remove', path: operation.path?.replace(/\[.*/, '') ?? '' } : operation,
    ),
  },
  'count is ignored': {
    url: 'https://github.com/wso2/product-is/issues/27973',
    breaks: 'everybody comes, whatever count says',
    step: 'cyberark-count',
    tells: /one user/,
    create: () => (request, next) => {
      const query = new URLSearchParams(request.query)
      query.delete('count')
      return next({ ...request, query })
    },
  },
  'PUT drops the extension': {
    url: `${RFC}#section-3.5.1`,
    breaks: 'a PUT loses the enterprise attributes',
    step: 'cyberark-put',
    tells: /damages the profile/,
    create: () => (request, next) => {
      const kept = Object.entries(request.body).filter(([name]) => !name.startsWith('urn:'))
      return next(isWrite(request, 'PUT', 'Users') ? { ...request, body: Object.fromEntries(kept) } : request)
    },
  },
  'a repeat is a 500': {
    url: 'https://github.com/wireapp/wire-server/pull/5434',
    breaks: 'a repeated create is an internal error',
    step: 'rippling-repeat',
    tells: /two accounts/,
    create: answers(
      () => true,
      (response) => (response.status === 409 ? errorResponse(500, 'Oops.') : response),
    ),
  },
  'no configuration': {
    url: 'https://github.com/better-auth/better-auth/issues/10415',
    breaks: 'ServiceProviderConfig says nothing of bulk',
    step: 'pushers-config',
    tells: /without bulk/,
    create: answers(
      ({ endpoint }) => endpoint === 'ServiceProviderConfig',
      (response) => mapBody(response, (text) => text.replace(/"bulk":\{[^}]*\},/, '')),
    ),
  },
  'a member without an array': {
    url: 'https://github.com/better-auth/better-auth/issues/10415',
    breaks: 'members must be an array',
    step: 'pushers-single-member',
    tells: /never added/,
    create: refusesOperation('Groups', ({ path, value }) => path === 'members' && !Array.isArray(value)),
  },
  'the own id': {
    url: 'https://github.com/imulab/go-scim/issues/57',
    breaks: 'a replace with the read-only id is refused',
    step: 'pushers-own-id',
    tells: /goes into error/,
    create: refusesOperation('Groups', ({ path }) => path === undefined),
  },
  'a small limit': {
    url: 'https://github.com/imulab/go-scim/issues/57',
    breaks: 'bodies of more than 100 kB are refused',
    step: 'pushers-large-put',
    tells: /413/,
    create: refuses((request) => JSON.stringify(request.body).length > 100_000, 413),
  },
  'times are not compared': {
    url: `${RFC}#section-3.4.2.2`,
    breaks: 'a filter on meta.lastModified matches everybody',
    step: 'reconciler-changes',
    tells: /Changes are missed/,
    create: () => (request, next) => {
      if (!filterOf(request).startsWith('meta.')) return next(request)
      const query = new URLSearchParams({ count: '100' })
      return next({ ...request, query })
    },
  },
  'unquoted values': {
    url: 'https://github.com/wso2/charon/issues/116',
    breaks: 'a value without quotes is accepted',
    step: 'reconciler-bad-filter',
    tells: /typing error/,
    create: answers(
      (request) => filterOf(request) === 'userName eq nobody',
      () => listResponse(new URLSearchParams(), []),
    ),
  },
  'nothing can be deleted': {
    url: `${RFC}#section-3.6`,
    breaks: 'DELETE is not supported',
    step: 'cleanup',
    tells: /405/,
    create: refuses(({ method }) => method === 'DELETE', 405),
  },
  'throttling without a time': {
    url: 'https://www.rfc-editor.org/rfc/rfc6585#section-4',
    breaks: 'a 429 does not say when to come back',
    step: 'rate-limits',
    tells: /Retry-After/,
    create: () => {
      let requests = 0
      return (request, next) => {
        requests += 1
        return requests === 40 ? jsonResponse(429, {}) : next(request)
      }
    },
  },
}
