import { isDeepStrictEqual } from 'node:util'
import type { HttpResponse } from '../../src/types.ts'
import {
  errorResponse,
  type Json,
  jsonResponse,
  listResponse,
  operationsOf,
  parseEquals,
  type Resource,
  type ScimRequest,
} from './protocol.ts'
import type { State } from './scim-server.ts'

export type UserStore = Map<string, Resource>

const READ_ONLY = ['id', 'meta', 'groups', 'password']

export function handleUsers(request: ScimRequest, state: State): HttpResponse {
  const { users } = state
  if (request.id === undefined) {
    if (request.method === 'POST') return createUser(request.body, state)
    return listResponse(
      request.query,
      findUsers(request, users).map((user) => toUser(user, state)),
    )
  }
  const user = users.get(request.id)
  if (!user) return errorResponse(404, `There is no user ${request.id}.`)
  if (request.method === 'GET') return jsonResponse(200, toUser(user, state))
  if (request.method === 'PUT') return saveUser(user, { active: user.doc.active, ...toDocument(request.body) }, state)
  if (request.method === 'PATCH') return saveUser(user, applyOperations(user.doc, request), state)
  return errorResponse(405, `${request.method} is not for users.`)
}

function findUsers(request: ScimRequest, users: UserStore): Resource[] {
  const filter = request.query.get('filter')
  if (filter === null) return [...users.values()]
  const { attribute, value } = parseEquals(filter)
  const isWanted =
    attribute === 'emails.value'
      ? (user: Resource) => ((user.doc.emails ?? []) as Json[]).some((email) => email.value === value)
      : (user: Resource) => fold(user.doc[attribute]) === fold(value)
  return [...users.values()].filter(isWanted)
}

function createUser(body: Json, state: State): HttpResponse {
  const doc = { active: true, ...toDocument(body) }
  const taken = [...state.users.values()].some((user) => fold(user.doc.userName) === fold(body.userName))
  if (taken) return errorResponse(409, `userName ${String(body.userName)} is taken.`)
  const user = { id: crypto.randomUUID(), doc, version: 1 }
  state.users.set(user.id, user)
  return jsonResponse(201, toUser(user, state))
}

/** A write that changes nothing makes no version. */
function saveUser(user: Resource, doc: Json, state: State): HttpResponse {
  const saved = isDeepStrictEqual(doc, user.doc) ? user : { ...user, doc, version: user.version + 1 }
  state.users.set(user.id, saved)
  return jsonResponse(200, toUser(saved, state))
}

/** RFC 7644 section 3.5.2.3: without a path the value holds the attributes. */
function applyOperations(doc: Json, request: ScimRequest): Json {
  let next = doc
  for (const { path, value } of operationsOf(request)) {
    next = { ...next, ...toDocument(path === undefined ? (value as Json) : { [path]: value }) }
  }
  return next
}

/** What is stored: read-only attributes are ignored, null and "" mean unassigned (RFC 7643 section 2.5). */
function toDocument(body: Json): Json {
  const kept = Object.entries(body).filter(
    ([name, value]) => !READ_ONLY.includes(name) && value !== null && value !== '',
  )
  return Object.fromEntries(kept)
}

function toUser(user: Resource, state: State): Json {
  const groups = [...state.groups.values()].filter((group) => group.members.has(user.id))
  return {
    ...user.doc,
    id: user.id,
    groups: groups.map((group) => ({ value: group.id, display: group.displayName })),
    meta: { resourceType: 'User', version: `W/"${user.version}"` },
  }
}

function fold(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined
}
