import { errorResponse, type Json, operationsOf, withOperations } from '../server/protocol.ts'
import {
  answers,
  filterOf,
  isWrite,
  losesUpdates,
  mapBody,
  type ProviderFault,
  refuses,
  refusesOperation,
  rereads,
  valuesOf,
} from './fault.ts'

const SCIM_SDK = 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues'
const DOCS = 'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups'

const isMembers = (operation: { op: string; path?: string }, op: string) =>
  operation.op.toLowerCase() === op && operation.path === 'members'

/** Servers that treat groups wrongly. */
export const entraGroupFaults: Record<string, ProviderFault> = {
  'a foreign schema': {
    url: DOCS,
    breaks: 'a group that names a schema of Microsoft is refused',
    step: 'provision-groups',
    tells: /group is not created/,
    create: refuses(
      (request) => isWrite(request, 'POST', 'Groups') && /microsoft/.test(JSON.stringify(request.body.schemas)),
    ),
  },
  'groups by externalId': {
    url: DOCS,
    breaks: 'groups cannot be matched by externalId',
    step: 'group-lookup',
    tells: /400/,
    create: refuses((request) => request.endpoint === 'Groups' && filterOf(request).startsWith('externalId')),
  },
  'members come along': {
    url: DOCS,
    breaks: 'excludedAttributes is ignored',
    step: 'group-without-members',
    tells: /time out/,
    create: () => (request, next) => {
      const query = new URLSearchParams(request.query)
      query.delete('excludedAttributes')
      return next({ ...request, query })
    },
  },
  'a rename wipes the group': {
    url: 'https://github.com/imulab/go-scim/issues/57',
    breaks: 'a change of the name takes the members with it',
    step: 'group-rename',
    tells: /takes the membership/,
    create: rereads('Groups', (operation) =>
      operation.path === 'displayName' ? [operation, { op: 'replace', path: 'members', value: [] }] : operation,
    ),
  },
  'groups cannot go': {
    url: DOCS,
    breaks: 'DELETE of a group is not implemented',
    step: 'group-delete',
    tells: /501/,
    create: refuses((request) => isWrite(request, 'DELETE', 'Groups'), 501),
  },
  'an add replaces': {
    url: 'https://github.com/scimmyjs/scimmy/issues/79',
    breaks: 'added members replace the others',
    step: 'members-add',
    tells: /Add_Member/,
    create: rereads('Groups', (operation) =>
      isMembers(operation, 'add') ? { ...operation, op: 'replace' } : operation,
    ),
  },
  'a null reference': {
    url: DOCS,
    breaks: 'a member with $ref null is refused',
    step: 'members-add',
    tells: /never added/,
    create: refusesOperation('Groups', ({ value }) => JSON.stringify(value ?? '').includes('"$ref":null')),
  },
  'a member twice': {
    url: 'https://github.com/wso2/product-is/issues/5333',
    breaks: 'adding a member again is a conflict',
    step: 'members-add',
    tells: /409/,
    create: () => (request, next, state) => {
      const members = state.groups.get(request.id ?? '')?.members
      const again = operationsOf(request).some(
        (operation) => isMembers(operation, 'add') && valuesOf(operation.value).some((id) => members?.has(id)),
      )
      return isWrite(request, 'PATCH', 'Groups') && again ? errorResponse(409, 'A member already.') : next(request)
    },
  },
  'a value array empties the group': {
    url: 'https://github.com/MicrosoftDocs/entra-docs/issues/949',
    breaks: 'a remove with a value array removes everybody',
    step: 'members-remove',
    tells: /everybody loses access/,
    create: rereads('Groups', ({ value, ...operation }) =>
      isMembers(operation, 'remove') ? operation : { ...operation, value },
    ),
  },
  'a value array is ignored': {
    url: `${SCIM_SDK}/149`,
    breaks: 'a remove with a value array is answered with 200 and ignored',
    step: 'members-remove',
    tells: /1 too many/,
    create: rereads('Groups', (operation) => (isMembers(operation, 'remove') ? [] : operation)),
  },
  'a value array is refused': {
    url: `${SCIM_SDK}/167`,
    breaks: 'a remove must have a filter',
    step: 'members-remove',
    tells: /400/,
    create: refusesOperation('Groups', (operation) => isMembers(operation, 'remove')),
  },
  'a filtered remove is ignored': {
    url: 'https://github.com/goauthentik/authentik/issues/25686',
    breaks: 'a remove by value path is answered with 200 and ignored',
    flag: true,
    step: 'members-remove',
    tells: /too many/,
    create: rereads('Groups', (operation) => (operation.path?.startsWith('members[') ? [] : operation)),
  },
  'no such member': {
    url: 'https://github.com/better-auth/better-auth/issues/10422',
    breaks: 'removing whoever is no member is a 404',
    step: 'members-remove-again',
    tells: /404/,
    create: () => (request, next, state) => {
      const members = state.groups.get(request.id ?? '')?.members
      const unknown = operationsOf(request).some(
        (operation) => isMembers(operation, 'remove') && valuesOf(operation.value).some((id) => !members?.has(id)),
      )
      return isWrite(request, 'PATCH', 'Groups') && unknown ? errorResponse(404, 'No such member.') : next(request)
    },
  },
  'a member cannot return': {
    url: 'https://github.com/Infisical/infisical/issues/6552',
    breaks: 'a member that was removed cannot be added again',
    step: 'members-return',
    tells: /1 missing/,
    create: () => {
      const removed = new Set<string>()
      return (request, next) => {
        if (!isWrite(request, 'PATCH', 'Groups')) return next(request)
        const operations = operationsOf(request).map((operation) => {
          const key = (id: string) => `${request.id} ${id}`
          if (isMembers(operation, 'remove')) for (const id of valuesOf(operation.value)) removed.add(key(id))
          if (!isMembers(operation, 'add')) return operation
          const value = (operation.value as Json[]).filter((member) => !removed.has(key(String(member.value))))
          return { ...operation, value }
        })
        return next(withOperations(request, operations))
      }
    },
  },
  'no query by member': {
    url: 'https://github.com/tmilos/scim-filter-parser/issues/10',
    breaks: 'a filter with "and" is refused',
    step: 'members-query',
    tells: /400/,
    create: refuses((request) => request.endpoint === 'Groups' && filterOf(request).includes(' and ')),
  },
  'lost updates': {
    url: 'https://github.com/fleetdm/fleet/issues/50724',
    breaks: 'parallel changes overwrite each other',
    step: 'members-parallel',
    tells: /missing/,
    create: () => losesUpdates(),
  },
  'startIndex of groups': {
    url: 'https://github.com/wso2/product-is/issues/13752',
    breaks: 'startIndex does not come back with groups',
    step: 'page-groups',
    tells: /startIndex/,
    create: answers(
      ({ method, endpoint, id }) => method === 'GET' && endpoint === 'Groups' && id === undefined,
      (response) => mapBody(response, (text) => text.replace(/"startIndex":\d+/, '"startIndex":1')),
    ),
  },
}
