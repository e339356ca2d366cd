import { connectStore } from '@rollcall/store'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { examine } from '../doctor.ts'
import { print } from './with-runtime.ts'

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look for what usually goes wrong in a set-up')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig(process.env)
      const opened = connectStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl })
      try {
        const findings = await examine(config, opened, new Date())
        const healthy = findings.every((finding) => finding.verdict !== 'fail')
        if (options.json) print({ healthy, findings }, options)
        else
          for (const { verdict, check, detail } of findings)
            process.stdout.write(`${MARKS[verdict]} ${check}: ${detail}\n`)
        if (!healthy) process.exitCode = 1
      } finally {
        await opened.store.close()
      }
    })
