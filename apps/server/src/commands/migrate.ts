import { Command } from 'commander'
import { print, withDatabase } from './with-runtime.ts'

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database up to this version')
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) =>
      withDatabase(async (opened) => {
        await opened.checkConnection()
        const migrations = await opened.migrate()
        if (options.json) print({ migrations }, options)
        else process.stdout.write(migrations.length === 0 ? 'Nothing to do.\n' : `Applied ${migrations.join(', ')}.\n`)
      }),
    )
