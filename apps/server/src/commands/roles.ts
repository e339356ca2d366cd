import {
  getTenant,
  listDirectories,
  listDirectoryRoles,
  listUserRoles,
  type OperationContext,
} from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

interface ListOptions {
  tenant: string
  user?: string
  json?: boolean
}

export function roleCommand(): Command {
  const role = new Command('role').description('roles that groups grant by the role prefix of their directory')
  role
    .command('list')
    .description('list the roles of a tenant, or those of one user and the groups that grant them')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--user <user>', 'SCIM id or userName')
    .option('--json', 'print one JSON object')
    .action((options: ListOptions) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const roles =
          options.user === undefined ? await ofTenant(ctx, tenant.id) : await ofUser(ctx, tenant.id, options.user)
        if (options.json) print({ roles }, options)
        else
          for (const row of roles)
            process.stdout.write(
              `${Object.values(row)
                .map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))
                .join('\t')}\n`,
            )
      }),
    )
  return role
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

async function ofUser(ctx: OperationContext, tenantId: string, user: string) {
  const found = await listUserRoles(ctx, tenantId, user)
  return found.flatMap(({ directory, user: { id, active }, roles }) =>
    roles.map((role) => ({
      name: role.name,
      directory: directory.slug,
      user: id,
      effective: active === 1,
      grantedBy: role.grants.map(({ groupId, groupName, depth, reason }) => ({
        groupId,
        groupName,
        membership: depth === 1 ? 'direct' : 'indirect',
        reason,
      })),
    })),
  )
}
