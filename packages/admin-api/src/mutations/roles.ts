import { confirmGroupRole, dismissGroupRole } from '@rollcall/provisioning'
import type { GroupRoleRow } from '@rollcall/store'
import { loadDirectory } from '../load-row.ts'
import { loadResource } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { GroupRoleRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, missing } from './mutation.ts'
import { payloadType } from './payload.ts'

interface GroupRolePayload {
  readonly row?: GroupRoleRow
}

const GroupRoleInput = builder.inputType('GroupRoleInput', {
  fields: (t) => ({
    groupId: t.id({ required: true }),
    rule: t.string({ required: true, description: "Id of the policy's rule; `prefix`: the role prefix." }),
    role: t.string({ required: true, description: 'In any letter case.' }),
  }),
})

const payload = (name: string) =>
  payloadType<GroupRolePayload>(name, (p) => ({
    role: p.field({
      type: GroupRoleRef,
      nullable: true,
      resolve: async ({ row }, _args, ctx) => {
        if (row === undefined) return null
        const directory = await loadDirectory(ctx, row.tenant_id, row.directory_id)
        return { row, directory, group: await loadResource(ctx, row.tenant_id, row.group_id) }
      },
    }),
  }))

const access = {
  permission: 'policy.manage',
  scope: (_root: unknown, { input }: { readonly input: { readonly groupId: string } }) =>
    idOf(input.groupId, 'Group')?.tenantId,
  missing: missing('groupId'),
} as const

const targetOf = (input: { readonly groupId: string; readonly rule: string; readonly role: string }) => {
  const { tenantId, id: groupId } = judgedId(input.groupId, 'Group')
  return { tenantId, groupId, ruleId: input.rule, role: input.role }
}

builder.mutationFields((t) => ({
  confirmGroupRole: t.field({
    type: payload('ConfirmGroupRole'),
    nullable: true,
    description: 'Lets a group grant a role that waits, in place of what the same rule granted under a former name.',
    access,
    args: { input: t.arg({ type: GroupRoleInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<GroupRolePayload>('groupId', async () => ({ row: await confirmGroupRole(operation, targetOf(input)) })),
  }),
  dismissGroupRole: t.field({
    type: payload('DismissGroupRole'),
    nullable: true,
    description: 'Forbids a group a role that waits or is granted, for as long as the rule would give it.',
    access,
    args: { input: t.arg({ type: GroupRoleInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<GroupRolePayload>('groupId', async () => ({ row: await dismissGroupRole(operation, targetOf(input)) })),
  }),
}))
