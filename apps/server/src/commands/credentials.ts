import {
  createBasicCredential,
  createToken,
  findCredentialById,
  findDirectoryById,
  InvalidInputError,
  listCredentials,
  parseDuration,
  revokeCredential,
  rotateCredential,
} from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

interface CreateOptions {
  directory: string
  name?: string
  expiresIn?: string
  basic?: boolean
  json?: boolean
}

/** A moment that long from now; undefined: never. */
export const expiryFrom = (duration: string | undefined): Date | undefined =>
  duration === undefined ? undefined : new Date(Date.now() + parseDuration('expires-in', duration))

const withCreateOptions = (command: Command): Command =>
  command
    .requiredOption('--directory <id>', 'id of the directory')
    .option('--name <name>', 'what it is for')
    .option('--expires-in <duration>', 'such as 90d or 12h; never without it')
    .option('--json', 'print one JSON object')

export function credentialCommands(): Command[] {
  const token = new Command('token').description('bearer tokens of a directory')
  withCreateOptions(token.command('create').description('make a token; it is shown this once')).action(
    (options: CreateOptions) =>
      withRuntime(async (ctx) => {
        const { tenant_id: tenantId, id: directoryId } = await findDirectoryById(ctx, options.directory)
        const created = await createToken(ctx, {
          tenantId,
          directoryId,
          name: options.name,
          expiresAt: expiryFrom(options.expiresIn),
        })
        print({ id: created.credential.id, token: created.token }, options)
      }),
  )
  addListAndRevoke(token)
  addRotate(token)

  const credential = new Command('credential').description('user names and passwords of a directory')
  withCreateOptions(credential.command('create').description('make a user name and password; shown this once'))
    .option('--basic', 'HTTP Basic (the only kind)')
    .action((options: CreateOptions) =>
      withRuntime(async (ctx) => {
        if (!options.basic)
          throw new InvalidInputError(
            'basic',
            'Say --basic for a user name and password; for a bearer token use: token create.',
          )
        const { tenant_id: tenantId, id: directoryId } = await findDirectoryById(ctx, options.directory)
        const created = await createBasicCredential(ctx, {
          tenantId,
          directoryId,
          name: options.name,
          expiresAt: expiryFrom(options.expiresIn),
        })
        print({ id: created.credential.id, username: created.username, password: created.password }, options)
      }),
    )
  addListAndRevoke(credential)
  addRotate(credential)
  return [token, credential]
}

function addListAndRevoke(command: Command): void {
  command
    .command('list')
    .description('list those of a directory, never their secrets')
    .requiredOption('--directory <id>', 'id of the directory')
    .option('--json', 'print one JSON object')
    .action((options: { directory: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const directory = await findDirectoryById(ctx, options.directory)
        const credentials = (await listCredentials(ctx, directory.tenant_id, directory.id)).map((row) => ({
          id: row.id,
          kind: row.kind,
          name: row.name,
          lastFour: row.last_four,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          revokedAt: row.revoked_at,
          lastUsedAt: row.last_used_at,
        }))
        if (options.json) print({ credentials }, options)
        else
          for (const row of credentials) process.stdout.write(`${row.id}\t${row.kind}\t…${row.lastFour}\t${row.name}\n`)
      }),
    )
  command
    .command('revoke')
    .description('end one at once')
    .requiredOption('--id <id>', 'id of the token or credential')
    .option('--json', 'print one JSON object')
    .action((options: { id: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const found = await findCredentialById(ctx, options.id)
        const row = await revokeCredential(ctx, { tenantId: found.tenant_id, id: found.id })
        print({ id: row.id, revokedAt: row.revoked_at }, options)
      }),
    )
}

function addRotate(command: Command): void {
  command
    .command('rotate')
    .description('make a successor; both work until the overlap ends. The secret is shown this once')
    .requiredOption('--id <id>', 'id of the one to follow')
    .option('--overlap <duration>', 'how long the former one goes on working; 0: it ends at once', '1d')
    .option('--expires-in <duration>', 'such as 90d; never without it, or as the policy says')
    .option('--json', 'print one JSON object')
    .action((options: { id: string; overlap: string; expiresIn?: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const { tenant_id: tenantId, id } = await findCredentialById(ctx, options.id)
        const { credential, secret, former } = await rotateCredential(
          ctx,
          { tenantId, id },
          {
            overlapMs: options.overlap === '0' ? 0 : parseDuration('overlap', options.overlap),
            expiresAt: expiryFrom(options.expiresIn),
          },
        )
        print({ id: credential.id, ...secret, formerId: former.id, formerEndsAt: former.expires_at }, options)
      }),
    )
}
