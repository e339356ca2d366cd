import {
  type Authorization,
  type OktaApp,
  OTHER_PROVIDERS,
  type OtherProvider,
  type SimulateOptions,
  type SimulationReport,
  simulateEntra,
  simulateOkta,
  simulateOthers,
  toProgressLine,
  toText,
} from '@rollcall/idp-simulator'
import { findDirectoryById, getTenant, InvalidInputError } from '@rollcall/provisioning'
import { Command, InvalidArgumentError, Option } from 'commander'
import { scimBaseUrl } from '../scim-base-url.ts'
import { withRuntime } from './with-runtime.ts'

interface CommonOptions {
  directory?: string
  url?: string
  token?: string
  header?: string
  basic?: string
  users: number
  groups: number
  membersPerGroup?: number
  concurrency?: number
  domain?: string
  label?: string
  json?: boolean
}

interface OktaOptions extends CommonOptions {
  app: OktaApp
  batchSize?: number
}

interface EntraOptions extends CommonOptions {
  flag?: boolean
  batchSize?: number
}

interface OthersOptions extends CommonOptions {
  providers?: OtherProvider[]
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.')
  return Number(text)
}

export function simulateCommand(): Command {
  const simulate = new Command('simulate').description(
    'play an identity provider against a SCIM server and judge its answers',
  )
  withCommonOptions(simulate.command('okta'))
    .description('do what Okta does: test the connection, provision, update, deactivate, push groups, import')
    .option('--batch-size <number>', 'membership changes in one PATCH', wholeNumber)
    .addOption(
      new Option('--app <kind>', 'wizard writes by PUT, catalogue by PATCH')
        .choices(['wizard', 'catalogue'])
        .default('catalogue'),
    )
    .action((options: OktaOptions) =>
      run(options, (common) => simulateOkta({ ...common, app: options.app, ...batchSizeOf(options) })),
    )
  withCommonOptions(simulate.command('entra'))
    .description('do what Microsoft Entra ID does, the checks of its gallery validator included')
    .option('--batch-size <number>', 'members added by one PATCH', wholeNumber)
    .option('--flag', 'as with ?aadOptscim062020 at the end of the tenant URL')
    .action((options: EntraOptions) =>
      run(options, (common) => simulateEntra({ ...common, flag: options.flag === true, ...batchSizeOf(options) })),
    )
  withCommonOptions(simulate.command('others'))
    .description('try what is peculiar to other identity providers, and delete what the checks made')
    .addOption(new Option('--providers <names...>', 'these only').choices(OTHER_PROVIDERS))
    .action(({ providers, ...options }: OthersOptions) =>
      run(options, (common) => simulateOthers({ ...common, ...(providers === undefined ? {} : { providers }) })),
    )
  return simulate
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--directory <id>', 'a directory of this instance')
    .option('--url <url>', 'the SCIM base URL of any server, instead of --directory')
    .option('--token <token>', 'bearer token')
    .option('--header <value>', 'the whole Authorization header as an admin types it, instead of --token')
    .option('--basic <user:password>', 'user name and password, instead of --token')
    .option('--users <number>', 'people to provision', wholeNumber, 10)
    .option('--groups <number>', 'groups to push', wholeNumber, 2)
    .option('--members-per-group <number>', 'members of each group', wholeNumber)
    .option('--concurrency <number>', 'requests in flight', wholeNumber)
    .option('--domain <domain>', 'domain of the user names')
    .option('--label <label>', 'part of every name: another label is another population')
    .option('--json', 'print the report as one JSON object')
}

async function run(
  options: CommonOptions,
  simulate: (common: SimulateOptions) => Promise<SimulationReport>,
): Promise<void> {
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  const live = process.stderr.isTTY === true
  const report = await simulate({
    baseUrl: await baseUrlOf(options),
    authorization: authorizationOf(options),
    users: options.users,
    groups: options.groups,
    signal: abort.signal,
    ...(options.membersPerGroup === undefined ? {} : { membersPerGroup: options.membersPerGroup }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.domain === undefined ? {} : { domain: options.domain }),
    ...(options.label === undefined ? {} : { runLabel: options.label }),
    onProgress: (progress) => {
      // A terminal shows one moving line; a log gets a line per finished step.
      if (live)
        process.stderr.write(`\r\u001b[K${toProgressLine(progress)}${progress.verdict === undefined ? '' : '\n'}`)
      else if (progress.verdict !== undefined) process.stderr.write(`${toProgressLine(progress)}\n`)
    },
  })
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : toText(report))
  if (!report.ok) process.exitCode = 1
}

function batchSizeOf({ batchSize }: { batchSize?: number }): { batchSize?: number } {
  return batchSize === undefined ? {} : { batchSize }
}

function authorizationOf({ token, header, basic }: CommonOptions): Authorization {
  if (token !== undefined) return { kind: 'bearer', token }
  if (header !== undefined) return { kind: 'header', value: header }
  const colon = basic?.indexOf(':') ?? -1
  if (basic !== undefined && colon > 0) {
    return { kind: 'basic', username: basic.slice(0, colon), password: basic.slice(colon + 1) }
  }
  throw new InvalidInputError('token', 'Say how to authenticate: --token, --header or --basic user:password.')
}

async function baseUrlOf({ url, directory }: CommonOptions): Promise<string> {
  if (url !== undefined) return url
  if (directory === undefined) throw new InvalidInputError('directory', 'Say what to talk to: --directory or --url.')
  return withRuntime(async (ctx, { config }) => {
    const row = await findDirectoryById(ctx, directory)
    const tenant = await getTenant(ctx, row.tenant_id)
    return scimBaseUrl(config, tenant.slug, row.slug)
  })
}
