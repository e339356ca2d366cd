import type { HttpResponse } from '../../src/types.ts'
import { matchesFilter } from './filter.ts'
import {
  errorResponse,
  type Json,
  jsonResponse,
  listResponse,
  operationsOf,
  type PatchOperation,
  type ScimRequest,
} from './protocol.ts'
import type { State } from './scim-server.ts'

export interface Group {
  readonly id: string
  displayName: string
  externalId?: string
  members: Set<string>
  version: number
}

export type GroupStore = Map<string, Group>

export function handleGroups(request: ScimRequest, state: State): HttpResponse {
  const { groups } = state
  if (request.id === undefined) {
    if (request.method === 'POST') return createGroup(request.body, state)
    return listResponse(request.query, findGroups(request, state))
  }
  const group = groups.get(request.id)
  if (!group) return errorResponse(404, `There is no group ${request.id}.`)
  switch (request.method) {
    case 'GET':
      return jsonResponse(200, toProjected(request, toGroup(group, state)))
    case 'PUT':
      return saveGroup(group, request.body, state, () => {
        group.members = knownMembers(request.body.members, state)
      })
    case 'PATCH':
      return saveGroup(group, {}, state, () => {
        for (const operation of operationsOf(request)) applyOperation(group, operation, state)
      })
    case 'DELETE':
      groups.delete(group.id)
      return { status: 204, headers: {}, body: '' }
    default:
      return errorResponse(405, `${request.method} is not for groups.`)
  }
}

function findGroups(request: ScimRequest, state: State): Json[] {
  const filter = request.query.get('filter')
  const all = [...state.groups.values()].map((group) => toGroup(group, state))
  const found = filter === null ? all : all.filter((group) => matchesFilter(filter, group))
  return found.map((group) => toProjected(request, group))
}

function toProjected(request: ScimRequest, group: Json): Json {
  const { members, ...others } = group
  return request.query.get('excludedAttributes') === 'members' ? others : group
}

function createGroup(body: Json, state: State): HttpResponse {
  const displayName = String(body.displayName)
  if ([...state.groups.values()].some((group) => group.displayName === displayName)) {
    return errorResponse(409, `displayName ${displayName} is taken.`)
  }
  const group = {
    id: crypto.randomUUID(),
    displayName,
    ...(typeof body.externalId === 'string' && { externalId: body.externalId }),
    members: knownMembers(body.members, state),
    version: 1,
  }
  state.groups.set(group.id, group)
  return jsonResponse(201, toGroup(group, state))
}

function saveGroup(group: Group, body: Json, state: State, change: () => void): HttpResponse {
  const before = toFingerprint(group)
  if (typeof body.displayName === 'string') group.displayName = body.displayName
  change()
  if (toFingerprint(group) !== before) group.version += 1
  return jsonResponse(200, toGroup(group, state))
}

/** RFC 7644 section 3.5.2, as far as groups go. A remove with a value takes these members only. */
function applyOperation(group: Group, { op: written, path, value }: PatchOperation, state: State): void {
  const op = written.toLowerCase()
  if (path === undefined) {
    const { displayName, members } = value as Json
    if (typeof displayName === 'string') group.displayName = displayName
    if (members !== undefined) group.members = knownMembers(members, state)
  } else if (path === 'displayName') {
    group.displayName = String(value)
  } else if (path === 'members') {
    const members = knownMembers(value, state)
    if (op === 'remove')
      group.members = value === undefined ? new Set() : new Set([...group.members].filter((id) => !members.has(id)))
    else group.members = op === 'replace' ? members : new Set([...group.members, ...members])
  } else if (op === 'remove') {
    const match = /^members\[value eq "(.*)"\]$/.exec(path)
    if (match) group.members.delete(match[1] as string)
  }
}

/** Members that name nobody do not count, and do not stop the others. */
function knownMembers(members: unknown, state: State): Set<string> {
  const list = (Array.isArray(members) ? members : [members ?? []].flat()) as Json[]
  const values = list.map((member) => String(member.value))
  return new Set(values.filter((value) => state.users.has(value)))
}

function toFingerprint(group: Group): string {
  return JSON.stringify([group.displayName, [...group.members].sort()])
}

function toGroup(group: Group, state: State): Json {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    id: group.id,
    displayName: group.displayName,
    externalId: group.externalId,
    members: [...group.members].map((value) => ({ value, display: state.users.get(value)?.doc.userName ?? null })),
    meta: { resourceType: 'Group', version: `W/"${group.version}"` },
  }
}
