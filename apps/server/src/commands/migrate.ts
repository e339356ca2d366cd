import { Command } from 'commander'
import { parkedAddresses } from '../parked-addresses.ts'
import { print, withDatabase } from './with-runtime.ts'

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database up to this version')
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) =>
      withDatabase({ create: true }, async (opened) => {
        const migrations = await opened.migrate()
        const parked = migrations.length === 0 ? [] : await parkedAddresses(opened.store)
        if (options.json) return print(parked.length === 0 ? { migrations } : { migrations, parked }, options)
        process.stdout.write(migrations.length === 0 ? 'Nothing to do.\n' : `Applied ${migrations.join(', ')}.\n`)
        for (const sentence of parked) process.stdout.write(`${sentence}\n`)
      }),
    )
