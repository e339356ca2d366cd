import {
  getRequestRecord,
  listRequestRecords,
  type OpenedRequestRecord,
  type RequestRecord,
} from '@rollcall/provisioning'
import { type DirectoryRow, NotFoundError } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import { listCost } from '../schema/costs.ts'
import { DirectoryRef } from '../schema/refs.ts'
import { idOf } from '../schema/scopes.ts'

/** So many of the latest are looked through for one that was refused. */
const LOOKED_THROUGH = 200
const MOST = 100

const RequestRef = builder.objectRef<RequestRecord>('ScimRequest')
RequestRef.implement({
  description:
    'One SCIM exchange as received and answered. No value that a provider sent stands in it: those of failures are in scimRequest.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'The request id that every error shows.' }),
    occurredAt: t.field({ type: 'Instant', resolve: (record) => record.occurredAt }),
    method: t.exposeString('method'),
    path: t.exposeString('path', { description: 'Below the SCIM base; what is no id of ours is masked.' }),
    query: t.string({
      nullable: true,
      description: 'Values of filters are masked.',
      resolve: (record) => record.query,
    }),
    status: t.exposeInt('status'),
    scimType: t.string({ nullable: true, resolve: (record) => record.scimType }),
    durationMs: t.exposeFloat('durationMs'),
    userAgent: t.string({ nullable: true, resolve: (record) => record.userAgent }),
    outline: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the body asked for, without values.',
      resolve: (record) => record.outline,
    }),
  }),
})

const OpenedRequestRef = builder.objectRef<OpenedRequestRecord>('OpenedScimRequest')
OpenedRequestRef.implement({
  description: 'One SCIM exchange with what was said, where it failed. Secrets are never kept.',
  fields: (t) => ({
    request: t.field({ type: RequestRef, resolve: (record) => record }),
    detail: t.string({
      nullable: true,
      description: 'What the answer said went wrong.',
      resolve: (record) => record.detail,
    }),
    content: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Path, query and both bodies of a failure.',
      resolve: (record) => record.content,
    }),
    erased: t.exposeBoolean('erased', { description: 'There was a content, and its key was destroyed.' }),
  }),
})

const latestOf = ({ tenant_id: tenantId, id }: DirectoryRow, { operation }: ApiContext): Promise<RequestRecord[]> =>
  listRequestRecords(operation, { tenantId, id }, { limit: LOOKED_THROUGH, backwards: false })

/** Okta asks for exactly two users, and for nothing else it does. */
function isConnectionTest({ method, path, query }: RequestRecord): boolean {
  const asked = new URLSearchParams(query)
  return (
    method === 'GET' &&
    /^\/users\/?$/i.test(path) &&
    asked.size === 2 &&
    asked.get('startIndex') === '1' &&
    asked.get('count') === '2'
  )
}

builder.objectFields(DirectoryRef, (t) => ({
  requests: t.field({
    type: [RequestRef],
    nullable: true,
    description: 'What the identity provider asked lately, the newest first; 100 at most.',
    args: { first: t.arg.int({ description: 'Default: 20.' }) },
    access: { permission: 'directory.read', scope: (directory) => directory.tenant_id },
    complexity: listCost(20, MOST),
    resolve: (directory, { first }, { operation }) =>
      listRequestRecords(
        operation,
        { tenantId: directory.tenant_id, id: directory.id },
        { limit: Math.min(Math.max(first ?? 20, 1), MOST), backwards: false },
      ),
  }),
  lastRefusal: t.field({
    type: RequestRef,
    nullable: true,
    description: `The latest request that was refused, among the last ${LOOKED_THROUGH}; null: none was.`,
    access: { permission: 'directory.read', scope: (directory) => directory.tenant_id },
    complexity: 20,
    resolve: async (directory, _args, ctx) => (await latestOf(directory, ctx)).find((record) => record.status >= 400),
  }),
  lastConnectionTest: t.field({
    type: RequestRef,
    nullable: true,
    description: `The latest test of the connection that Okta made ("Test API Credentials"), among the last ${LOOKED_THROUGH} requests.`,
    access: { permission: 'directory.read', scope: (directory) => directory.tenant_id },
    complexity: 20,
    resolve: async (directory, _args, ctx) => (await latestOf(directory, ctx)).find(isConnectionTest),
  }),
}))

builder.queryFields((t) => ({
  scimRequest: t.field({
    type: OpenedRequestRef,
    nullable: true,
    description: 'One exchange by the request id that every error shows; null: there is none, or it is forgotten.',
    access: {
      permission: 'people.read',
      scope: (_root, { tenantId }) => idOf(tenantId, 'Tenant')?.id,
    },
    args: { tenantId: t.arg.id({ required: true }), id: t.arg.string({ required: true }) },
    resolve: async (_root, { tenantId, id }, { operation }) => {
      try {
        return await getRequestRecord(operation, idOf(tenantId, 'Tenant')?.id ?? '', id)
      } catch (error) {
        if (error instanceof NotFoundError) return null
        throw error
      }
    },
  }),
}))
