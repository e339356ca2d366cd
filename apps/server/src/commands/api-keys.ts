import { ADMIN_ROLES, createApiKey, FULL_AUTHORITY, listApiKeys, revokeApiKey } from '@rollcall/provisioning'
import { Command, Option } from 'commander'
import { expiryFrom } from './credentials.ts'
import { tenantIdOf } from './tenant-option.ts'
import { print, withRuntime } from './with-runtime.ts'

interface ApiKeyOptions {
  name: string
  tenant?: string
  role?: string
  expiresIn?: string
  json?: boolean
}

/** `api-key`. */
export function apiKeyCommand(): Command {
  const apiKey = new Command('api-key').description('keys for scripts')
  apiKey
    .command('create')
    .description('make a key; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .option('--tenant <tenant>', 'slug or id; without it the key is for the whole instance')
    .addOption(new Option('--role <role>', 'what it may do').choices(ADMIN_ROLES))
    .option('--expires-in <duration>', 'such as 90d; never without it')
    .option('--json', 'print one JSON object')
    .action((options: ApiKeyOptions) =>
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
        const row = await revokeApiKey(ctx, FULL_AUTHORITY, options.id)
        print({ id: row.id, revokedAt: row.revoked_at }, options)
      }),
    )
  return apiKey
}
