import {
  disableAdmin,
  type EndedAccess,
  enableAdmin,
  hasRoleIn,
  removeAdmin,
  unlockAdmin,
} from '@rollcall/provisioning'
import type { AdminRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { scopeOfAdmin } from '../nodes.ts'
import { builder } from '../schema/builder.ts'
import { AdminRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, missing, UserFault } from './mutation.ts'
import { payloadType } from './payload.ts'

interface AdminPayload {
  readonly admin?: AdminRow | undefined
}
type EndedPayload = AdminPayload & Partial<EndedAccess>

const VERSION = 'The version that was read; another one since is refused as STALE.'
const KEEP = 'API keys they made go on, from then on without a maker. Default: they end with them.'

const DisableAdminInput = builder.inputType('DisableAdminInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    keepApiKeys: t.boolean({ description: KEEP }),
    expectedVersion: t.int({ description: VERSION }),
  }),
})
const EnableAdminInput = builder.inputType('EnableAdminInput', {
  fields: (t) => ({ id: t.id({ required: true }), expectedVersion: t.int({ description: VERSION }) }),
})
const RemoveAdminInput = builder.inputType('RemoveAdminInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    tenantId: t.id({
      description:
        'Only the role in this tenant is taken away; the account ends with the last role. null: the account ends.',
    }),
    keepApiKeys: t.boolean({ description: KEEP }),
    expectedVersion: t.int({ description: VERSION }),
  }),
})
const UnlockAdminInput = builder.inputType('UnlockAdminInput', { fields: (t) => ({ id: t.id({ required: true }) }) })

const adminPayload = (name: string) =>
  payloadType<AdminPayload>(name, (t) => ({
    admin: t.field({ type: AdminRef, nullable: true, resolve: (payload) => payload.admin }),
  }))
const endedPayload = (name: string, description: string) =>
  payloadType<EndedPayload>(name, (t) => ({
    admin: t.field({ type: AdminRef, nullable: true, description, resolve: (payload) => payload.admin }),
    sessionsEnded: t.int({ nullable: true, resolve: (payload) => payload.sessionsEnded }),
    apiKeysEnded: t.int({
      nullable: true,
      description: 'Keys they made that are refused from now on.',
      resolve: (payload) => payload.apiKeysEnded,
    }),
    apiKeysKept: t.int({
      nullable: true,
      description: 'Keys they made that go on, because of keepApiKeys.',
      resolve: (payload) => payload.apiKeysKept,
    }),
  }))

const DisableAdminPayload = endedPayload('DisableAdmin', 'As they are now.')
const EnableAdminPayload = adminPayload('EnableAdmin')
const RemoveAdminPayload = endedPayload(
  'RemoveAdmin',
  'null when the account ended; otherwise as it goes on in other tenants.',
)
const UnlockAdminPayload = adminPayload('UnlockAdmin')

/** All of these are for who manages admins where the admin has a role; the operation checks that they could give what ends. */
const access = {
  permission: 'admin.manage' as const,
  scope: (_root: unknown, { input }: { input: { id: string } }, ctx: ApiContext) => {
    const id = idOf(input.id, 'Admin')
    return id === undefined ? undefined : scopeOfAdmin(ctx, id.id)
  },
  missing: missing('id'),
}

/** What the operations ask of every act. */
const actOf = (ctx: ApiContext, input: { id: string; expectedVersion?: number | null | undefined }) => ({
  id: judgedId(input.id, 'Admin').id,
  by: ctx.caller.grants,
  expectedVersion: input.expectedVersion ?? undefined,
})

/** A tenant that the caller knows nothing of reads like one that never was, whatever the admin holds there. */
function tenantOf({ caller }: ApiContext, tenantId: string | null | undefined): string | undefined {
  if (tenantId === null || tenantId === undefined) return undefined
  const id = idOf(tenantId, 'Tenant')?.id
  if (id === undefined || !hasRoleIn(caller.grants, id))
    throw new UserFault('tenantId', 'not_found', 'It does not exist.')
  return id
}

builder.mutationFields((t) => ({
  disableAdmin: t.field({
    type: DisableAdminPayload,
    nullable: true,
    description:
      'Keeps an admin out until they are enabled again: their sessions end, and API keys they made are refused. Disabling twice is harmless.',
    access,
    args: { input: t.arg({ type: DisableAdminInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<EndedPayload>('id', () =>
        disableAdmin(ctx.operation, { ...actOf(ctx, input), keepApiKeys: input.keepApiKeys ?? false }),
      ),
  }),
  enableAdmin: t.field({
    type: EnableAdminPayload,
    nullable: true,
    description: 'Lets a disabled admin sign in again; API keys they made work again. Enabling twice is harmless.',
    access,
    args: { input: t.arg({ type: EnableAdminInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<AdminPayload>('id', async () => ({ admin: await enableAdmin(ctx.operation, actOf(ctx, input)) })),
  }),
  removeAdmin: t.field({
    type: RemoveAdminPayload,
    nullable: true,
    description:
      'Ends the account of an admin, or takes their role in one tenant away. Their sessions end, API keys they made are revoked, and their e-mail address can be invited again.',
    access,
    args: { input: t.arg({ type: RemoveAdminInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<EndedPayload>('id', () =>
        removeAdmin(ctx.operation, {
          ...actOf(ctx, input),
          tenantId: tenantOf(ctx, input.tenantId),
          keepApiKeys: input.keepApiKeys ?? false,
        }),
      ),
  }),
  unlockAdmin: t.field({
    type: UnlockAdminPayload,
    nullable: true,
    description: 'Forgets every attempt to sign in as this admin, so that they need not wait for those before.',
    access,
    args: { input: t.arg({ type: UnlockAdminInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<AdminPayload>('id', async () => ({ admin: await unlockAdmin(ctx.operation, actOf(ctx, input)) })),
  }),
}))
