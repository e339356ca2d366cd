import { errorResponse, type Json, jsonResponse, operationsOf } from '../server/protocol.ts'
import {
  answers,
  insertsLate,
  isWrite,
  mapBody,
  type ProviderFault,
  refuses,
  refusesOperation,
  rereads,
} from './fault.ts'

const SCIM_SDK = 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues'
const DOCS = 'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups'
const COMPATIBILITY =
  'https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility'
const VALIDATOR =
  'https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/StandardLogicApp/SCIM-Validation-Test-Overview.md'

const isManager = (path: string | undefined) => path?.endsWith(':manager') === true
const isTyped = (path: string | undefined) => path?.includes('[type eq') === true

/** Servers that create, change or delete users wrongly. */
export const entraUserFaults: Record<string, ProviderFault> = {
  'an empty array of roles is refused': {
    url: DOCS,
    breaks: 'the POST of Entra is refused for its roles: []',
    step: 'provision-users',
    tells: /escrow/,
    create: refuses((request) => isWrite(request, 'POST', 'Users') && 'roles' in request.body),
  },
  'names are folded': {
    url: 'https://github.com/PostHog/posthog/pull/42253',
    breaks: 'userName is stored in lower case',
    step: 'provision-probes',
    tells: /letter for letter/,
    create: () => (request, next) => {
      const { userName } = request.body
      const body = typeof userName === 'string' ? { ...request.body, userName: userName.toLowerCase() } : request.body
      return next({ ...request, body })
    },
  },
  'a duplicate is a 500': {
    url: DOCS,
    breaks: 'a duplicate is an internal error',
    step: 'duplicate-user',
    tells: /500/,
    create: answers(
      () => true,
      (response) => (response.status === 409 ? errorResponse(500, 'Oops.') : response),
    ),
  },
  'a race makes two users': {
    url: 'https://www.rfc-editor.org/rfc/rfc7643#section-4.1.1',
    breaks: 'parallel creates make the user several times',
    step: 'user-race',
    tells: /exactly one 201/,
    create: insertsLate,
  },
  'capital operations': {
    url: COMPATIBILITY,
    breaks: 'Replace is refused, only replace is known',
    step: 'update-attributes',
    tells: /400/,
    create: refusesOperation('Users', ({ op }) => op !== op.toLowerCase()),
  },
  'flat names': {
    url: COMPATIBILITY,
    breaks: '"name.givenName" becomes an attribute of that name',
    flag: true,
    step: 'update-attributes',
    tells: /attributes named name\.givenName|name\.givenName/,
    create: () => (request, next, state) => {
      const response = next(request)
      const user = state.users.get(request.id ?? '')
      const flat = operationsOf(request).find(({ path }) => path === undefined)
      if (!user || !flat || !isWrite(request, 'PATCH', 'Users')) return response
      state.users.set(user.id, { ...user, doc: { ...user.doc, ...(flat.value as Json) } })
      return response
    },
  },
  'a pathless replace wipes': {
    url: 'https://github.com/langwatch/langwatch/issues/7131',
    breaks: 'a replace without a path replaces the whole user',
    flag: true,
    step: 'update-attributes',
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
  'a rename is ignored': {
    url: VALIDATOR,
    breaks: 'userName cannot be changed, and the answer is 200',
    step: 'update-username',
    tells: /userName/,
    create: rereads('Users', (operation) => (operation.path === 'userName' ? [] : operation)),
  },
  'no target': {
    url: `${SCIM_SDK}/416`,
    breaks: 'a value path without a match is a 400',
    step: 'typed-values',
    tells: /400/,
    create: refusesOperation('Users', ({ path }) => path?.startsWith('phoneNumbers[') === true),
  },
  'an element for each operation': {
    url: `${SCIM_SDK}/680`,
    breaks: 'each operation of a type makes an element of its own',
    step: 'typed-values',
    tells: /one element each/,
    create: rereads('Users', (operation) => {
      const match = /^addresses\[type eq "(\w+)"\]\.(\w+)$/.exec(operation.path ?? '')
      if (!match) return operation
      const [, type, name = ''] = match
      return { op: 'add', path: 'addresses', value: [{ type, [name]: operation.value }] }
    }),
  },
  'a typed write replaces the others': {
    url: `${SCIM_SDK}/668`,
    breaks: 'a write of one type replaces the values of all types',
    step: 'typed-values-change',
    tells: /Addresses that Entra does not manage/,
    create: rereads('Users', (operation) =>
      /^emails\[type eq "work"\]/.test(operation.path ?? '')
        ? { op: 'replace', path: 'emails', value: [{ type: 'work', value: operation.value }] }
        : operation,
    ),
  },
  'capital sub-attributes': {
    url: DOCS,
    breaks: 'emails[type eq "work"].Value is not known',
    step: 'capital-sub-attributes',
    tells: /400/,
    create: refusesOperation('Users', ({ path }) => path?.endsWith('.Value') === true),
  },
  'no change is no success': {
    url: 'https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2',
    breaks: 'a PATCH that changes nothing is answered with 304',
    step: 'same-values-again',
    tells: /304/,
    create: () => (request, next, state) => {
      const before = state.users.get(request.id ?? '')?.version
      const response = next(request)
      const isSame = isWrite(request, 'PATCH', 'Users') && before === state.users.get(request.id ?? '')?.version
      return isSame ? { ...response, status: 304, body: '' } : response
    },
  },
  'a manager as a string': {
    url: `${SCIM_SDK}/541`,
    breaks: 'a manager must be an object',
    step: 'manager',
    tells: /manager is never set/,
    create: refusesOperation('Users', ({ path, value }) => isManager(path) && typeof value === 'string'),
  },
  'a manager in an array': {
    url: `${SCIM_SDK}/686`,
    breaks: 'a manager in an array is an internal error',
    step: 'manager',
    tells: /500/,
    create: refusesOperation('Users', ({ path, value }) => isManager(path) && Array.isArray(value), 500),
  },
  'a manager who stays': {
    url: VALIDATOR,
    breaks: 'an empty manager is ignored',
    step: 'manager',
    tells: /unassigned/,
    create: rereads('Users', (operation) => (isManager(operation.path) && operation.value === '' ? [] : operation)),
  },
  'a user with a manager': {
    url: 'https://github.com/apache/directory-scimple/issues/1242',
    breaks: 'a create with the id of the manager is an internal error',
    step: 'create-with-manager',
    tells: /500/,
    create: refuses(
      (request) => isWrite(request, 'POST', 'Users') && /"manager":"/.test(JSON.stringify(request.body)),
      500,
    ),
  },
  'roles by a string boolean': {
    url: `${SCIM_SDK}/516`,
    breaks: 'primary eq "True" matches nothing and is refused',
    step: 'roles',
    tells: /single app role/,
    create: refusesOperation('Users', ({ path }) => path?.includes('"True"') === true),
  },
  'roles as JSON text': {
    url: 'https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes',
    breaks: 'a role that is JSON text is an internal error',
    step: 'roles',
    tells: /500/,
    create: refusesOperation(
      'Users',
      ({ path, value }) => path === 'roles' && JSON.stringify(value ?? '').includes('\\"'),
      500,
    ),
  },
  'empty text is a value': {
    url: VALIDATOR,
    breaks: 'an empty text does not clear',
    step: 'clear-by-empty-text',
    tells: /unassigned/,
    create: rereads('Users', (operation) => (operation.value === '' && !isManager(operation.path) ? [] : operation)),
  },
  'null is refused': {
    url: 'https://github.com/simpleidserver/SimpleIdServer/issues/823',
    breaks: 'null is no value',
    step: 'clear-by-null',
    tells: /400/,
    create: refusesOperation('Users', ({ value }) => value === null),
  },
  'null inside is a 500': {
    url: VALIDATOR,
    breaks: 'null in an operation without a path is an internal error',
    step: 'clear-without-path',
    tells: /500/,
    create: refusesOperation(
      'Users',
      ({ path, value }) => path === undefined && JSON.stringify(value).includes('null'),
      500,
    ),
  },
  'no operations': {
    url: 'https://github.com/scimmyjs/scimmy/issues/59',
    breaks: 'an empty Operations array is refused',
    step: 'empty-operations',
    tells: /400/,
    create: refuses((request) => isWrite(request, 'PATCH', 'Users') && operationsOf(request).length === 0),
  },
  'a string boolean is refused': {
    url: COMPATIBILITY,
    breaks: '"False" is no boolean',
    step: 'disable-user',
    tells: /Disable_User_Test/,
    create: refusesOperation('Users', ({ path, value }) => path === 'active' && typeof value === 'string'),
  },
  'a string boolean is kept': {
    url: COMPATIBILITY,
    breaks: 'active is the text "False", which is true',
    step: 'disable-user',
    tells: /JSON boolean/,
    create: answers(
      () => true,
      (response) => mapBody(response, (text) => text.replaceAll('"active":false', '"active":"False"')),
    ),
  },
  'disabled users are hidden': {
    url: DOCS,
    breaks: 'a disabled user is not found',
    step: 'find-disabled',
    tells: /created again/,
    create: answers(
      ({ method, query }) => method === 'GET' && query.has('filter'),
      (response) => {
        const body = JSON.parse(response.body) as { Resources?: Json[] }
        const shown = (body.Resources ?? []).filter(({ active }) => active !== false)
        return response.status === 200
          ? jsonResponse(200, { ...body, totalResults: shown.length, Resources: shown })
          : response
      },
    ),
  },
  'a restored user is bare': {
    url: VALIDATOR,
    breaks: 'a user that comes back has lost its display name',
    step: 'restore-user',
    tells: /damaged profile/,
    create: rereads('Users', (operation) =>
      operation.path === 'active' && operation.value === 'True'
        ? [operation, { op: 'remove', path: 'displayName' }]
        : operation,
    ),
  },
  'delete means disable': {
    url: VALIDATOR,
    breaks: 'a deleted user is only disabled',
    step: 'delete-user',
    tells: /Delete_User_Test/,
    create: () => (request, next) =>
      isWrite(request, 'DELETE', 'Users') ? { status: 204, headers: {}, body: '' } : next(request),
  },
  'delete is not supported': {
    url: VALIDATOR,
    breaks: 'users cannot be deleted',
    step: 'cleanup',
    tells: /405/,
    create: refuses((request) => isWrite(request, 'DELETE', 'Users'), 405),
  },
  'deleted names stay taken': {
    url: VALIDATOR,
    breaks: 'the userName of a deleted user is never free again',
    step: 'recreate-user',
    tells: /409/,
    create: () => {
      const gone = new Set<unknown>()
      return (request, next, state) => {
        if (isWrite(request, 'DELETE', 'Users')) gone.add(state.users.get(request.id ?? '')?.doc.userName)
        const isGone = isWrite(request, 'POST', 'Users') && gone.has(request.body.userName)
        return isGone ? errorResponse(409, 'userName is taken.') : next(request)
      }
    },
  },
  'deleting nobody is a success': {
    url: VALIDATOR,
    breaks: 'DELETE of an unknown id is a 204',
    step: 'delete-unknown',
    tells: /404/,
    create: answers(
      ({ method }) => method === 'DELETE',
      () => ({ status: 204, headers: {}, body: '' }),
    ),
  },
  'phone numbers are tidied up': {
    url: DOCS,
    breaks: 'phone numbers come back in another form than they were sent',
    step: 'typed-values',
    tells: /writes it again in every cycle/,
    create: answers(
      () => true,
      (response) => mapBody(response, (text) => text.replaceAll('+1 (415) 123.4567', '+14151234567')),
    ),
  },
  'other types go': {
    url: `${SCIM_SDK}/416`,
    breaks: 'a typed add replaces the other types',
    step: 'typed-values',
    tells: /emails: one element each/,
    create: rereads('Users', (operation) =>
      isTyped(operation.path) && operation.path?.includes('"other"')
        ? { op: 'replace', path: 'emails', value: [{ type: 'other', value: operation.value }] }
        : operation,
    ),
  },
}
