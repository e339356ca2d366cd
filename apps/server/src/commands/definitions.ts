import {
  applyDefinitions,
  type DefinitionTarget,
  findDirectoryById,
  getDefinitions,
  getTenant,
  InvalidInputError,
  type OperationContext,
  removeDefinition,
} from '@rollcall/provisioning'
import { Command } from 'commander'
import { readJson } from './read-json.ts'
import { print, withRuntime } from './with-runtime.ts'

interface TargetOptions {
  directory?: string
  tenant?: string
  json?: boolean
}

/** `schema` and `resource-type`: both take documents of RFC 7643 sections 6 and 7. */
export function definitionCommands(): Command[] {
  return [
    definitionCommand(
      'schema',
      'schemas beyond the built-in ones; those that no type of their own uses extend User',
      'urn',
    ),
    definitionCommand('resource-type', 'resource types beyond User and Group', 'name'),
  ]
}

function definitionCommand(name: string, description: string, key: string): Command {
  const command = new Command(name).description(description)
  withTarget(command.command('apply').description('add or change what a JSON file defines'))
    .requiredOption('--file <path>', 'Schema or ResourceType documents: one, a list, or a ListResponse')
    .option('--extends <type>', 'built-in type that a schema extends, or none; a new one extends User')
    .action((options: TargetOptions & { file: string; extends?: string }) =>
      withRuntime(async (ctx) => {
        const file = readJson(options.file)
        const applied = await applyDefinitions(ctx, await targetOf(ctx, options), file, { extends: options.extends })
        print(summary(applied), options)
      }),
    )
  withTarget(command.command('list').description('show what was applied')).action((options: TargetOptions) =>
    withRuntime(async (ctx) => print(summary(await getDefinitions(ctx, await targetOf(ctx, options))), options)),
  )
  withTarget(command.command('remove').description('take one out again'))
    .requiredOption(`--${key} <${key}>`, `${key} of what to remove`)
    .action((options: TargetOptions & Record<string, string>) =>
      withRuntime(async (ctx) =>
        print(summary(await removeDefinition(ctx, await targetOf(ctx, options), options[key] ?? '')), options),
      ),
    )
  return command
}

const withTarget = (command: Command): Command =>
  command
    .option('--directory <id>', 'for one directory')
    .option('--tenant <tenant>', 'slug or id: for every directory of the tenant, those to come included')
    .option('--json', 'print one JSON object')

async function targetOf(ctx: OperationContext, { directory, tenant }: TargetOptions): Promise<DefinitionTarget> {
  if (directory !== undefined) {
    const row = await findDirectoryById(ctx, directory)
    return { tenantId: row.tenant_id, directoryId: row.id }
  }
  if (tenant === undefined) throw new InvalidInputError('directory', 'Say for whom: --directory or --tenant.')
  return { tenantId: (await getTenant(ctx, tenant)).id }
}

type Applied = Awaited<ReturnType<typeof getDefinitions>>

const summary = ({ schemas, extensions, resourceTypes }: Applied) => ({
  schemas: schemas.map((each) => each.id),
  extensions: extensions.map((each) => ({
    resourceType: each.resourceType,
    schema: each.schema,
    required: each.required,
  })),
  resourceTypes: resourceTypes.map((each) => ({ name: each.name, endpoint: each.endpoint, schema: each.schema })),
})
