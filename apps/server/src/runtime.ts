import { userInfo } from 'node:os'
import { type Actor, type Keyring, newId, type OperationContext } from '@rollcall/provisioning'
import { openStore, type Store } from '@rollcall/store'
import { type Config, readConfig } from './config.ts'
import { openKeyring } from './secret-key.ts'

/** What the command line and the server both need. */
export interface Runtime {
  readonly config: Config
  readonly store: Store
  readonly keyring: Keyring
}

export interface RuntimeOptions {
  /** Makes the database where there is none and brings it to this version; otherwise it has to be there like that. */
  readonly migrate: boolean
  /** In the place of PORT. */
  readonly port?: string | undefined
}

/** Opens the database named by the environment, migrated and checked. */
export async function openRuntime({ migrate, port }: RuntimeOptions): Promise<Runtime> {
  const config = readConfig(process.env, { port })
  // A missing key is said before anything is migrated; the one beside an SQLite file needs the folder that opening makes.
  const given = config.databaseUrl.startsWith('sqlite:') ? undefined : openKeyring(config)
  const store = await openStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl, migrate })
  try {
    return { config, store, keyring: given ?? openKeyring(config) }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The context of an act by whoever runs the command line. */
export function commandLineContext(runtime: Runtime): OperationContext {
  const user = userName()
  return contextOf(runtime, { type: 'command_line', id: user, label: `command line (${user})` })
}

/** The context of what the server does by itself. */
export const backgroundContext = (runtime: Runtime): OperationContext =>
  contextOf(runtime, { type: 'system', id: 'server', label: 'the server' })

const contextOf = ({ store, keyring }: Runtime, actor: Actor): OperationContext => ({
  store,
  keyring,
  actor,
  requestId: newId(),
  now: () => new Date(),
  newId,
})

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a user id that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
