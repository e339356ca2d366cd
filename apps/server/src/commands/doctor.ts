import { Command } from 'commander'
import { examine } from '../doctor.ts'
import { licenceFindings } from '../doctor-licences.ts'
import { policyFindings } from '../doctor-policies.ts'
import { print, withDatabase } from './with-runtime.ts'

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look for what usually goes wrong in a set-up')
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) =>
      withDatabase(async (opened, config) => {
        const setUp = await examine(config, opened, new Date())
        const readable = setUp.every(({ check, verdict }) => check !== 'database' || verdict === 'ok')
        const findings = [
          ...setUp,
          ...(readable ? [...(await policyFindings(opened.store)), ...(await licenceFindings(opened.store))] : []),
        ]
        const healthy = findings.every((finding) => finding.verdict !== 'fail')
        if (options.json) print({ healthy, findings }, options)
        else
          for (const { verdict, check, detail } of findings)
            process.stdout.write(`${MARKS[verdict]} ${check}: ${detail}\n`)
        if (!healthy) process.exitCode = 1
      }),
    )
