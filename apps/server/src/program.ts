import { ConflictError, InvalidInputError, LastOwnerError } from '@rollcall/provisioning'
import { ScimError } from '@rollcall/scim-core'
import {
  NotFoundError,
  OutcomeUnknownError,
  StaleVersionError,
  StoreSetupError,
  StoreUnavailableError,
} from '@rollcall/store'
import { Command } from 'commander'
import { adminCommand } from './commands/admins.ts'
import { apiKeyCommand } from './commands/api-keys.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommands } from './commands/backup.ts'
import { brakeCommand } from './commands/brake.ts'
import { credentialCommands } from './commands/credentials.ts'
import { definitionCommands } from './commands/definitions.ts'
import { directoryCommand } from './commands/directories.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { licenceCommand } from './commands/licences.ts'
import { migrateCommand } from './commands/migrate.ts'
import { noticeCommand } from './commands/notices.ts'
import { organisationCommand } from './commands/organisations.ts'
import { peopleCommands } from './commands/people.ts'
import { policyCommand } from './commands/policy.ts'
import { requestCommand } from './commands/requests.ts'
import { roleCommand } from './commands/roles.ts'
import { serveCommand } from './commands/serve.ts'
import { simulateCommand } from './commands/simulate.ts'
import { tenantCommand } from './commands/tenants.ts'
import { ConfigError } from './config.ts'
import { VERSION } from './version.ts'

/** Every command with its options. */
export function createProgram(): Command {
  const program = new Command('rollcall')
    .description('Self-hosted, multi-tenant SCIM 2.0 provisioning server')
    .version(VERSION, '--version', 'print the version')
    .showHelpAfterError('(add --help for the options)')
  for (const command of [
    serveCommand(),
    migrateCommand(),
    tenantCommand(),
    organisationCommand(),
    directoryCommand(),
    roleCommand(),
    policyCommand(),
    explainCommand(),
    licenceCommand(),
    noticeCommand(),
    brakeCommand(),
    requestCommand(),
    ...peopleCommands(),
    ...definitionCommands(),
    ...credentialCommands(),
    apiKeyCommand(),
    adminCommand(),
    auditCommand(),
    ...backupCommands(),
    doctorCommand(),
    simulateCommand(),
  ]) {
    program.addCommand(command)
  }
  return program
}

/** Parses and runs one command; sets the exit code. Expected failures are one line on stderr. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(argv)
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(
      `${isExpected(error) ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`,
    )
  }
}

const EXPECTED = [
  ScimError,
  ConfigError,
  ConflictError,
  InvalidInputError,
  LastOwnerError,
  NotFoundError,
  StaleVersionError,
  StoreSetupError,
  StoreUnavailableError,
  OutcomeUnknownError,
]
const isExpected = (error: unknown) => EXPECTED.some((type) => error instanceof type)
