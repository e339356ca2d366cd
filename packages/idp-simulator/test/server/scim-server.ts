import type { HttpRequest, HttpResponse, Transport } from '../../src/types.ts'
import { handleDiscovery } from './discovery.ts'
import { FilterError } from './filter.ts'
import { type GroupStore, handleGroups } from './groups.ts'
import { errorResponse, type ScimRequest } from './protocol.ts'
import { handleUsers, type UserStore } from './users.ts'

export const TOKEN = 'right-token'
export const BASE_URL = 'http://scim.test/scim/v2'

export interface State {
  readonly users: UserStore
  readonly groups: GroupStore
  /** The last moment given out, in milliseconds. */
  clock: number
}

/** Sits between the wire and the server: a broken server is the correct one behind such a function. */
export type Fault = (
  request: ScimRequest,
  next: (request: ScimRequest) => HttpResponse,
  state: State,
) => HttpResponse | Promise<HttpResponse>

export interface ScimServer {
  readonly state: State
  readonly handle: Transport
}

/**
 * A small correct SCIM server in memory. It knows nothing of the simulator: Users and Groups of RFC 7643, and of
 * RFC 7644 what identity providers use.
 */
export function createScimServer(fault?: Fault): ScimServer {
  const state: State = { users: new Map(), groups: new Map(), clock: 0 }
  const route = (request: ScimRequest) => {
    if (!request.isAuthorized) return errorResponse(401, 'The token is not valid.')
    try {
      if (request.endpoint === 'Users') return handleUsers(request, state)
      if (request.endpoint === 'Groups') return handleGroups(request, state)
    } catch (error) {
      if (error instanceof FilterError) return errorResponse(400, error.message, 'invalidFilter')
      throw error
    }
    return handleDiscovery(request) ?? errorResponse(404, `There is no endpoint ${request.endpoint}.`)
  }
  return {
    state,
    async handle(wire) {
      const request = toScimRequest(wire)
      return fault ? fault(request, route, state) : route(request)
    },
  }
}

function toScimRequest(wire: HttpRequest): ScimRequest {
  const url = new URL(wire.url)
  const [endpoint = '', id] = url.pathname.replace(/^\/scim\/v2\//, '').split('/')
  return {
    isAuthorized: wire.headers.Authorization === `Bearer ${TOKEN}`,
    method: wire.method,
    endpoint,
    ...(id !== undefined && { id: decodeURIComponent(id) }),
    query: url.searchParams,
    search: url.search,
    body: wire.body === undefined ? {} : JSON.parse(wire.body),
  }
}
