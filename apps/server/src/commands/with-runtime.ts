import type { OperationContext } from '@rollcall/provisioning'
import { connectStore, type OpenedStore } from '@rollcall/store'
import { type Config, readConfig } from '../config.ts'
import { commandLineContext, openRuntime, type Runtime } from '../runtime.ts'

/** Runs one act of the command line on the database of the environment, which has to be there and of this version, and closes it. */
export async function withRuntime<T>(work: (ctx: OperationContext, runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = await openRuntime({ migrate: false })
  try {
    return await work(commandLineContext(runtime), runtime)
  } finally {
    await runtime.store.close()
  }
}

/**
 * The same on a database that need not be fit to serve yet: the connection is checked, the schema neither migrated nor judged; with `create` the
 * database is made where there is none.
 */
export async function withDatabase<T>(
  { create }: { readonly create: boolean },
  work: (opened: OpenedStore, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  const opened = connectStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl, create })
  try {
    await opened.checkConnection()
    return await work(opened, config)
  } finally {
    await opened.store.close()
  }
}

/** With `--json` exactly one JSON object and nothing else; without it, one `name  value` line each. */
export function print(
  result: Readonly<Record<string, unknown>>,
  options: { readonly json?: boolean | undefined },
): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return
  }
  const width = Math.max(...Object.keys(result).map((name) => name.length))
  for (const [name, value] of Object.entries(result)) {
    process.stdout.write(`${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
  }
}
