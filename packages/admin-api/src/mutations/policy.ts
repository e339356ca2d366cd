import { type AppliedPolicy, applyPolicy, ConflictError } from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import type { TenantRow } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { POLICY_COST } from '../schema/costs.ts'
import { TenantRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { PolicyRef } from '../types/policy.ts'
import { attempt, missing, UserFault } from './mutation.ts'
import { payloadType } from './payload.ts'
import { requireTenant } from './require-tenant.ts'

interface PolicyPayload {
  readonly policy?: AppliedPolicy
  readonly tenantId?: string
}

const ApplyPolicyInput = builder.inputType('ApplyPolicyInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    document: t.field({ type: 'JSON', required: true, description: 'The whole policy: what it leaves out is gone.' }),
    expectedVersion: t.int({
      description: 'Refused as STALE when the present version is another; 0: there is none yet.',
    }),
    clear: t.boolean({
      description:
        'The document may be empty, so that all of the present policy is gone. Without it that is refused as a mistake.',
    }),
  }),
})

builder.mutationFields((t) => ({
  applyPolicy: t.field({
    type: payloadType<PolicyPayload>('ApplyPolicy', (p) => ({
      policy: p.field({ type: PolicyRef, nullable: true, resolve: ({ policy }) => policy }),
      tenant: p.field({
        type: TenantRef,
        nullable: true,
        resolve: ({ tenantId }, _args, { loaders }): Promise<TenantRow | undefined> | undefined =>
          tenantId === undefined ? undefined : loaders.tenant.load({ tenantId, id: tenantId }),
      }),
    })),
    nullable: true,
    complexity: POLICY_COST,
    description:
      'Makes a document the policy of a tenant. What it revokes is revoked at once; seats and events of many people follow within moments.',
    access: {
      permission: 'policy.manage',
      scope: (_root, { input }) => idOf(input.tenantId, 'Tenant')?.id,
      missing: missing('tenantId'),
    },
    args: { input: t.arg({ type: ApplyPolicyInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<PolicyPayload>('tenantId', async () => {
        const { id: tenantId } = judgedId(input.tenantId, 'Tenant')
        await requireTenant(operation, tenantId)
        try {
          const policy = await applyPolicy(operation, tenantId, input.document as Json, {
            expectedVersion: input.expectedVersion ?? undefined,
            clear: input.clear ?? undefined,
          })
          return { policy, tenantId }
        } catch (error) {
          if (error instanceof ConflictError) throw new UserFault('expectedVersion', 'stale', error.message)
          throw error
        }
      }),
  }),
}))
