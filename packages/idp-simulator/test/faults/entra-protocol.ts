import { errorResponse, jsonResponse, listResponse } from '../server/protocol.ts'
import { answers, filterOf, mapBody, type ProviderFault, refuses } from './fault.ts'

const DOCS = 'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups'

/** Servers whose discovery, queries or errors Entra cannot use. */
export const entraProtocolFaults: Record<string, ProviderFault> = {
  'nobody is a 404': {
    url: DOCS,
    breaks: 'a query without a match is a 404',
    step: 'connection',
    tells: /invalid credentials/,
    create: answers(
      ({ query }) => query.has('filter'),
      (response) => (response.body.includes('"totalResults":0') ? errorResponse(404, 'Nobody.') : response),
    ),
  },
  'no group is a 404': {
    url: DOCS,
    breaks: 'a query of groups without a match is a 404',
    step: 'connection-groups',
    tells: /never a 404/,
    create: answers(
      ({ endpoint }) => endpoint === 'Groups',
      (response) => (response.body.includes('"totalResults":0') ? errorResponse(404, 'None.') : response),
    ),
  },
  'the flag as a parameter': {
    url: 'https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility',
    breaks: 'an unknown parameter is refused',
    flag: true,
    step: 'flag-in-url',
    tells: /400/,
    create: refuses(({ query }) => query.has('aadOptscim062020')),
  },
  'a wrapped error': {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/227',
    breaks: 'errors are wrapped',
    step: 'wrong-token',
    tells: /without its reason/,
    create: answers(
      () => true,
      (response) => (response.status >= 400 ? mapBody(response, (text) => `{"response":${text}}`) : response),
    ),
  },
  'application/json': {
    url: 'https://github.com/MicrosoftDocs/azure-docs/issues/116775',
    breaks: 'answers say application/json',
    step: 'media-type',
    tells: /415/,
    create: answers(
      () => true,
      (response) => ({ ...response, headers: { ...response.headers, 'content-type': 'application/json' } }),
    ),
  },
  'a null in a schema': {
    url: DOCS,
    breaks: 'schemas hold nulls',
    step: 'schemas',
    tells: /no null anywhere/,
    create: answers(
      ({ endpoint }) => endpoint === 'Schemas',
      (response) =>
        mapBody(response, (text) => text.replace('"name":"userName"', '"name":"userName","referenceTypes":null')),
    ),
  },
  'capital keywords': {
    url: DOCS,
    breaks: 'the types of a schema begin with capitals',
    step: 'schemas',
    tells: /type of userName/,
    create: answers(
      ({ endpoint }) => endpoint === 'Schemas',
      (response) => mapBody(response, (text) => text.replaceAll('"type":"string"', '"type":"String"')),
    ),
  },
  'no schema of groups': {
    url: 'https://github.com/AzureAD/SCIMReferenceCode',
    breaks: 'the schema of groups is not listed',
    step: 'schemas',
    tells: /no such schema/,
    create: answers(
      ({ endpoint }) => endpoint === 'Schemas',
      (response) => mapBody(response, (text) => text.replaceAll('core:2.0:Group', 'core:2.0:Team')),
    ),
  },
  'patch is not announced': {
    url: 'https://github.com/better-auth/better-auth/issues/10415',
    breaks: 'ServiceProviderConfig says that PATCH is not supported',
    step: 'service-provider-config',
    tells: /gallery/,
    create: answers(
      ({ endpoint }) => endpoint === 'ServiceProviderConfig',
      (response) =>
        mapBody(response, (text) => text.replace('"patch":{"supported":true}', '"patch":{"supported":false}')),
    ),
  },
  'names are compared folded on one side': {
    url: 'https://github.com/open-webui/open-webui/issues/18039',
    breaks: 'a name with capitals is never found',
    step: 'lookup-username',
    tells: /nobody/,
    create: answers(
      (request) => /^userName eq ".*[A-Z]/.test(filterOf(request)),
      () => listResponse(new URLSearchParams(), []),
    ),
  },
  'names mind the case': {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/489',
    breaks: 'a look-up minds the case of userName',
    step: 'lookup-capitals',
    tells: /nobody/,
    create: () => (request, next, state) => {
      const name = /^userName eq (".*")$/.exec(filterOf(request))?.[1]
      const isKnown = [...state.users.values()].some(({ doc }) => JSON.stringify(doc.userName) === name)
      return name !== undefined && request.isAuthorized && !isKnown
        ? listResponse(new URLSearchParams(), [])
        : next(request)
    },
  },
  'no query by externalId': {
    url: DOCS,
    breaks: 'users cannot be matched by externalId',
    step: 'lookup-external-id',
    tells: /400/,
    create: refuses((request) => request.endpoint === 'Users' && filterOf(request).startsWith('externalId')),
  },
  'no value path': {
    url: 'https://github.com/arietimmerman/laravel-scim-server/issues/34',
    breaks: 'a comparison after a value path is refused',
    step: 'lookup-email',
    tells: /400/,
    create: refuses((request) => filterOf(request).includes('[')),
  },
  'a plus stays a plus': {
    url: DOCS,
    breaks: 'a plus in a query is not read as a space',
    step: 'lookup-spaces',
    tells: /400/,
    create: refuses(({ search }) => search.includes('+eq+')),
  },
  'no query by manager': {
    url: 'https://github.com/arietimmerman/laravel-scim-server/issues/119',
    breaks: 'a filter on manager is refused',
    step: 'manager-query',
    tells: /400/,
    create: refuses((request) => filterOf(request).includes('manager eq')),
  },
  'startIndex is ignored': {
    url: 'https://github.com/wso2/product-is/issues/9957',
    breaks: 'every page is the first',
    step: 'page-users',
    tells: /startIndex/,
    create: () => (request, next) => {
      const query = new URLSearchParams(request.query)
      query.delete('startIndex')
      return next({ ...request, query })
    },
  },
  'the total of a page': {
    url: 'https://github.com/wso2/product-is/issues/7320',
    breaks: 'totalResults is the size of the page',
    step: 'page-users',
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
  'an order that changes': {
    url: 'https://github.com/wso2/product-is/issues/13772',
    breaks: 'users come in another order each time',
    step: 'page-users',
    tells: /same order/,
    create: () => {
      let lists = 0
      return (request, next, state) => {
        if (request.query.get('startIndex') !== '1' || request.endpoint !== 'Users') return next(request)
        lists += 1
        const users = [...state.users].toReversed()
        if (lists % 2 === 0) {
          state.users.clear()
          for (const [id, user] of users) state.users.set(id, user)
        }
        return next(request)
      }
    },
  },
  'throttling without a time': {
    url: 'https://learn.microsoft.com/answers/questions/1151866',
    breaks: 'a 429 does not say when to come back',
    step: 'rate-limits',
    tells: /quarantine/,
    create: () => {
      let requests = 0
      return (request, next) => {
        requests += 1
        return requests === 40 ? jsonResponse(429, {}) : next(request)
      }
    },
  },
}
