import { connectStore, type OpenedStore, type Store, StoreSetupError } from '@rollcall/store'
import { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { examine, type Finding } from '../doctor.ts'
import { licenceFindings } from '../doctor-licences.ts'
import { policyFindings } from '../doctor-policies.ts'
import { parkedAddresses } from '../parked-addresses.ts'
import { unknownVariables } from '../unknown-variables.ts'
import { print } from './with-runtime.ts'

/** What only a database of this version can be asked. */
async function contentFindings(store: Store): Promise<Finding[]> {
  const parked = await parkedAddresses(store)
  return [
    ...(await policyFindings(store)),
    ...(await licenceFindings(store)),
    ...parked.map((detail): Finding => ({ check: 'addresses', verdict: 'warn', detail })),
  ]
}

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look for what usually goes wrong in a set-up')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const findings = await findingsOf(readConfig(process.env))
      const healthy = findings.every((finding) => finding.verdict !== 'fail')
      if (options.json) print({ healthy, findings }, options)
      else
        for (const { verdict, check, detail } of findings)
          process.stdout.write(`${MARKS[verdict]} ${check}: ${detail}\n`)
      if (!healthy) process.exitCode = 1
    })

async function findingsOf(config: Config): Promise<Finding[]> {
  const opened = open(config)
  try {
    const variables = unknownVariables(process.env).map(
      (detail): Finding => ({ check: 'environment', verdict: 'warn', detail }),
    )
    const setUp = [...(await examine(config, opened, new Date())), ...variables]
    const readable = setUp.every(({ check, verdict }) => check !== 'database' || verdict === 'ok')
    return opened instanceof Error || !readable ? setUp : [...setUp, ...(await contentFindings(opened.store))]
  } finally {
    if (!(opened instanceof Error)) await opened.store.close()
  }
}

/** What stands in the way of opening the database is a finding like any other. */
function open({ databaseUrl, migrationUrl }: Config): OpenedStore | StoreSetupError {
  try {
    return connectStore({ url: databaseUrl, migrationUrl, create: false })
  } catch (error) {
    if (error instanceof StoreSetupError) return error
    throw error
  }
}
