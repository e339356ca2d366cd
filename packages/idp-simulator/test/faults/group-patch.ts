import { errorResponse, type Json, operationsOf, textResponse, withOperations } from '../server/protocol.ts'
import { type FaultRow, isMemberRemoval, isWrite, turn, valuesOf } from './fault.ts'

/** Servers that answer a PATCH of a group wrongly. The keys number the reports. */
export const groupPatchFaults: Record<string, FaultRow> = {
  1: {
    url: 'https://github.com/goauthentik/authentik/issues/25686',
    breaks: 'a filtered member removal is answered with 200 and ignored',
    app: 'catalogue',
    step: 'group-members-change',
    tells: /too many.*removed user keeps/s,
    create: () => (request, next) => {
      if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
      return next(
        withOperations(
          request,
          operationsOf(request).filter((operation) => !isMemberRemoval(operation)),
        ),
      )
    },
  },
  2: {
    url: 'https://github.com/goauthentik/authentik/issues/24173',
    breaks: 'a member that was removed by filter cannot be added again',
    app: 'catalogue',
    step: 'group-members-return',
    tells: /1 missing/,
    create: () => {
      const removed = new Set<string>()
      return (request, next) => {
        if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
        const operations = operationsOf(request).map((operation) => {
          if (isMemberRemoval(operation)) removed.add(`${request.id} ${operation.path}`)
          if (operation.op !== 'add') return operation
          const members = (operation.value as Json[]).filter(
            (member) => !removed.has(`${request.id} members[value eq "${String(member.value)}"]`),
          )
          return { ...operation, value: members }
        })
        return next(withOperations(request, operations))
      }
    },
  },
  4: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/pull/101',
    breaks: 'a group PATCH without a path is refused in plain text',
    app: 'catalogue',
    step: 'group-push-new',
    tells: /Unrecognized token 'Unsupported'/,
    create: () => (request, next) => {
      const isPathless =
        isWrite(request, 'PATCH', 'Groups') && operationsOf(request).some(({ path }) => path === undefined)
      return isPathless ? textResponse(400, 'Unsupported path') : next(request)
    },
  },
  6: {
    url: 'https://github.com/Metatavu/keycloak-scim-server/pull/113',
    breaks: 'a replace that carries the read-only id is refused',
    app: 'catalogue',
    step: 'group-push-new',
    tells: /push group goes to Error/,
    create: () => (request, next) => {
      const hasId = operationsOf(request).some(({ path, value }) => path === undefined && 'id' in (value as Json))
      return isWrite(request, 'PATCH', 'Groups') && hasId ? errorResponse(400, 'id is read-only.') : next(request)
    },
  },
  8: {
    url: 'https://github.com/jelhub/scimgateway/issues/113',
    breaks: 'members inside a replace without a path do nothing',
    app: 'catalogue',
    step: 'group-push-empty',
    tells: /expected":"no members/,
    create: () => (request, next) => {
      if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
      const operations = operationsOf(request).map((operation) =>
        operation.path === undefined
          ? { ...operation, value: { ...(operation.value as Json), members: undefined } }
          : operation,
      )
      return next(withOperations(request, operations))
    },
  },
  10: {
    url: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/757',
    breaks: '“Push now” of an empty group is refused',
    app: 'catalogue',
    step: 'group-push-empty',
    tells: /push group goes to Error/,
    create: () => (request, next) => {
      const isEmptyPush = operationsOf(request).some(
        ({ op, path, value }) => op === 'replace' && path === 'members' && (value as Json[]).length === 0,
      )
      return isEmptyPush ? errorResponse(400, 'No values are set for the members.') : next(request)
    },
  },
  11: {
    url: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/419',
    breaks: 'added members without a type are dropped in silence',
    app: 'catalogue',
    step: 'group-push-new',
    tells: /4 missing/,
    create: () => (request, next) => {
      if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
      const operations = operationsOf(request).map((operation) =>
        operation.op === 'add'
          ? { ...operation, value: (operation.value as Json[]).filter(({ type }) => type) }
          : operation,
      )
      return next(withOperations(request, operations))
    },
  },
  14: {
    url: 'https://github.com/BerriAI/litellm/pull/34181',
    breaks: 'a removal is read from its value, so one by path alone is ignored',
    app: 'catalogue',
    step: 'group-members-change',
    tells: /too many.*removed user keeps/s,
    create: () => (request, next) => {
      if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
      next(
        withOperations(
          request,
          operationsOf(request).filter(({ op, value }) => op !== 'remove' || value !== undefined),
        ),
      )
      return { status: 204, headers: {}, body: '' }
    },
  },
  18: {
    url: 'https://github.com/fleetdm/fleet/issues/50724',
    breaks: 'parallel group PATCHes read, change and write without a lock',
    app: 'catalogue',
    step: 'group-concurrent',
    tells: /missing.*overwrite each other/s,
    create: () => async (request, next, state) => {
      const group = state.groups.get(request.id ?? '')
      if (!group || !isWrite(request, 'PATCH', 'Groups')) return next(request)
      const read = new Set(group.members)
      await turn()
      group.members = read
      return next(request)
    },
  },
  19: {
    url: 'https://github.com/ory/polis/pull/4080',
    breaks: 'a large batch takes so long that the gateway gives up',
    app: 'catalogue',
    step: 'group-large-batch',
    tells: /Unrecognized token '<html>'/,
    create: () => (request, next) => {
      // The gateway's patience, scaled to the population of the tests.
      const size = Math.max(0, ...operationsOf(request).map(({ path, value }) => (path ? valuesOf(value).length : 0)))
      return size > 20
        ? textResponse(504, '<html> Gateway Timeout </html>', { 'content-type': 'text/html' })
        : next(request)
    },
  },
}
