import {
  createOrganisation,
  createTenant,
  updateOrganisation,
  updateTenant,
  WHOLE_INSTANCE,
} from '@rollcall/provisioning'
import type { OrganisationRow, TenantRow } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { OrganisationRef, TenantRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, creating, missing } from './mutation.ts'
import { creatingPayloadType, payloadType } from './payload.ts'
import { requireTenant } from './require-tenant.ts'

const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined

interface TenantPayload {
  readonly tenant?: TenantRow | undefined
}
interface OrganisationPayload {
  readonly organisation?: OrganisationRow | undefined
}

const CreateTenantInput = builder.inputType('CreateTenantInput', {
  fields: (t) => ({
    slug: t.string({
      required: true,
      description: 'Stands in addresses and never changes: a-z, 0-9 and inner hyphens.',
    }),
    name: t.string({ required: true }),
    idempotencyKey: t.string({ description: 'Of your choice; a repeat within a day makes nothing.' }),
  }),
})
const UpdateTenantInput = builder.inputType('UpdateTenantInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    expectedVersion: t.int({ description: 'Refused as STALE when the stored version is another.' }),
  }),
})
const CreateOrganisationInput = builder.inputType('CreateOrganisationInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    name: t.string({ required: true }),
    idempotencyKey: t.string({ description: 'Of your choice; a repeat within a day makes nothing.' }),
  }),
})
const UpdateOrganisationInput = builder.inputType('UpdateOrganisationInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    expectedVersion: t.int({ description: 'Refused as STALE when the stored version is another.' }),
  }),
})

const CreateTenantPayload = creatingPayloadType<TenantPayload>('CreateTenant', (t) => ({
  tenant: t.field({ type: TenantRef, nullable: true, resolve: (payload) => payload.tenant }),
}))
const UpdateTenantPayload = payloadType<TenantPayload>('UpdateTenant', (t) => ({
  tenant: t.field({ type: TenantRef, nullable: true, resolve: (payload) => payload.tenant }),
}))
const CreateOrganisationPayload = creatingPayloadType<OrganisationPayload>('CreateOrganisation', (t) => ({
  organisation: t.field({ type: OrganisationRef, nullable: true, resolve: (payload) => payload.organisation }),
}))
const UpdateOrganisationPayload = payloadType<OrganisationPayload>('UpdateOrganisation', (t) => ({
  organisation: t.field({ type: OrganisationRef, nullable: true, resolve: (payload) => payload.organisation }),
}))

builder.mutationFields((t) => ({
  createTenant: t.field({
    type: CreateTenantPayload,
    nullable: true,
    description: 'Makes an isolated customer.',
    access: { permission: 'tenant.create', scope: WHOLE_INSTANCE },
    args: { input: t.arg({ type: CreateTenantInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      creating<TenantPayload>(
        ctx,
        'createTenant',
        input,
        async (operation) => ({ tenant: await createTenant(operation, input) }),
        async (id) => ({ tenant: await ctx.loaders.tenant.load({ tenantId: id, id }) }),
      ),
  }),
  updateTenant: t.field({
    type: UpdateTenantPayload,
    nullable: true,
    access: {
      permission: 'tenant.manage',
      scope: (_root, { input }) => idOf(input.id, 'Tenant')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: UpdateTenantInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<TenantPayload>('id', async () => ({
        tenant: await updateTenant(
          ctx.operation,
          { id: judgedId(input.id, 'Tenant').id, expectedVersion: given(input.expectedVersion) },
          { name: given(input.name) },
        ),
      })),
  }),
  createOrganisation: t.field({
    type: CreateOrganisationPayload,
    nullable: true,
    description: 'Makes a part of a tenant that people are placed in.',
    access: {
      permission: 'organisation.manage',
      scope: (_root, { input }) => idOf(input.tenantId, 'Tenant')?.tenantId,
      missing: missing('tenantId'),
    },
    args: { input: t.arg({ type: CreateOrganisationInput, required: true }) },
    resolve: (_root, { input }, ctx) => {
      const { tenantId } = judgedId(input.tenantId, 'Tenant')
      return creating<OrganisationPayload>(
        ctx,
        'createOrganisation',
        input,
        async (operation) => {
          await requireTenant(operation, tenantId)
          return { organisation: await createOrganisation(operation, { tenantId, name: input.name }) }
        },
        async (id) => ({ organisation: await ctx.loaders.organisation.load({ tenantId, id }) }),
        'tenantId',
      )
    },
  }),
  updateOrganisation: t.field({
    type: UpdateOrganisationPayload,
    nullable: true,
    access: {
      permission: 'organisation.manage',
      scope: (_root, { input }) => idOf(input.id, 'Organisation')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: UpdateOrganisationInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<OrganisationPayload>('id', async () => {
        const { tenantId, id } = judgedId(input.id, 'Organisation')
        const target = { tenantId, id, expectedVersion: given(input.expectedVersion) }
        return { organisation: await updateOrganisation(ctx.operation, target, { name: given(input.name) }) }
      }),
  }),
}))
