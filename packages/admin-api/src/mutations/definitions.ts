import {
  applyDefinitions,
  ConflictError,
  type Definitions,
  type DefinitionTarget,
  InvalidInputError,
  type Permission,
  removeDefinition,
} from '@rollcall/provisioning'
import { type Json, ScimError } from '@rollcall/scim-core'
import type { DirectoryRow, TenantRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import { DirectoryRef, ResourceTypeRef, SchemaRef, TenantRef } from '../schema/refs.ts'
import { idOf } from '../schema/scopes.ts'
import { definitionsCost } from '../types/definitions.ts'
import { attempt, missing, type Outcome, UserFault } from './mutation.ts'
import { payloadType } from './payload.ts'
import { requireTenant } from './require-tenant.ts'

interface TargetInput {
  readonly tenantId?: string | null | undefined
  readonly directoryId?: string | null | undefined
}
interface TargetArgs {
  readonly input: TargetInput
}

interface DefinitionsPayload {
  readonly target?: DefinitionTarget
  readonly definitions?: Definitions
}

const targetFields = {
  tenantId: 'For every directory of the tenant, those to come included.',
  directoryId: 'For one directory.',
}

const ApplyDefinitionsInput = builder.inputType('ApplyDefinitionsInput', {
  description: 'Either tenantId or directoryId.',
  fields: (t) => ({
    tenantId: t.id({ description: targetFields.tenantId }),
    directoryId: t.id({ description: targetFields.directoryId }),
    documents: t.field({
      type: 'JSON',
      required: true,
      description: 'Schema and ResourceType documents (RFC 7643 sections 6 and 7): one, a list, or a ListResponse.',
    }),
    extends: t.string({
      description: 'The built-in type that new schemas extend: User (the default), Group, or none.',
    }),
  }),
})
const RemoveDefinitionInput = builder.inputType('RemoveDefinitionInput', {
  description: 'Either tenantId or directoryId.',
  fields: (t) => ({
    tenantId: t.id({ description: targetFields.tenantId }),
    directoryId: t.id({ description: targetFields.directoryId }),
    name: t.string({ required: true, description: 'URN of a schema, or name of a resource type.' }),
  }),
})

const payload = (name: string) =>
  payloadType<DefinitionsPayload>(name, (t) => ({
    directory: t.field({
      type: DirectoryRef,
      nullable: true,
      resolve: ({ target }, _args, ctx) => loadDirectory(ctx, target),
    }),
    tenant: t.field({ type: TenantRef, nullable: true, resolve: ({ target }, _args, ctx) => loadTenant(ctx, target) }),
    schemas: t.field({
      type: [SchemaRef],
      description: 'What is applied there now.',
      complexity: definitionsCost,
      resolve: ({ definitions }) => [...(definitions?.schemas ?? [])],
    }),
    resourceTypes: t.field({
      type: [ResourceTypeRef],
      description: 'What is applied there now.',
      complexity: definitionsCost,
      resolve: ({ definitions }) => [...(definitions?.resourceTypes ?? [])],
    }),
  }))

const loadDirectory = (
  { loaders }: ApiContext,
  target: DefinitionTarget | undefined,
): Promise<DirectoryRow | undefined> | undefined =>
  target?.directoryId === undefined
    ? undefined
    : loaders.directory.load({ tenantId: target.tenantId, id: target.directoryId })

const loadTenant = (
  { loaders }: ApiContext,
  target: DefinitionTarget | undefined,
): Promise<TenantRow | undefined> | undefined =>
  target === undefined || target.directoryId !== undefined
    ? undefined
    : loaders.tenant.load({ tenantId: target.tenantId, id: target.tenantId })

const isGiven = (id: string | null | undefined): id is string => typeof id === 'string'

/** undefined unless exactly one id is given, and is one. */
function targetOf({ tenantId, directoryId }: TargetInput): DefinitionTarget | undefined {
  if (isGiven(tenantId) === isGiven(directoryId)) return undefined
  const directory = idOf(directoryId, 'Directory')
  if (directory !== undefined) return { tenantId: directory.tenantId, directoryId: directory.id }
  const tenant = idOf(tenantId, 'Tenant')
  return tenant === undefined ? undefined : { tenantId: tenant.id }
}

/** What concerns every directory takes more than what concerns one. */
const access = {
  permission: (_root: unknown, { input }: TargetArgs): Permission =>
    isGiven(input.directoryId) ? 'directory.manage' : 'tenant.manage',
  scope: (_root: unknown, { input }: TargetArgs) => targetOf(input)?.tenantId,
  missing: (_root: unknown, { input }: TargetArgs): Outcome => {
    if (isGiven(input.tenantId) !== isGiven(input.directoryId)) return missing(pathOf(input))()
    return { userErrors: [{ path: [], code: 'invalid', message: 'Give either tenantId or directoryId.' }] }
  },
}

const pathOf = ({ directoryId }: TargetInput) => (isGiven(directoryId) ? 'directoryId' : 'tenantId')

/** Changes definitions; what is wrong with them is told at the field that held them. */
function change(
  { operation }: ApiContext,
  input: TargetInput,
  field: 'documents' | 'name',
  work: (target: DefinitionTarget) => Promise<Definitions>,
): Promise<DefinitionsPayload | Outcome> {
  return attempt<DefinitionsPayload>(pathOf(input), async () => {
    const target = targetOf(input)
    if (target === undefined) throw new Error('an id got past the access check unjudged')
    if (target.directoryId === undefined) await requireTenant(operation, target.tenantId)
    try {
      return { target, definitions: await work(target) }
    } catch (error) {
      if (error instanceof ScimError) throw new UserFault(field, 'invalid', error.detail)
      if (error instanceof InvalidInputError && error.path !== 'extends')
        throw new UserFault(field, 'invalid', error.message)
      if (error instanceof ConflictError) throw new UserFault(field, 'taken', error.message)
      throw error
    }
  })
}

builder.mutationFields((t) => ({
  applyDefinitions: t.field({
    type: payload('ApplyDefinitions'),
    nullable: true,
    description:
      'Adds or changes schemas and resource types, all or nothing. A change that stored values would not survive is refused.',
    access,
    args: { input: t.arg({ type: ApplyDefinitionsInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      change(ctx, input, 'documents', (target) =>
        applyDefinitions(ctx.operation, target, input.documents as Json, { extends: input.extends ?? undefined }),
      ),
  }),
  removeDefinition: t.field({
    type: payload('RemoveDefinition'),
    nullable: true,
    description: 'Takes a schema or a resource type out again. Refused while values of it are stored.',
    access,
    args: { input: t.arg({ type: RemoveDefinitionInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      change(ctx, input, 'name', (target) => removeDefinition(ctx.operation, target, input.name)),
  }),
}))
