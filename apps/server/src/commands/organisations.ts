import { createOrganisation, getTenant, listOrganisations } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

export function organisationCommand(): Command {
  const organisation = new Command('organisation').description('parts of a tenant that people are placed in')
  organisation
    .command('create')
    .description('make an organisation')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .requiredOption('--name <name>', 'name for people')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; name: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const { id, name } = await createOrganisation(ctx, { tenantId: tenant.id, name: options.name })
        print({ id, name }, options)
      }),
    )
  organisation
    .command('list')
    .description('list the organisations of a tenant')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const organisations = (await listOrganisations(ctx, tenant.id)).map(({ id, name }) => ({ id, name }))
        if (options.json) print({ organisations }, options)
        else for (const { id, name } of organisations) process.stdout.write(`${id}\t${name}\n`)
      }),
    )
  return organisation
}
