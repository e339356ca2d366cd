import { applyPolicy, getPolicy, getTenant, listPolicies, previewPolicy } from '@rollcall/provisioning'
import { Command } from 'commander'
import { previewText } from './print-preview.ts'
import { readJson } from './read-json.ts'
import { print, withRuntime } from './with-runtime.ts'

interface PolicyOptions {
  tenant: string
  json?: boolean
}

/** `policy`: what turns groups and attributes into organisations, kinds, roles and licences. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('what turns groups and attributes into roles, licences and places')
  withTenant(policy.command('apply').description('make a JSON file the tenant’s policy'))
    .requiredOption('--file <path>', 'the whole policy')
    .option('--expected-version <number>', 'refuse when the present version is another; 0: none yet', Number)
    .option('--clear', 'let an empty file drop everything that the present policy says')
    .option('--preview', 'say who would gain and who would lose, and write nothing')
    .action((options: PolicyOptions & { file: string; expectedVersion?: number; clear?: boolean; preview?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id, slug } = await getTenant(ctx, options.tenant)
        if (options.preview === true) {
          const preview = await previewPolicy(ctx, id, readJson(options.file))
          if (options.json) print({ ...preview }, options)
          else process.stdout.write(previewText(preview))
          return
        }
        const { expectedVersion, clear } = options
        const applied = await applyPolicy(ctx, id, readJson(options.file), { expectedVersion, clear })
        print({ tenant: slug, version: applied.version }, options)
      }),
    )
  withTenant(policy.command('show').description('print the policy'))
    .option('--version <number>', 'as it was', Number)
    .action((options: PolicyOptions & { version?: number }) =>
      withRuntime(async (ctx) => {
        const { id } = await getTenant(ctx, options.tenant)
        print({ ...(await getPolicy(ctx, id, options.version)) }, options)
      }),
    )
  withTenant(policy.command('versions').description('list who changed the policy and when')).action(
    (options: PolicyOptions) =>
      withRuntime(async (ctx) => {
        const { id } = await getTenant(ctx, options.tenant)
        const versions = await listPolicies(ctx, id)
        print({ versions: versions.map(({ document: _, ...version }) => version) }, options)
      }),
  )
  return policy
}

const withTenant = (command: Command): Command =>
  command.requiredOption('--tenant <tenant>', 'slug or id').option('--json', 'print one JSON object')
