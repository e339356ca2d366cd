import type { HttpResponse } from '../../src/index.ts'
import { parse } from '../server/filter.ts'
import {
  errorResponse,
  type Json,
  listResponse,
  operationsOf,
  type ScimRequest,
  textResponse,
  withOperations,
} from '../server/protocol.ts'
import { type FaultRow, isWrite, turn } from './fault.ts'

/** Servers that answer for users wrongly. */
export const userFaults: Record<string, FaultRow> = {
  3: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/pull/97',
    breaks: 'deactivation without a path ends in an exception',
    app: 'catalogue',
    step: 'deactivate-user',
    tells: /Unsupported attribute: null.*keeps access/s,
    create: () => (request, next) => {
      const isPathless =
        isWrite(request, 'PATCH', 'Users') && operationsOf(request).some(({ path }) => path === undefined)
      return isPathless ? errorResponse(500, 'Unsupported attribute: null') : next(request)
    },
  },
  5: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/pull/114',
    breaks: 'a conflict is answered in plain text',
    app: 'catalogue',
    step: 'duplicate-user',
    tells: /Unrecognized token 'User'/,
    create: () => (request, next) => {
      const response = next(request)
      return response.status === 409 ? textResponse(409, 'User already exists') : response
    },
  },
  20: {
    url: 'https://github.com/gravitee-io/gravitee-access-management/pull/8290',
    breaks: 'the loser of a parallel create gets a 500',
    app: 'catalogue',
    step: 'user-race',
    tells: /409.*500.*arrive together/s,
    create: () => toRaceFault(() => errorResponse(500, 'duplicate key value violates unique constraint')),
  },
  '20 behind a gateway': {
    url: 'https://github.com/tuist/tuist/pull/11688',
    breaks: 'the loser of a parallel create gets Bad Gateway and no JSON',
    app: 'wizard',
    step: 'user-race',
    tells: /Unrecognized token 'Bad'/,
    create: () => toRaceFault(() => textResponse(502, 'Bad Gateway')),
  },
  '20 with a second account': {
    url: 'https://github.com/different-ai/openwork/pull/3909',
    breaks: 'parallel creates both look first and both succeed',
    app: 'wizard',
    step: 'user-race',
    tells: /exactly one 201/,
    create: () => async (request, next, state) => {
      if (!isWrite(request, 'POST', 'Users')) return next(request)
      const isTaken = [...state.users.values()].some((user) => user.doc.userName === request.body.userName)
      await turn()
      if (isTaken) return next(request)
      const before = [...state.users.values()].filter((user) => user.doc.userName === request.body.userName)
      for (const user of before)
        state.users.set(user.id, { ...user, doc: { ...user.doc, userName: `${user.id} hidden` } })
      const response = next(request)
      for (const user of before) state.users.set(user.id, user)
      return response
    },
  },
  21: {
    url: 'https://github.com/better-auth/better-auth/issues/11111',
    breaks: 'an inactive account is hidden from the look-up and still blocks the create',
    app: 'wizard',
    step: 'reprovision-user',
    tells: /409.*conflict, now and at every retry/s,
    create: () => (request, next) => (isLookup(request) ? withoutInactive(request, next(request)) : next(request)),
  },
  22: {
    url: 'https://github.com/growthbook/growthbook/pull/1680',
    breaks: 'inactive members are not found, so Okta creates them again',
    app: 'catalogue',
    step: 'find-inactive',
    tells: /nobody.*creates it again/s,
    create: () => (request, next, state) => {
      if (isLookup(request)) return withoutInactive(request, next(request))
      if (!isWrite(request, 'POST', 'Users')) return next(request)
      for (const user of state.users.values()) {
        if (user.doc.active === false && user.doc.userName === request.body.userName) state.users.delete(user.id)
      }
      return next(request)
    },
  },
  23: {
    url: 'https://github.com/BerriAI/litellm/pull/27308',
    breaks: 'the filter on userName looks at the e-mail address',
    app: 'catalogue',
    step: 'lookup-exact',
    tells: /deprovisioning misses/,
    create: () => (request, next) =>
      isLookup(request)
        ? next(withFilter(request, (value) => `emails.value eq ${JSON.stringify(value)}`))
        : next(request),
  },
  24: {
    url: 'https://devforum.okta.com/t/scim-provisioning-fails-due-to-incorrect-search-filter/27262',
    breaks: 'the filter is compared with a wrong value: nobody is found, and POST says that the user exists',
    app: 'wizard',
    step: 'reprovision-user',
    tells: /409.*cannot be found/s,
    create: () => (request, next) =>
      isLookup(request)
        ? next(withFilter(request, (value) => `userName eq ${JSON.stringify(encodeURIComponent(value))}`))
        : next(request),
  },
  25: {
    url: 'https://github.com/unitycatalog/unitycatalog/issues/423',
    breaks: 'only PUT is built, so a deactivation by PATCH is lost',
    app: 'catalogue',
    step: 'deactivate-user',
    tells: /501.*manual deprovisionings/s,
    create: () => (request, next) =>
      isWrite(request, 'PATCH', 'Users') ? errorResponse(501, 'PATCH is not supported.') : next(request),
  },
  '25 with active ignored': {
    url: 'https://github.com/FusionAuth/fusionauth-issues/issues/1871',
    breaks: 'active is ignored in PUT',
    app: 'wizard',
    step: 'deactivate-user',
    tells: /active true.*keeps access/s,
    create: () => (request, next) => {
      const { active: _, ...body } = request.body
      return isWrite(request, 'PUT', 'Users') ? next({ ...request, body }) : next(request)
    },
  },
  '25 with active ignored in PATCH': {
    url: 'https://github.com/FusionAuth/fusionauth-issues/issues/1871',
    breaks: 'active is ignored in PATCH',
    app: 'catalogue',
    step: 'deactivate-user',
    tells: /active true.*keeps access/s,
    create: () => (request, next) => {
      if (!isWrite(request, 'PATCH', 'Users')) return next(request)
      const operations = operationsOf(request).map((operation) => {
        const { active: _, ...value } = operation.value as Json
        return { ...operation, value }
      })
      return next(withOperations(request, operations))
    },
  },
}

/** Creates of one name in flight together: the first wins, the others get `toLoser`. */
function toRaceFault(toLoser: () => HttpResponse): ReturnType<FaultRow['create']> {
  const inFlight = new Set<unknown>()
  return async (request, next) => {
    if (!isWrite(request, 'POST', 'Users')) return next(request)
    const { userName } = request.body
    if (inFlight.has(userName)) return toLoser()
    inFlight.add(userName)
    await turn()
    inFlight.delete(userName)
    return next(request)
  }
}

function isLookup(request: ScimRequest): boolean {
  return request.isAuthorized && request.method === 'GET' && request.endpoint === 'Users' && request.query.has('filter')
}

function withFilter(request: ScimRequest, toFilter: (value: string) => string): ScimRequest {
  const query = new URLSearchParams(request.query)
  query.set('filter', toFilter(String(parse(query.get('filter') ?? '').value)))
  return { ...request, query }
}

function withoutInactive(request: ScimRequest, response: HttpResponse): HttpResponse {
  const users = (JSON.parse(response.body) as { Resources: Json[] }).Resources
  return listResponse(
    request.query,
    users.filter((user) => user.active !== false),
  )
}
