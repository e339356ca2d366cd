import { WHOLE_INSTANCE } from '@rollcall/provisioning'
import type { AuditEventRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { type NodeType, toGlobalId } from '../global-id.ts'
import { loadTenant } from '../load-row.ts'
import { findNode } from '../nodes.ts'
import { builder } from '../schema/builder.ts'
import { ActorTypeEnum } from '../schema/enums.ts'
import { AuditEventRef, DirectoryRef, NodeRef, TenantRef } from '../schema/refs.ts'

const dataOf = (row: AuditEventRow, { loaders }: ApiContext) =>
  loaders.auditData.load({ tenantId: row.tenant_id, id: row.id, row })

/** A list is JSON text in the row. */
const changedOf = (row: AuditEventRow) => JSON.parse(row.changed) as string[]

AuditEventRef.implement({
  description: 'Who did what to which target. Never changed, never removed.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('AuditEvent', row.id, row.tenant_id) }),
    tenant: t.field({
      type: TenantRef,
      nullable: true,
      description: 'null: of the whole instance.',
      resolve: (row, _args, ctx) => (row.tenant_id === WHOLE_INSTANCE ? null : loadTenant(ctx, row.tenant_id)),
    }),
    occurredAt: t.field({ type: 'Instant', resolve: (row) => row.occurred_at }),
    actor: t.field({ type: AuditActorRef, resolve: (row) => row }),
    action: t.exposeString('action', { description: 'What was done, in the past tense: user.deactivated.' }),
    target: t.field({ type: AuditTargetRef, resolve: (row) => row }),
    directory: t.field({
      type: DirectoryRef,
      nullable: true,
      resolve: (row, _args, { loaders }) =>
        row.directory_id === null ? null : loaders.directory.load({ tenantId: row.tenant_id, id: row.directory_id }),
    }),
    requestId: t.string({ resolve: (row) => row.request_id }),
    changed: t.stringList({ description: 'Names of what changed.', complexity: 1, resolve: changedOf }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      resolve: async (row, _args, ctx) => (await dataOf(row, ctx))?.before ?? null,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      resolve: async (row, _args, ctx) => (await dataOf(row, ctx))?.after ?? null,
    }),
    addedMembers: t.stringList({
      nullable: true,
      description: 'SCIM ids; at most 1,000 of them.',
      complexity: 1,
      resolve: async (row, _args, ctx) => (await dataOf(row, ctx))?.addedMembers,
    }),
    removedMembers: t.stringList({
      nullable: true,
      description: 'SCIM ids; at most 1,000 of them.',
      complexity: 1,
      resolve: async (row, _args, ctx) => (await dataOf(row, ctx))?.removedMembers,
    }),
    erased: t.boolean({
      description: 'The values were of a person who was purged since, and cannot be read any more.',
      resolve: async (row, _args, ctx) => (await dataOf(row, ctx))?.erased ?? false,
    }),
  }),
})

const AuditActorRef = builder.objectRef<AuditEventRow>('AuditActor')
AuditActorRef.implement({
  description: 'Who acted, as they were called then.',
  fields: (t) => ({
    type: t.field({ type: ActorTypeEnum, resolve: (row) => row.actor_type }),
    id: t.string({ resolve: (row) => row.actor_id }),
    label: t.string({ resolve: (row) => row.actor_label }),
  }),
})

const TARGET_TYPES: Readonly<Record<string, NodeType>> = {
  tenant: 'Tenant',
  organisation: 'Organisation',
  directory: 'Directory',
  credential: 'Credential',
  User: 'User',
  Group: 'Group',
  admin: 'Admin',
  api_key: 'ApiKey',
}

const AuditTargetRef = builder.objectRef<AuditEventRow>('AuditTarget')
AuditTargetRef.implement({
  description: 'What was acted on.',
  fields: (t) => ({
    type: t.string({ resolve: (row) => row.target_type }),
    databaseId: t.string({ resolve: (row) => row.target_id }),
    label: t.string({
      nullable: true,
      description: 'What it is called now; null when it is gone.',
      resolve: async (row, _args, ctx) => labelOf(await findTarget(row, ctx)),
    }),
    node: t.field({
      type: NodeRef,
      nullable: true,
      description: 'null when it is gone.',
      resolve: (row, _args, ctx) => findTarget(row, ctx),
    }),
  }),
})

async function findTarget(row: AuditEventRow, ctx: ApiContext): Promise<object | undefined> {
  const type = TARGET_TYPES[row.target_type]
  return type === undefined ? undefined : findNode(ctx, toGlobalId(type, row.target_id, row.tenant_id))
}

function labelOf(target: object | undefined): string | undefined {
  const { display_name, email, name } = (target ?? {}) as Readonly<Record<string, unknown>>
  return [display_name, email, name].find((text): text is string => typeof text === 'string' && text !== '')
}
