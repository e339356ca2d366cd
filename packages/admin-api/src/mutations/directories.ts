import {
  checkAlias,
  checkName,
  checkRateLimit,
  checkRolePrefix,
  createDirectory,
  updateDirectory,
} from '@rollcall/provisioning'
import type { DirectoryRow, DirectoryStatus, DirectoryUpdate } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import { DirectoryPresetEnum, UnresolvedMemberPolicyEnum } from '../schema/enums.ts'
import { DirectoryRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, creating, missing, UserFault } from './mutation.ts'
import { creatingPayloadType, payloadType } from './payload.ts'
import { requireTenant } from './require-tenant.ts'

interface DirectoryPayload {
  readonly directory?: DirectoryRow | undefined
}

const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined

const CreateDirectoryInput = builder.inputType('CreateDirectoryInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    slug: t.string({
      required: true,
      description: 'Stands in the base URL and never changes: a-z, 0-9 and inner hyphens.',
    }),
    name: t.string({ required: true }),
    preset: t.field({ type: DirectoryPresetEnum, description: 'Default: GENERIC.' }),
    organisationId: t.id(),
    rolePrefix: t.string({ description: 'A group named prefix + X grants role X.' }),
    rolePrefixCaseExact: t.boolean({ description: 'Default: the prefix matches in any letter case.' }),
    activate: t.boolean({ description: 'Default: the directory starts Inactive.' }),
    idempotencyKey: t.string({ description: 'Of your choice; a repeat within a day makes nothing.' }),
  }),
})
const UpdateDirectoryInput = builder.inputType('UpdateDirectoryInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    preset: t.field({ type: DirectoryPresetEnum }),
    organisationId: t.id({ description: 'null: none.' }),
    rolePrefix: t.string({ description: 'null or empty: none.' }),
    rolePrefixCaseExact: t.boolean(),
    unresolvedMembers: t.field({ type: UnresolvedMemberPolicyEnum }),
    alias: t.string({ description: 'A path of its own, such as api/v1/SCIM/SCIMOkta; null or empty: none.' }),
    rateLimit: t.int({ description: 'Requests per second it may send; null: what the server is set to.' }),
    expectedVersion: t.int({ description: 'Refused as STALE when the stored version is another.' }),
  }),
})

const directoryField = (name: string) =>
  payloadType<DirectoryPayload>(name, (t) => ({
    directory: t.field({ type: DirectoryRef, nullable: true, resolve: (payload) => payload.directory }),
  }))

const CreateDirectoryPayload = creatingPayloadType<DirectoryPayload>('CreateDirectory', (t) => ({
  directory: t.field({ type: DirectoryRef, nullable: true, resolve: (payload) => payload.directory }),
}))
const UpdateDirectoryPayload = directoryField('UpdateDirectory')

/** Of the same tenant, or it does not exist. */
function organisationIn(tenantId: string, text: string): string {
  const id = idOf(text, 'Organisation')
  if (id?.tenantId !== tenantId) throw new UserFault('organisationId', 'not_found', 'It does not exist.')
  return id.id
}

function toUpdate(tenantId: string, input: typeof UpdateDirectoryInput.$inferInput): DirectoryUpdate {
  const { name, preset, organisationId, rolePrefix, rolePrefixCaseExact, unresolvedMembers, alias, rateLimit } = input
  return {
    ...(typeof name === 'string' ? { name: checkName('name', name) } : {}),
    ...(preset ? { preset } : {}),
    ...(organisationId === undefined
      ? {}
      : { organisation_id: organisationId === null ? null : organisationIn(tenantId, organisationId) }),
    ...(rolePrefix === undefined ? {} : { role_prefix: checkRolePrefix(rolePrefix ?? undefined) }),
    ...(typeof rolePrefixCaseExact === 'boolean' ? { role_prefix_case_exact: Number(rolePrefixCaseExact) } : {}),
    ...(alias === undefined ? {} : { alias: checkAlias(alias) }),
    ...(rateLimit === undefined ? {} : { rate_limit: checkRateLimit(rateLimit) }),
    ...(unresolvedMembers ? { unresolved_members: unresolvedMembers } : {}),
  }
}

builder.mutationFields((t) => ({
  createDirectory: t.field({
    type: CreateDirectoryPayload,
    nullable: true,
    description: "Makes one identity provider's SCIM link into a tenant.",
    access: {
      permission: 'directory.manage',
      scope: (_root, { input }) => idOf(input.tenantId, 'Tenant')?.tenantId,
      missing: missing('tenantId'),
    },
    args: { input: t.arg({ type: CreateDirectoryInput, required: true }) },
    resolve: (_root, { input }, ctx) => {
      const { tenantId } = judgedId(input.tenantId, 'Tenant')
      return creating<DirectoryPayload>(
        ctx,
        'createDirectory',
        input,
        async (operation) => {
          await requireTenant(operation, tenantId)
          const directory = await createDirectory(operation, {
            tenantId,
            slug: input.slug,
            name: input.name,
            preset: given(input.preset),
            organisationId: input.organisationId ? organisationIn(tenantId, input.organisationId) : undefined,
            rolePrefix: given(input.rolePrefix),
            rolePrefixCaseExact: given(input.rolePrefixCaseExact),
            activate: given(input.activate),
          })
          return { directory }
        },
        async (id) => ({ directory: await ctx.loaders.directory.load({ tenantId, id }) }),
        'tenantId',
      )
    },
  }),
  updateDirectory: t.field({
    type: UpdateDirectoryPayload,
    nullable: true,
    access: {
      permission: 'directory.manage',
      scope: (_root, { input }) => idOf(input.id, 'Directory')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: UpdateDirectoryInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<DirectoryPayload>('id', async () => {
        const { tenantId, id } = judgedId(input.id, 'Directory')
        const target = { tenantId, id, expectedVersion: given(input.expectedVersion) }
        return { directory: await updateDirectory(ctx.operation, target, toUpdate(tenantId, input)) }
      }),
  }),
}))

async function setStatus(
  ctx: ApiContext,
  input: { id: string; expectedVersion?: number | null | undefined },
  status: DirectoryStatus,
) {
  return attempt<DirectoryPayload>('id', async () => {
    const { tenantId, id } = judgedId(input.id, 'Directory')
    const target = { tenantId, id, expectedVersion: given(input.expectedVersion) }
    return { directory: await updateDirectory(ctx.operation, target, { status }) }
  })
}

for (const { verb, status, description } of [
  { verb: 'activate', status: 'active', description: 'From now on requests of the identity provider are carried out.' },
  {
    verb: 'deactivate',
    status: 'inactive',
    description: 'From now on requests of the identity provider are refused with 403.',
  },
] as const) {
  const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}Directory`
  const payload = directoryField(name)
  const inputType = builder.inputType(`${name}Input`, {
    fields: (t) => ({
      id: t.id({ required: true }),
      expectedVersion: t.int({ description: 'Refused as STALE when the stored version is another.' }),
    }),
  })
  builder.mutationField(`${verb}Directory`, (t) =>
    t.field({
      type: payload,
      nullable: true,
      description,
      access: {
        permission: 'directory.manage',
        scope: (_root, { input }) => idOf(input.id, 'Directory')?.tenantId,
        missing: missing('id'),
      },
      args: { input: t.arg({ type: inputType, required: true }) },
      resolve: (_root, { input }, ctx) => setStatus(ctx, input, status),
    }),
  )
}
