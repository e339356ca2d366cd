import {
  decideLinkRequest,
  editUser,
  getTenant,
  InvalidInputError,
  listLinkRequests,
  purgeUser,
} from '@rollcall/provisioning'
import type { Json, JsonObject } from '@rollcall/scim-core'
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
  withTenant(
    user.command('update').description('change attributes that the policy hands back to admins (authority.local)'),
  )
    .requiredOption('--user <id>', 'SCIM id of the user')
    .option('--set <path=value>', 'a SCIM path and its new value, JSON or plain text; can be repeated', collect, [])
    .option('--clear <path>', 'a SCIM path to empty; can be repeated', collect, [])
    .option('--expected-version <number>', 'refuse when the user is at another version')
    .action((options: UpdateOptions) =>
      withRuntime(async (ctx) => {
        const { id: tenantId } = await getTenant(ctx, options.tenant)
        const target = { tenantId, userId: options.user, expectedVersion: toVersion(options.expectedVersion) }
        const row = await editUser(ctx, target, toAttributes(options))
        print({ id: row.id, version: row.version }, options)
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

interface UpdateOptions extends TenantOptions {
  user: string
  set: readonly string[]
  clear: readonly string[]
  expectedVersion?: string
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

function toAttributes({ set, clear }: UpdateOptions): JsonObject {
  if (set.length + clear.length === 0) throw new InvalidInputError('set', 'Say what to change: --set or --clear.')
  const entries = set.map((text): [string, Json] => {
    // A filter inside of the brackets of a path may hold an equals sign of its own.
    const [, path, value] = /^((?:[^=[]|\[[^\]]*\])+)=(.*)$/s.exec(text) ?? []
    if (path === undefined || value === undefined) {
      throw new InvalidInputError('set', `"${text}" is not path=value, such as title=Guide.`)
    }
    return [path.trim(), toValue(value)]
  })
  return Object.fromEntries([...entries, ...clear.map((path): [string, Json] => [path, null])])
}

/** An object, list or quoted text is JSON; everything else is text as it stands: 555 may be a telephone number. */
function toValue(text: string): Json {
  if (!/^[[{"]|^(true|false)$/.test(text)) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

function toVersion(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidInputError('expected-version', 'A version is a whole number.')
  return Number(text)
}

const withTenant = (command: Command): Command =>
  command.requiredOption('--tenant <tenant>', 'slug or id').option('--json', 'print one JSON object')
