import { findDirectoryById, listBrakeHolds, releaseBrake } from '@rollcall/provisioning'
import { Command, Option } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

const KINDS = ['delete', 'deactivate', 'empty-group', 'lose-role'] as const

interface BrakeOptions {
  directory: string
  json?: boolean
}

/** `brake`: what the safety brake of a directory did, and letting go of it. */
export function brakeCommand(): Command {
  const brake = new Command('brake').description('what the safety brake of a directory holds')
  withDirectory(brake.command('list').description('list holds and alerts'))
    .option('--open', 'only what is not released')
    .action((options: BrakeOptions & { open?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory)
        print({ holds: await listBrakeHolds(ctx, tenantId, { directoryId: id, open: options.open }) }, options)
      }),
    )
  withDirectory(brake.command('release').description('let what is held pass'))
    .addOption(new Option('--kind <kind>', 'what is held').choices(KINDS).makeOptionMandatory())
    .action((options: BrakeOptions & { kind: (typeof KINDS)[number] }) =>
      withRuntime(async (ctx) => {
        const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory)
        const hold = await releaseBrake(ctx, { tenantId, directoryId: id, kind: options.kind })
        print({ id: hold.id, kind: hold.kind, state: hold.state, heldRequests: hold.held }, options)
      }),
    )
  return brake
}

const withDirectory = (command: Command): Command =>
  command.requiredOption('--directory <id>', 'the directory').option('--json', 'print one JSON object')
