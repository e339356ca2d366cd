import {
  ADMIN_ROLES,
  createAdmin,
  createApiKey,
  getTenant,
  listApiKeys,
  type OperationContext,
  revokeApiKey,
} from '@rollcall/provisioning'
import { Command, Option } from 'commander'
import { expiryFrom } from './credentials.ts'
import { print, withRuntime } from './with-runtime.ts'

interface AccessOptions {
  name?: string
  email: string
  tenant?: string
  role?: string
  expiresIn?: string
  json?: boolean
}

const tenantIdOf = async (ctx: OperationContext, slug: string | undefined): Promise<string | undefined> =>
  slug === undefined ? undefined : (await getTenant(ctx, slug)).id

/** `api-key` and `admin`. */
export function accessCommands(): Command[] {
  const apiKey = new Command('api-key').description('keys for scripts')
  apiKey
    .command('create')
    .description('make a key; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .option('--tenant <tenant>', 'slug or id; without it the key is for the whole instance')
    .addOption(new Option('--role <role>', 'what it may do').choices(ADMIN_ROLES))
    .option('--expires-in <duration>', 'such as 90d; never without it')
    .option('--json', 'print one JSON object')
    .action((options: AccessOptions & { name: string }) =>
      withRuntime(async (ctx) => {
        const created = await createApiKey(ctx, {
          name: options.name,
          tenantId: await tenantIdOf(ctx, options.tenant),
          role: options.role,
          expiresAt: expiryFrom(options.expiresIn),
        })
        print({ id: created.apiKey.id, key: created.key }, options)
      }),
    )
  apiKey
    .command('list')
    .description('list keys, never their secrets')
    .option('--tenant <tenant>', 'slug or id; without it all of them')
    .option('--json', 'print one JSON object')
    .action((options: { tenant?: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const found = await listApiKeys(ctx, await tenantIdOf(ctx, options.tenant))
        const apiKeys = found.map(({ apiKey: row, grants }) => ({
          id: row.id,
          name: row.name,
          lastFour: row.last_four,
          grants,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          revokedAt: row.revoked_at,
          lastUsedAt: row.last_used_at,
        }))
        if (options.json) print({ apiKeys }, options)
        else for (const row of apiKeys) process.stdout.write(`${row.id}\t…${row.lastFour}\t${row.name}\n`)
      }),
    )
  apiKey
    .command('revoke')
    .description('end a key at once')
    .requiredOption('--id <id>', 'id of the key')
    .option('--json', 'print one JSON object')
    .action((options: { id: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const row = await revokeApiKey(ctx, options.id)
        print({ id: row.id, revokedAt: row.revoked_at }, options)
      }),
    )

  const admin = new Command('admin').description('people who sign in to the console')
  admin
    .command('create')
    .description('make an admin; whoever opens the set-up URL (once, within three days) chooses the password')
    .requiredOption('--email <email>', 'e-mail address')
    .addOption(new Option('--role <role>', 'what they may do').choices(ADMIN_ROLES).makeOptionMandatory())
    .option('--name <name>', 'name for people')
    .option('--tenant <tenant>', 'slug or id; without it the role is for the whole instance')
    .option('--json', 'print one JSON object')
    .action((options: AccessOptions & { role: string }) =>
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
  return [apiKey, admin]
}
