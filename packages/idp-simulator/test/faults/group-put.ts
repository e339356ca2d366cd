import type { HttpResponse } from '../../src/index.ts'
import { errorResponse, type Json, operationsOf, type ScimRequest, withOperations } from '../server/protocol.ts'
import type { State } from '../server/scim-server.ts'
import { type FaultRow, isWrite, valuesOf } from './fault.ts'

/** Servers that answer a PUT of a group wrongly, and those that stumble over a member they do not know. */
export const groupPutFaults: Record<string, FaultRow> = {
  7: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/issues/111',
    breaks: 'PUT changes the name of a group and not its members',
    app: 'wizard',
    step: 'group-members-change',
    tells: /removed user keeps/,
    create: () => (request, next, state) => {
      const group = state.groups.get(request.id ?? '')
      if (!group || !isWrite(request, 'PUT', 'Groups')) return next(request)
      const members = [...group.members].map((value) => ({ value }))
      return next({ ...request, body: { ...request.body, members } })
    },
  },
  9: {
    url: 'https://github.com/jelhub/scimgateway/issues/95',
    breaks: 'the rename is lost when a member has a display of null',
    app: 'wizard',
    step: 'group-rename',
    tells: /displayName .* renamed/,
    create: () => (request, next) => {
      const hasNull = ((request.body.members ?? []) as Json[]).some(({ display }) => display === null)
      if (!hasNull || !isWrite(request, 'PUT', 'Groups')) return next(request)
      return next({ ...request, body: { ...request.body, displayName: undefined } })
    },
  },
  12: {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/247',
    breaks: 'the second PUT of the same group fails',
    app: 'wizard',
    step: 'group-push-again',
    tells: /push group goes to Error/,
    create: () => {
      const seen = new Set<string | undefined>()
      return (request, next) => {
        if (!isWrite(request, 'PUT', 'Groups')) return next(request)
        if (seen.has(request.id)) return errorResponse(500, 'The group is tracked already.')
        seen.add(request.id)
        return next(request)
      }
    },
  },
  13: {
    url: 'https://github.com/lightdash/lightdash/issues/15035',
    breaks: 'PUT of a group under its own name meets a conflict with itself',
    app: 'wizard',
    step: 'group-push-again',
    tells: /409/,
    create: () => (request, next, state) => {
      const ownName = state.groups.get(request.id ?? '')?.displayName
      const clashes = isWrite(request, 'PUT', 'Groups') && request.body.displayName === ownName
      return clashes ? errorResponse(409, `displayName ${ownName} is taken.`) : next(request)
    },
  },
  15: {
    url: 'https://github.com/fleetdm/fleet/issues/52600',
    breaks: 'one unknown member rejects the whole push',
    app: 'catalogue',
    step: 'group-unknown-member',
    tells: /400.*permanent/s,
    create: () => (request, next, state) =>
      hasStranger(request, state) ? errorResponse(400, 'A member does not exist.') : next(request),
  },
  '15 by PUT': {
    url: 'https://github.com/fleetdm/fleet/issues/52600',
    breaks: 'one unknown member rejects the whole push',
    app: 'wizard',
    step: 'group-unknown-member',
    tells: /400.*permanent/s,
    create: () => (request, next, state) =>
      hasStranger(request, state) ? errorResponse(400, 'A member does not exist.') : next(request),
  },
  16: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/issues/107',
    breaks: 'an unknown member in a replace wipes the group',
    app: 'catalogue',
    step: 'group-unknown-member',
    tells: /2 missing.*empties/s,
    create: () => (request, next, state) => {
      if (!hasStranger(request, state)) return next(request)
      const operations = operationsOf(request).map((operation) =>
        operation.op === 'replace' && operation.path === 'members' ? { ...operation, value: [] } : operation,
      )
      return next(withOperations(request, operations))
    },
  },
  17: {
    url: 'https://github.com/lightdash/lightdash/issues/24458',
    breaks: 'an unknown member makes the server fail',
    app: 'wizard',
    step: 'group-unknown-member',
    tells: /500/,
    create:
      () =>
      (request, next, state): HttpResponse =>
        hasStranger(request, state) ? errorResponse(500, 'Unexpected error.') : next(request),
  },
}

function hasStranger(request: ScimRequest, state: State): boolean {
  if (request.endpoint !== 'Groups') return false
  const lists = [request.body.members, ...operationsOf(request).map(({ path, value }) => (path ? value : []))]
  return lists.flatMap(valuesOf).some((id) => !state.users.has(id))
}
