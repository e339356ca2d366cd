import { createTenant, listTenants } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

export function tenantCommand(): Command {
  const tenant = new Command('tenant').description('isolated customers')
  tenant
    .command('create')
    .description('make a tenant')
    .requiredOption('--slug <slug>', 'short name for URLs, such as acme')
    .requiredOption('--name <name>', 'name for people')
    .option('--json', 'print one JSON object')
    .action((options: { slug: string; name: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id, slug } = await createTenant(ctx, options)
        print({ id, slug }, options)
      }),
    )
  tenant
    .command('list')
    .description('list the tenants')
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenants = (await listTenants(ctx)).map(({ id, slug, name }) => ({ id, slug, name }))
        if (options.json) print({ tenants }, options)
        else for (const { slug, name } of tenants) process.stdout.write(`${slug}\t${name}\n`)
      }),
    )
  return tenant
}
