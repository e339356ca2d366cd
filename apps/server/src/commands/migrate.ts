import { connectStore } from '@rollcall/store'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { print } from './with-runtime.ts'

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database up to this version')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig(process.env)
      const opened = connectStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl })
      try {
        await opened.checkRole()
        const migrations = await opened.migrate()
        if (options.json) print({ migrations }, options)
        else process.stdout.write(migrations.length === 0 ? 'Nothing to do.\n' : `Applied ${migrations.join(', ')}.\n`)
      } finally {
        await opened.store.close()
      }
    })
