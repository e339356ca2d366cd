import { decideLinkRequest, getTenant, listLinkRequests, purgeUser } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

interface TenantOptions {
  tenant: string
  json?: boolean
}

/** `user` and `link`: what admins do about people. */
export function peopleCommands(): Command[] {
  const user = new Command('user').description('people')
  withTenant(user.command('purge').description('erase the person behind a user for ever, in every directory'))
    .requiredOption('--user <id>', 'SCIM id of the user')
    .requiredOption('--confirm <id>', 'the id once more: this cannot be undone')
    .option('--remove-first', 'remove a person who is still provisioned')
    .action((options: TenantOptions & { user: string; confirm: string; removeFirst?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id: tenantId } = await getTenant(ctx, options.tenant)
        const { confirm, removeFirst } = options
        const purged = await purgeUser(ctx, { tenantId, userId: options.user }, { confirm, removeFirst })
        print({ erased: purged.resourceIds }, options)
      }),
    )
  const link = new Command('link').description('new users that match a person of another directory')
  withTenant(link.command('list').description('list them'))
    .option('--waiting', 'only those that wait for an admin')
    .action((options: TenantOptions & { waiting?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id } = await getTenant(ctx, options.tenant)
        print({ linkRequests: await listLinkRequests(ctx, id, { waiting: options.waiting }) }, options)
      }),
    )
  for (const [verb, verdict, description] of [
    ['approve', 'approved', 'the user is the person it matches'],
    ['decline', 'declined', 'the user is somebody of its own'],
  ] as const) {
    withTenant(link.command(verb).description(description))
      .requiredOption('--id <id>', 'id of the link request')
      .action((options: TenantOptions & { id: string }) =>
        withRuntime(async (ctx) => {
          const { id: tenantId } = await getTenant(ctx, options.tenant)
          const row = await decideLinkRequest(ctx, { tenantId, id: options.id }, verdict)
          print({ id: row.id, state: row.state }, options)
        }),
      )
  }
  return [user, link]
}

const withTenant = (command: Command): Command =>
  command.requiredOption('--tenant <tenant>', 'slug or id').option('--json', 'print one JSON object')
