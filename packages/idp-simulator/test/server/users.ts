import { isDeepStrictEqual } from 'node:util'
import type { HttpResponse } from '../../src/types.ts'
import { toPredicate } from './filter.ts'
import { applyOperations, toManager, withoutEmpty } from './patch.ts'
import {
  errorResponse,
  type Json,
  jsonResponse,
  listResponse,
  operationsOf,
  type Resource,
  type ScimRequest,
} from './protocol.ts'
import type { State } from './scim-server.ts'

export type UserStore = Map<string, Resource>

const READ_ONLY = ['id', 'meta', 'groups', 'password']
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export function handleUsers(request: ScimRequest, state: State): HttpResponse {
  const { users } = state
  if (request.id === undefined) {
    if (request.method === 'POST') return createUser(request.body, state)
    return listResponse(request.query, findUsers(request, state))
  }
  const user = users.get(request.id)
  if (!user) return errorResponse(404, `There is no user ${request.id}.`)
  if (request.method === 'GET') return jsonResponse(200, toUser(user, state))
  if (request.method === 'PUT') return saveUser(user, { active: user.doc.active, ...toDocument(request.body) }, state)
  if (request.method === 'PATCH') {
    return saveUser(user, toDocument(applyOperations(user.doc, operationsOf(request))), state)
  }
  if (request.method === 'DELETE') {
    users.delete(user.id)
    for (const group of state.groups.values()) group.members.delete(user.id)
    return { status: 204, headers: {}, body: '' }
  }
  return errorResponse(405, `${request.method} is not for users.`)
}

function findUsers(request: ScimRequest, state: State): Json[] {
  const filter = request.query.get('filter')
  const all = [...state.users.values()]
  const isWanted = filter === null ? () => true : toPredicate(filter)
  const found = all.filter((user) => isWanted({ ...user.doc, id: user.id, meta: toMeta(user) }))
  if (request.query.get('sortBy') === 'meta.lastModified') {
    found.sort((a, b) => String(a.lastModified).localeCompare(String(b.lastModified)))
  }
  return found.map((user) => toUser(user, state))
}

function createUser(body: Json, state: State): HttpResponse {
  const doc = { active: true, ...toDocument(body) }
  const taken = [...state.users.values()].some((user) => fold(user.doc.userName) === fold(body.userName))
  if (taken) return errorResponse(409, `userName ${String(body.userName)} is taken.`)
  const user = { id: crypto.randomUUID(), doc, version: 1, lastModified: now(state) }
  state.users.set(user.id, user)
  return jsonResponse(201, toUser(user, state))
}

/** A write that changes nothing makes no version. */
function saveUser(user: Resource, doc: Json, state: State): HttpResponse {
  const saved = isDeepStrictEqual(doc, user.doc)
    ? user
    : { ...user, doc, version: user.version + 1, lastModified: now(state) }
  state.users.set(user.id, saved)
  return jsonResponse(200, toUser(saved, state))
}

/** What is stored: read-only attributes are ignored, null and "" mean unassigned (RFC 7643 section 2.5). */
function toDocument(body: Json): Json {
  const extension = body[ENTERPRISE] as Json | undefined
  const read = extension ? { ...body, [ENTERPRISE]: { ...extension, manager: toManager(extension.manager) } } : body
  const kept = Object.entries(read).filter(([name]) => !READ_ONLY.includes(name))
  return (withoutEmpty(Object.fromEntries(kept)) ?? {}) as Json
}

function toUser(user: Resource, state: State): Json {
  const groups = [...state.groups.values()].filter((group) => group.members.has(user.id))
  return {
    ...user.doc,
    id: user.id,
    groups: groups.map((group) => ({ value: group.id, display: group.displayName })),
    meta: toMeta(user),
  }
}

function toMeta(user: Resource): Json {
  return { resourceType: 'User', version: `W/"${user.version}"`, lastModified: user.lastModified }
}

/** Never the same twice, so that an order by time is one. */
function now(state: State): string {
  state.clock = Math.max(state.clock + 1, Date.now())
  return new Date(state.clock).toISOString()
}

function fold(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined
}
