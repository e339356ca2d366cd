import {
  createAdmin,
  createApiKey,
  mayGrant,
  revokeApiKey,
  revokeSession,
  WHOLE_INSTANCE,
} from '@rollcall/provisioning'
import { type AdminRole, type AdminRow, type AdminSessionRow, type ApiKeyRow, NotFoundError } from '@rollcall/store'
import { toSessionEnder } from '../caller.ts'
import type { ApiContext } from '../context.ts'
import { scopeOfApiKey } from '../nodes.ts'
import { builder } from '../schema/builder.ts'
import { AdminRoleEnum } from '../schema/enums.ts'
import { AdminRef, ApiKeyRef, SessionRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, creating, missing, UserFault } from './mutation.ts'
import { creatingPayloadType, payloadType } from './payload.ts'
import { requireTenant } from './require-tenant.ts'

interface AdminPayload {
  readonly admin?: AdminRow | undefined
  readonly setupUrl?: string
}
interface ApiKeyPayload {
  readonly apiKey?: ApiKeyRow | undefined
  readonly key?: string
}

const CreateAdminInput = builder.inputType('CreateAdminInput', {
  fields: (t) => ({
    email: t.string({ required: true }),
    name: t.string(),
    role: t.field({ type: AdminRoleEnum, required: true }),
    tenantId: t.id({ description: 'Where the role counts; null: on the whole instance.' }),
    idempotencyKey: t.string({
      description: 'Of your choice; a repeat within a day makes nothing and shows no secret.',
    }),
  }),
})
const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: 'What it is for.' }),
    role: t.field({ type: AdminRoleEnum, required: true }),
    tenantId: t.id({ description: 'Where the role counts; null: on the whole instance.' }),
    expiresAt: t.field({ type: 'Instant', description: 'From then on it is refused. Default: never.' }),
    idempotencyKey: t.string({
      description: 'Of your choice; a repeat within a day makes nothing and shows no secret.',
    }),
  }),
})
const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', { fields: (t) => ({ id: t.id({ required: true }) }) })
const RevokeSessionInput = builder.inputType('RevokeSessionInput', {
  fields: (t) => ({ id: t.id({ required: true }) }),
})

const CreateAdminPayload = creatingPayloadType<AdminPayload>('CreateAdmin', (t) => ({
  admin: t.field({ type: AdminRef, nullable: true, resolve: (payload) => payload.admin }),
  setupUrl: t.string({
    nullable: true,
    description: 'Whoever opens it (once, within three days) chooses the password. Shown this once.',
    resolve: (payload) => payload.setupUrl,
  }),
}))
const CreateApiKeyPayload = creatingPayloadType<ApiKeyPayload>('CreateApiKey', (t) => ({
  apiKey: t.field({ type: ApiKeyRef, nullable: true, resolve: (payload) => payload.apiKey }),
  key: t.string({ nullable: true, description: 'The secret, shown this once.', resolve: (payload) => payload.key }),
}))
const RevokeApiKeyPayload = payloadType<ApiKeyPayload>('RevokeApiKey', (t) => ({
  apiKey: t.field({ type: ApiKeyRef, nullable: true, resolve: (payload) => payload.apiKey }),
}))
const RevokeSessionPayload = payloadType<{ readonly session?: AdminSessionRow }>('RevokeSession', (t) => ({
  session: t.field({ type: SessionRef, nullable: true, resolve: (payload) => payload.session }),
}))

/** Where a role is to count: no tenant given means the whole instance. */
const scopeOfGrant = (tenantId: string | null | undefined): string | undefined =>
  tenantId === undefined || tenantId === null ? WHOLE_INSTANCE : idOf(tenantId, 'Tenant')?.tenantId

/** Nobody gives a role that may do more than they may. The tenant must exist. */
async function judgeGrant(
  ctx: ApiContext,
  role: AdminRole,
  tenantId: string | null | undefined,
): Promise<string | undefined> {
  const scope = scopeOfGrant(tenantId) ?? WHOLE_INSTANCE
  if (scope !== WHOLE_INSTANCE) await requireTenant(ctx.operation, scope)
  if (!mayGrant(ctx.caller.grants, role, scope)) {
    throw new UserFault('role', 'role_too_high', 'This role may do more than you may.')
  }
  return scope === WHOLE_INSTANCE ? undefined : scope
}

builder.mutationFields((t) => ({
  createAdmin: t.field({
    type: CreateAdminPayload,
    nullable: true,
    description: 'Invites a person who will sign in to the console.',
    access: {
      permission: 'admin.manage',
      scope: (_root, { input }) => scopeOfGrant(input.tenantId),
      missing: missing('tenantId'),
    },
    args: { input: t.arg({ type: CreateAdminInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      creating<AdminPayload>(
        ctx,
        'createAdmin',
        input,
        async (operation) => {
          const tenantId = await judgeGrant(ctx, input.role, input.tenantId)
          const created = await createAdmin(operation, {
            email: input.email,
            name: input.name ?? undefined,
            role: input.role,
            tenantId,
          })
          return { admin: created.admin, setupUrl: `${ctx.publicUrl}/setup#${created.setupCode}` }
        },
        async (id) => ({ admin: await ctx.loaders.admin.load(id) }),
        'tenantId',
      ),
  }),
  createApiKey: t.field({
    type: CreateApiKeyPayload,
    nullable: true,
    description: 'Makes a key for scripts.',
    access: {
      permission: 'api-key.manage',
      scope: (_root, { input }) => scopeOfGrant(input.tenantId),
      missing: missing('tenantId'),
    },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      creating<ApiKeyPayload>(
        ctx,
        'createApiKey',
        input,
        async (operation) => {
          const tenantId = await judgeGrant(ctx, input.role, input.tenantId)
          const { name, role, expiresAt } = input
          return createApiKey(operation, { name, role, tenantId, expiresAt: expiresAt ?? undefined })
        },
        async (id) => ({ apiKey: await ctx.loaders.apiKey.load(id) }),
        'tenantId',
      ),
  }),
  revokeApiKey: t.field({
    type: RevokeApiKeyPayload,
    nullable: true,
    description: 'Ends a key at once, for who could give its role. Revoking twice is harmless.',
    access: {
      permission: 'api-key.manage',
      scope: (_root, { input }, ctx) => {
        const id = idOf(input.id, 'ApiKey')
        return id === undefined ? undefined : scopeOfApiKey(ctx, id.id)
      },
      missing: missing('id'),
    },
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<ApiKeyPayload>('id', async () => ({
        apiKey: await revokeApiKey(ctx.operation, ctx.caller.grants, judgedId(input.id, 'ApiKey').id),
      })),
  }),
  revokeSession: t.field({
    type: RevokeSessionPayload,
    nullable: true,
    description:
      'Ends a session at once: one of one’s own, or another’s for who could give every role its admin holds.',
    access: 'signed-in',
    args: { input: t.arg({ type: RevokeSessionInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<{ readonly session?: AdminSessionRow }>('id', async () => {
        const id = idOf(input.id, 'Session')?.id
        if (id === undefined) throw new NotFoundError('session', input.id)
        return { session: await revokeSession(ctx.operation, toSessionEnder(ctx.caller), id) }
      }),
  }),
}))
