import {
  ADMIN_ROLES,
  adminStateOf,
  createAdmin,
  disableAdmin,
  enableAdmin,
  FULL_AUTHORITY,
  getAdminByEmail,
  listAdmins,
  removeAdmin,
  unlockAdmin,
} from '@rollcall/provisioning'
import { Command, Option } from 'commander'
import { tenantIdOf } from './tenant-option.ts'
import { print, withRuntime } from './with-runtime.ts'

interface AdminOptions {
  email: string
  json?: boolean
}

const KEEP = ['--keep-api-keys', 'let API keys they made go on without them'] as const

/** `admin`. */
export function adminCommand(): Command {
  const admin = new Command('admin').description('people who sign in to the console')
  admin
    .command('create')
    .description('make an admin; whoever opens the set-up URL (once, within three days) chooses the password')
    .requiredOption('--email <email>', 'e-mail address')
    .addOption(new Option('--role <role>', 'what they may do').choices(ADMIN_ROLES).makeOptionMandatory())
    .option('--name <name>', 'name for people')
    .option('--tenant <tenant>', 'slug or id; without it the role is for the whole instance')
    .option('--json', 'print one JSON object')
    .action((options: AdminOptions & { role: string; name?: string; tenant?: string }) =>
      withRuntime(async (ctx, { config }) => {
        const { admin: row, setupCode } = await createAdmin(ctx, {
          email: options.email,
          name: options.name,
          role: options.role,
          tenantId: await tenantIdOf(ctx, options.tenant),
        })
        print({ id: row.id, setupUrl: `${config.publicUrl}/setup#${setupCode}` }, options)
      }),
    )
  admin
    .command('list')
    .description('list admins with their roles and whether they can sign in')
    .option('--tenant <tenant>', 'slug or id; without it all of them')
    .option('--json', 'print one JSON object')
    .action((options: { tenant?: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const found = await listAdmins(ctx, await tenantIdOf(ctx, options.tenant))
        const admins = found.map(({ admin: row, grants }) => ({
          id: row.id,
          email: row.email,
          name: row.name,
          state: adminStateOf(row),
          grants,
          createdAt: row.created_at,
        }))
        if (options.json) print({ admins }, options)
        else for (const row of admins) process.stdout.write(`${row.id}\t${row.state}\t${row.email}\n`)
      }),
    )
  byEmail(admin, 'disable', 'keep an admin out: sessions end, and API keys they made are refused, until "admin enable"')
    .option(...KEEP)
    .action((options: AdminOptions & { keepApiKeys?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id } = await getAdminByEmail(ctx, options.email)
        const { keepApiKeys } = options
        const { admin: row, ...ended } = await disableAdmin(ctx, { id, by: FULL_AUTHORITY, keepApiKeys })
        print({ id, email: row.email, state: adminStateOf(row), ...ended }, options)
      }),
    )
  byEmail(admin, 'enable', 'let a disabled admin sign in again; API keys they made work again').action(
    (options: AdminOptions) =>
      withRuntime(async (ctx) => {
        const { id } = await getAdminByEmail(ctx, options.email)
        const row = await enableAdmin(ctx, { id, by: FULL_AUTHORITY })
        print({ id, email: row.email, state: adminStateOf(row) }, options)
      }),
  )
  byEmail(admin, 'remove', 'end the account of an admin; API keys they made are revoked')
    .option('--tenant <tenant>', 'slug or id: take away the role in this tenant only')
    .option(...KEEP)
    .action((options: AdminOptions & { tenant?: string; keepApiKeys?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id, email } = await getAdminByEmail(ctx, options.email)
        const tenantId = await tenantIdOf(ctx, options.tenant)
        const { keepApiKeys } = options
        const { admin: left, ...ended } = await removeAdmin(ctx, { id, by: FULL_AUTHORITY, tenantId, keepApiKeys })
        print({ id, email, state: left === undefined ? 'removed' : adminStateOf(left), ...ended }, options)
      }),
    )
  byEmail(admin, 'unlock', 'forget attempts to sign in as an admin, so that they need not wait').action(
    (options: AdminOptions) =>
      withRuntime(async (ctx) => {
        const { id } = await getAdminByEmail(ctx, options.email)
        const row = await unlockAdmin(ctx, { id, by: FULL_AUTHORITY })
        print({ id, email: row.email, state: adminStateOf(row) }, options)
      }),
  )
  return admin
}

const byEmail = (admin: Command, name: string, description: string): Command =>
  admin
    .command(name)
    .description(description)
    .requiredOption('--email <email>', 'e-mail address of the admin')
    .option('--json', 'print one JSON object')
