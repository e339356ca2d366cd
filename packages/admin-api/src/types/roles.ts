import { boundReason, listPolicyTasks, PREFIX_RULE, rolePrefixOf } from '@rollcall/provisioning'
import type { GroupRoleRow, PolicyTaskRow, ResourceRow } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { loadDirectory } from '../load-row.ts'
import { loadResource, loadResources } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { GroupRoleStateEnum, MembershipEnum, PolicyTaskKindEnum } from '../schema/enums.ts'
import { AttributeRoleRef, GroupRef, GroupRoleRef, RoleGrantRef, TenantRef, UserRoleRef } from '../schema/refs.ts'

/** What a group grants, waits to grant, or was forbidden to grant. */
const groupRolesOf = async (row: ResourceRow, { loaders }: ApiContext): Promise<readonly GroupRoleRow[]> =>
  (await loaders.groupRoles.load({ tenantId: row.tenant_id, id: row.id })) ?? []

interface GrantedRole {
  readonly name: string
  readonly prefix: string
  readonly reason: string
}

const GrantedRoleRef = builder.objectRef<GrantedRole>('GrantedRole')
GrantedRoleRef.implement({
  description: 'The role that a group grants, and why.',
  fields: (t) => ({
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix'),
    reason: t.exposeString('reason', { description: 'For people.' }),
  }),
})

async function grantedRole(group: ResourceRow, ctx: ApiContext): Promise<GrantedRole | null> {
  const directory = await loadDirectory(ctx, group.tenant_id, group.directory_id)
  const prefix = rolePrefixOf(directory)?.prefix
  if (prefix === undefined) return null
  const row = (await groupRolesOf(group, ctx)).find((each) => each.rule_id === PREFIX_RULE && each.state === 'granted')
  if (row === undefined) return null
  return { name: row.role_name, prefix, reason: boundReason(directory, row, group.display_name) }
}

builder.objectFields(GroupRef, (t) => ({
  grantedRole: t.field({
    type: GrantedRoleRef,
    nullable: true,
    description:
      'The role this group grants by its name: under the present one, or a former one that it was granted under.',
    resolve: (group, _args, ctx) => grantedRole(group, ctx),
  }),
  roles: t.field({
    type: [GroupRoleRef],
    nullable: true,
    description:
      'Roles that this group grants by the role prefix or a rule of the policy, and those that wait for an admin.',
    complexity: { field: 2, multiplier: 3 },
    resolve: async (group, _args, ctx) => {
      const directory = await loadDirectory(ctx, group.tenant_id, group.directory_id)
      return (await groupRolesOf(group, ctx)).map((row) => ({ row, group, directory }))
    },
  }),
}))

GroupRoleRef.implement({
  description: 'A role of a group. It is bound to the group, not to its name: renaming neither drops nor changes it.',
  fields: (t) => ({
    role: t.string({ resolve: ({ row }) => row.role_name }),
    state: t.field({ type: GroupRoleStateEnum, resolve: ({ row }) => row.state }),
    rule: t.string({
      description: "Id of the policy's rule; `prefix`: the role prefix.",
      resolve: ({ row }) => row.rule_id,
    }),
    group: t.field({ type: GroupRef, resolve: ({ group }) => group }),
    matchedName: t.string({
      description: 'The last name of the group that the rule matched.',
      resolve: ({ row }) => row.group_name,
    }),
    policyVersion: t.int({
      description: 'The policy under which the rule first matched; 0: there was none.',
      resolve: ({ row }) => row.policy_version,
    }),
    reason: t.string({
      description: 'For people.',
      resolve: ({ row, group, directory }) => boundReason(directory, row, group.display_name),
    }),
    requestId: t.string({ description: 'What made the rule match.', resolve: ({ row }) => row.request_id }),
    since: t.field({ type: 'Instant', resolve: ({ row }) => row.created_at }),
  }),
})

const membershipOf = (grant: { readonly depth: number } | undefined) =>
  grant?.depth === 1 ? ('direct' as const) : ('indirect' as const)

UserRoleRef.implement({
  description: 'A role of a user, with every group that grants it.',
  fields: (t) => ({
    name: t.exposeString('name'),
    effective: t.boolean({
      description: 'False while the user is inactive.',
      resolve: (role) => role.user.active === 1,
    }),
    grantedBy: t.field({
      type: GroupRef,
      description: 'The nearest group that grants it.',
      resolve: (role, _args, ctx) => loadResource(ctx, role.user.tenant_id, role.grants[0]?.groupId ?? ''),
    }),
    membership: t.field({ type: MembershipEnum, resolve: (role) => membershipOf(role.grants[0]) }),
    grants: t.field({
      type: [RoleGrantRef],
      description: 'The nearest first.',
      resolve: (role) => role.grants.map((grant) => ({ ...grant, tenantId: role.user.tenant_id })),
    }),
  }),
})

RoleGrantRef.implement({
  description: 'Why a user holds a role.',
  fields: (t) => ({
    group: t.field({
      type: GroupRef,
      resolve: (grant, _args, ctx) => loadResource(ctx, grant.tenantId, grant.groupId),
    }),
    membership: t.field({ type: MembershipEnum, resolve: membershipOf }),
    depth: t.exposeInt('depth', { description: 'Steps of nesting; 1 is direct.' }),
    reason: t.exposeString('reason', { description: 'For people.' }),
    rule: t.string({
      description: "Id of the policy's rule; `prefix`: the role prefix.",
      resolve: ({ ruleId }) => ruleId,
    }),
    policyVersion: t.exposeInt('policyVersion', {
      description: 'The policy under which the group came to grant it; 0: there was none.',
    }),
    since: t.field({
      type: 'Instant',
      description: 'When the group came to grant it; the user may have joined later.',
      resolve: ({ since }) => since,
    }),
    requestId: t.exposeString('requestId', { description: 'By which the group came to grant it.' }),
  }),
})

AttributeRoleRef.implement({
  description: "A role that a rule of the policy gives by the user's attributes, whatever the groups.",
  fields: (t) => ({
    name: t.exposeString('name'),
    effective: t.boolean({
      description: 'False while the user is inactive.',
      resolve: (role) => role.user.active === 1,
    }),
    rule: t.string({ description: "Id of the policy's rule.", resolve: ({ ruleId }) => ruleId }),
    policyVersion: t.exposeInt('policyVersion'),
    reason: t.exposeString('reason', { description: 'For people.' }),
  }),
})

const PolicyTaskRef = builder.objectRef<PolicyTaskRow>('PolicyTask')
PolicyTaskRef.implement({
  description: 'People who are judged again in the background, because rules or a group changed.',
  fields: (t) => ({
    kind: t.field({ type: PolicyTaskKindEnum, resolve: (row) => row.kind }),
    group: t.field({
      type: GroupRef,
      nullable: true,
      description: 'The group that changed; null: the rules did, or the group is gone.',
      resolve: async (row, _args, ctx) =>
        row.group_id === null ? null : (await loadResources(ctx, row.tenant_id, [row.group_id]))[0],
    }),
    policyVersion: t.int({ resolve: (row) => row.policy_version }),
    judgedCount: t.int({ description: 'People judged so far.', resolve: (row) => row.judged }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    finishedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.finished_at }),
  }),
})

builder.objectFields(TenantRef, (t) => ({
  policyTasks: t.field({
    type: [PolicyTaskRef],
    nullable: true,
    description: 'What changes of rules and groups leave to the background, the newest first; 100 at most.',
    access: { permission: 'policy.read', scope: (tenant) => tenant.id },
    complexity: { field: 5, multiplier: 100 },
    resolve: (tenant, _args, { operation }) => listPolicyTasks(operation, tenant.id),
  }),
}))
