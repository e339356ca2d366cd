import { type AppliedPolicy, getPolicy, listPolicies, type PolicyHistoryEntry } from '@rollcall/provisioning'
import { builder } from '../schema/builder.ts'
import { TenantRef } from '../schema/refs.ts'

const UNREADABLE =
  'This version of Rollcall cannot read what is stored, and shows an empty document in its place. Until a policy is applied again, the tenant’s directories take nothing but deactivations and removals of users.'

export const PolicyRef = builder.objectRef<AppliedPolicy>('Policy')
PolicyRef.implement({
  description: 'What turns the resources of a tenant’s directories into organisations, kinds, roles and licences.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '0: no policy was ever applied.' }),
    document: t.field({
      type: 'JSON',
      description: 'As it was applied, with its defaults filled in.',
      resolve: ({ document }) => document,
    }),
    unreadable: t.boolean({ description: UNREADABLE, resolve: ({ unreadable }) => unreadable === true }),
  }),
})

const PolicyVersionRef = builder.objectRef<PolicyHistoryEntry>('PolicyVersion')
PolicyVersionRef.implement({
  description: 'One version of a policy: none is ever changed or deleted.',
  fields: (t) => ({
    version: t.exposeInt('version'),
    document: t.field({ type: 'JSON', resolve: ({ document }) => document }),
    unreadable: t.boolean({ description: UNREADABLE, resolve: ({ unreadable }) => unreadable === true }),
    actorLabel: t.exposeString('actorLabel', { description: 'Who applied it.' }),
    requestId: t.exposeString('requestId'),
    createdAt: t.field({ type: 'Instant', resolve: ({ createdAt }) => createdAt }),
  }),
})

const access = { permission: 'policy.read', scope: (tenant: { id: string }) => tenant.id } as const

builder.objectFields(TenantRef, (t) => ({
  policy: t.field({
    type: PolicyRef,
    nullable: true,
    description: 'The policy as it is or, with a version, as it was.',
    args: { version: t.arg.int() },
    access,
    resolve: (tenant, { version }, { operation }) => getPolicy(operation, tenant.id, version ?? undefined),
  }),
  policyVersions: t.field({
    type: [PolicyVersionRef],
    nullable: true,
    description: 'The newest first, before the given version; 20 at most.',
    args: { before: t.arg.int() },
    access,
    complexity: { field: 5, multiplier: 20 },
    resolve: (tenant, { before }, { operation }) => listPolicies(operation, tenant.id, before ?? undefined),
  }),
}))
