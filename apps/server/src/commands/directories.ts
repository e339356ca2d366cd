import {
  checkAlias,
  checkName,
  checkRateLimit,
  checkRolePrefix,
  createDirectory,
  DIRECTORY_PRESETS,
  findDirectoryById,
  getTenant,
  InvalidInputError,
  listDirectories,
  updateDirectory,
} from '@rollcall/provisioning'
import type { DirectoryStatus, DirectoryUpdate, UnresolvedMemberPolicy } from '@rollcall/store'
import { Command, Option } from 'commander'
import { scimBaseUrl } from '../scim-base-url.ts'
import { print, withRuntime } from './with-runtime.ts'

interface CreateOptions {
  tenant: string
  slug: string
  name: string
  preset?: string
  rolePrefix?: string
  activate?: boolean
  json?: boolean
}

interface UpdateOptions {
  directory: string
  name?: string
  rolePrefix?: string
  rolePrefixCaseExact?: string
  rateLimit?: string
  alias?: string
  unresolvedMembers?: UnresolvedMemberPolicy
  json?: boolean
}

function toUpdate({
  name,
  rolePrefix,
  rolePrefixCaseExact: exact,
  rateLimit,
  alias,
  unresolvedMembers,
}: UpdateOptions): DirectoryUpdate {
  if (exact !== undefined && exact !== 'yes' && exact !== 'no') {
    throw new InvalidInputError('role-prefix-case-exact', '--role-prefix-case-exact takes yes or no.')
  }
  return {
    ...(name === undefined ? {} : { name: checkName('name', name) }),
    ...(rolePrefix === undefined ? {} : { role_prefix: checkRolePrefix(rolePrefix) }),
    ...(exact === undefined ? {} : { role_prefix_case_exact: Number(exact === 'yes') }),
    ...(alias === undefined ? {} : { alias: checkAlias(alias) }),
    ...(unresolvedMembers === undefined ? {} : { unresolved_members: unresolvedMembers }),
    ...(rateLimit === undefined
      ? {}
      : { rate_limit: checkRateLimit(rateLimit === 'default' ? null : Number(rateLimit)) }),
  }
}

export function directoryCommand(): Command {
  const directory = new Command('directory').description("identity providers' SCIM links into a tenant")
  directory
    .command('create')
    .description('make a directory; it starts Inactive')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .requiredOption('--slug <slug>', 'short name for URLs, such as okta')
    .requiredOption('--name <name>', 'name for people')
    .addOption(new Option('--preset <preset>', 'kind of identity provider').choices(DIRECTORY_PRESETS))
    .option('--role-prefix <prefix>', 'a group named prefix + X grants role X')
    .option('--activate', 'activate it at once')
    .option('--json', 'print one JSON object')
    .action((options: CreateOptions) =>
      withRuntime(async (ctx, { config }) => {
        const tenant = await getTenant(ctx, options.tenant)
        const { id, slug } = await createDirectory(ctx, { ...options, tenantId: tenant.id })
        print({ id, scimBaseUrl: scimBaseUrl(config, tenant.slug, slug) }, options)
      }),
    )
  directory
    .command('list')
    .description('list the directories of a tenant')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; json?: boolean }) =>
      withRuntime(async (ctx, { config }) => {
        const tenant = await getTenant(ctx, options.tenant)
        const directories = (await listDirectories(ctx, tenant.id)).map((row) => ({
          id: row.id,
          slug: row.slug,
          name: row.name,
          status: row.status,
          scimBaseUrl: scimBaseUrl(config, tenant.slug, row.slug),
        }))
        if (options.json) print({ directories }, options)
        else
          for (const row of directories)
            process.stdout.write(`${row.id}\t${row.status}\t${row.slug}\t${row.scimBaseUrl}\n`)
      }),
    )
  directory
    .command('update')
    .description('change a directory; what is not named stays')
    .requiredOption('--directory <id>', 'id of the directory')
    .option('--name <name>', 'name for people')
    .option('--role-prefix <prefix>', 'a group named prefix + X grants role X; empty: none')
    .option('--role-prefix-case-exact <yes|no>', 'whether letter case counts in the prefix')
    .option('--alias <path>', 'a path of its own, such as api/v1/SCIM/SCIMOkta; empty: none')
    .addOption(
      new Option('--unresolved-members <policy>', 'what becomes of members that are not provisioned').choices([
        'keep',
        'attach',
        'reject',
      ]),
    )
    .option('--rate-limit <number>', 'requests per second it may send; default: what the server is set to')
    .option('--json', 'print one JSON object')
    .action((options: UpdateOptions) =>
      withRuntime(async (ctx) => {
        const found = await findDirectoryById(ctx, options.directory)
        const row = await updateDirectory(ctx, { tenantId: found.tenant_id, id: found.id }, toUpdate(options))
        print(
          {
            id: row.id,
            name: row.name,
            rolePrefix: row.role_prefix,
            rolePrefixCaseExact: row.role_prefix_case_exact === 1,
            rateLimit: row.rate_limit,
            alias: row.alias,
            unresolvedMembers: row.unresolved_members,
          },
          options,
        )
      }),
    )
  for (const [verb, status] of [
    ['activate', 'active'],
    ['deactivate', 'inactive'],
  ] as const satisfies readonly (readonly [string, DirectoryStatus])[]) {
    directory
      .command(verb)
      .description(`make a directory ${status}`)
      .requiredOption('--directory <id>', 'id of the directory')
      .option('--json', 'print one JSON object')
      .action((options: { directory: string; json?: boolean }) =>
        withRuntime(async (ctx) => {
          const found = await findDirectoryById(ctx, options.directory)
          const row = await updateDirectory(ctx, { tenantId: found.tenant_id, id: found.id }, { status })
          print({ id: row.id, status: row.status }, options)
        }),
      )
  }
  return directory
}
