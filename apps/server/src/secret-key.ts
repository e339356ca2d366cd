import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Keyring } from '@rollcall/provisioning'
import { type Config, ConfigError } from './config.ts'

/** Where the key of an SQLite database is kept, unless the environment has it. */
export const secretKeyFile = (databaseUrl: string): string =>
  join(dirname(databaseUrl.slice('sqlite:'.length)), 'secret.key')

/** The keys of ROLLCALL_SECRET_KEY or, on SQLite, the one kept beside the database (made when it is first needed, mode 0600). */
export function openKeyring({ secretKeys, databaseUrl }: Config): Keyring {
  if (secretKeys.length > 0) return new Keyring(secretKeys)
  if (!databaseUrl.startsWith('sqlite:')) {
    throw new ConfigError(
      'ROLLCALL_SECRET_KEY is required on PostgreSQL: every process must have the same one. Make one with: openssl rand -base64 48',
    )
  }
  return new Keyring([readOrMake(secretKeyFile(databaseUrl))])
}

function readOrMake(file: string): string {
  try {
    // `wx`: of two processes that start at once, one makes the file and the other reads it.
    writeFileSync(file, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new ConfigError(`The secret key file ${file} cannot be written: ${(error as Error).message}.`)
    }
  }
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < 32) throw new ConfigError(`The secret key file ${file} is damaged; restore it from a backup.`)
  return key
}
