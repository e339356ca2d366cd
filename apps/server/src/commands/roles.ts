import {
  confirmGroupRole,
  dismissGroupRole,
  getTenant,
  listDirectories,
  listDirectoryRoles,
  listGroupRoles,
  listUserRoles,
  type OperationContext,
} from '@rollcall/provisioning'
import type { GroupRoleRow, GroupRoleState } from '@rollcall/store'
import { Command, Option } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

interface ListOptions {
  tenant: string
  user?: string
  group?: string
  state?: GroupRoleState
  json?: boolean
}

interface DecideOptions {
  tenant: string
  group: string
  rule: string
  role: string
  json?: boolean
}

export function roleCommand(): Command {
  const role = new Command('role').description('roles that groups and rules grant')
  role
    .command('list')
    .description('list the roles of a tenant, of one user or of one group, or what waits for an admin')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--user <user>', 'SCIM id or userName')
    .option('--group <group>', 'SCIM id')
    .addOption(
      new Option('--state <state>', 'groups and their roles in this state').choices([
        'granted',
        'pending',
        'dismissed',
      ]),
    )
    .option('--json', 'print one JSON object')
    .action((options: ListOptions) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const roles = await listed(ctx, tenant.id, options)
        if (options.json) print({ roles }, options)
        else for (const row of roles) process.stdout.write(`${toLine(row)}\n`)
      }),
    )
  for (const [name, description, decide] of [
    ['confirm', 'let a group grant a role that waits', confirmGroupRole],
    ['dismiss', 'forbid a group a role that waits or is granted', dismissGroupRole],
  ] as const) {
    role
      .command(name)
      .description(description)
      .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
      .requiredOption('--group <group>', 'SCIM id')
      .requiredOption('--role <role>', 'in any letter case')
      .option('--rule <rule>', "id of the policy's rule", 'prefix')
      .option('--json', 'print one JSON object')
      .action((options: DecideOptions) =>
        withRuntime(async (ctx) => {
          const tenant = await getTenant(ctx, options.tenant)
          const target = { tenantId: tenant.id, groupId: options.group, ruleId: options.rule, role: options.role }
          print(toOutput(await decide(ctx, target)), options)
        }),
      )
  }
  return role
}

const toLine = (row: object): string =>
  Object.values(row)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))
    .join('\t')

async function listed(ctx: OperationContext, tenantId: string, options: ListOptions): Promise<readonly object[]> {
  if (options.user !== undefined) return ofUser(ctx, tenantId, options.user)
  if (options.group !== undefined) return ofGroup(ctx, tenantId, options.group, options.state)
  return options.state === undefined ? ofTenant(ctx, tenantId) : inState(ctx, tenantId, options.state)
}

async function ofTenant(ctx: OperationContext, tenantId: string) {
  const rows = []
  for (const directory of await listDirectories(ctx, tenantId)) {
    for (const role of await listDirectoryRoles(ctx, directory)) {
      rows.push({ name: role.name, directory: directory.slug, groups: role.groupIds.length, people: role.people })
    }
  }
  return rows
}

const toOutput = (row: GroupRoleRow) => ({
  role: row.role_name,
  state: row.state,
  rule: row.rule_id,
  group: row.group_id,
  matchedName: row.group_name,
  policyVersion: row.policy_version,
})

async function ofGroup(ctx: OperationContext, tenantId: string, groupId: string, state: GroupRoleState | undefined) {
  const rows = await listGroupRoles(ctx, tenantId, { groupId })
  return rows.filter((row) => state === undefined || row.state === state).map(toOutput)
}

async function inState(ctx: OperationContext, tenantId: string, state: GroupRoleState) {
  const rows = []
  for (const { id, slug } of await listDirectories(ctx, tenantId)) {
    for (const row of await listGroupRoles(ctx, tenantId, { directoryId: id, state })) {
      rows.push({ ...toOutput(row), directory: slug })
    }
  }
  return rows
}

async function ofUser(ctx: OperationContext, tenantId: string, user: string) {
  const found = await listUserRoles(ctx, tenantId, user)
  return found.flatMap(({ directory, user: { id, active }, roles }) =>
    roles.map((role) => ({
      name: role.name,
      directory: directory.slug,
      user: id,
      effective: active === 1,
      grantedBy: [
        ...role.grants.map(({ groupId, groupName, depth, reason, ruleId, policyVersion }) => ({
          groupId,
          groupName,
          membership: depth === 1 ? 'direct' : 'indirect',
          reason,
          rule: ruleId,
          policyVersion,
        })),
        ...role.attributes.map(({ ruleId, policyVersion, reason }) => ({ reason, rule: ruleId, policyVersion })),
      ],
    })),
  )
}
