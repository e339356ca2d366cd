import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OpenedStore } from '@rollcall/store'
import type { Config } from './config.ts'
import { openKeyring } from './secret-key.ts'

export interface Finding {
  readonly check: string
  /** `warn`: works, but not as it should in production. */
  readonly verdict: 'ok' | 'warn' | 'fail'
  readonly detail: string
}

const MIN_FREE_BYTES = 1024 ** 3
const MAX_CLOCK_SKEW_MS = 5_000

/** Looks at what usually goes wrong in a set-up. Changes nothing but, on SQLite, the secret key file that the first start would make. */
export async function examine(config: Config, opened: OpenedStore, now: Date): Promise<Finding[]> {
  return [
    ...publicUrlFindings(config),
    ...(await databaseFindings(config, opened, now)),
    secretKeyFinding(config),
    ...(await diskFindings(config)),
  ]
}

const ok = (check: string, detail: string): Finding => ({ check, verdict: 'ok', detail })
const warn = (check: string, detail: string): Finding => ({ check, verdict: 'warn', detail })
const fail = (check: string, detail: string): Finding => ({ check, verdict: 'fail', detail })

function publicUrlFindings({ publicUrl, trustProxy }: Config): Finding[] {
  const { protocol, hostname } = new URL(publicUrl)
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  const findings = [
    local
      ? warn('public URL', `${publicUrl} is this machine only; identity providers cannot reach it. Set PUBLIC_URL.`)
      : protocol === 'https:'
        ? ok('public URL', publicUrl)
        : fail(
            'public URL',
            `${publicUrl} is not https; Okta and Entra refuse it. Put TLS in front and set PUBLIC_URL to the https address.`,
          ),
  ]
  if (protocol === 'https:' && trustProxy === false) {
    findings.push(
      warn(
        'proxy',
        'PUBLIC_URL is https, so a proxy stands in front, but TRUST_PROXY is false: client addresses in the logs are the proxy’s.',
      ),
    )
  }
  return findings
}

async function databaseFindings({ databaseUrl }: Config, opened: OpenedStore, now: Date): Promise<Finding[]> {
  try {
    await opened.checkRole()
    const state = await opened.migrationState()
    const migrated = {
      current: ok('database', `${opened.store.dialect}, at this version`),
      behind: fail('database', 'not migrated; run: rollcall migrate'),
      newer: fail('database', 'migrated by a newer version of Rollcall; start that one'),
    }[state]
    return [migrated, ...(databaseUrl.startsWith('sqlite:') ? [] : await postgresFindings(opened, now))]
  } catch (error) {
    return [fail('database', (error as Error).message)]
  }
}

async function postgresFindings(opened: OpenedStore, now: Date): Promise<Finding[]> {
  const server = await opened.serverFacts()
  if (server === undefined) return []
  const skew = Math.abs(server.now.getTime() - now.getTime())
  return [
    server.synchronousCommit === 'off'
      ? fail(
          'durability',
          'synchronous_commit is off: an answered write can be lost. Set it to on for this role or database.',
        )
      : ok('durability', `synchronous_commit is ${server.synchronousCommit}`),
    skew > MAX_CLOCK_SKEW_MS
      ? fail(
          'clock',
          `this machine and the database differ by ${Math.round(skew / 1_000)} seconds; expiries would be judged wrongly. Run NTP.`,
        )
      : ok('clock', 'agrees with the database'),
  ]
}

function secretKeyFinding(config: Config): Finding {
  try {
    openKeyring(config)
    return config.secretKeys.length > 0
      ? ok(
          'secret key',
          `from ROLLCALL_SECRET_KEY (${config.secretKeys.length === 1 ? 'one key' : `${config.secretKeys.length} keys, the first is current`})`,
        )
      : warn('secret key', 'kept beside the database; back it up apart from it, or set ROLLCALL_SECRET_KEY.')
  } catch (error) {
    return fail('secret key', (error as Error).message)
  }
}

async function diskFindings({ databaseUrl }: Config): Promise<Finding[]> {
  if (!databaseUrl.startsWith('sqlite:')) return []
  const { bavail, bsize } = await statfs(dirname(databaseUrl.slice('sqlite:'.length)))
  const free = bavail * bsize
  const told = `${(free / 1024 ** 3).toFixed(1)} GiB free beside the database`
  return [free < MIN_FREE_BYTES ? fail('disk', `${told}; writes will be refused when it is full.`) : ok('disk', told)]
}
