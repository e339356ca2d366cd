import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { filesOpenToOthers, type OpenedStore, recordsFileOf, type ServerFacts } from '@rollcall/store'
import type { Config } from './config.ts'
import { openKeyring, secretKeyFile } from './secret-key.ts'
import { VERSION } from './version.ts'

export interface Finding {
  readonly check: string
  /** `warn`: works, but not as it should in production. */
  readonly verdict: 'ok' | 'warn' | 'fail'
  readonly detail: string
}

const MIN_FREE_BYTES = 1024 ** 3
const MAX_CLOCK_SKEW_MS = 5_000

/** Looks at what usually goes wrong in a set-up; `opened` may be what stood in the way of opening the database. Makes and changes nothing. */
export async function examine(config: Config, opened: OpenedStore | Error, now: Date): Promise<Finding[]> {
  return [
    ok('version', `${VERSION}, on Node.js ${process.versions.node}`),
    ...publicUrlFindings(config),
    ...(await databaseFindings(config, opened, now)),
    secretKeyFinding(config),
    ...(await fileFindings(config, now)),
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
  return [...findings, ...proxyFindings(protocol === 'https:', trustProxy)]
}

/** Whose word is taken for the client's address and protocol. */
function proxyFindings(isBehindTls: boolean, trustProxy: Config['trustProxy']): Finding[] {
  if (trustProxy === true) {
    return [
      warn(
        'proxy headers',
        'TRUST_PROXY is true: whoever reaches this port can claim any client address. Name the proxies, or their number, instead.',
      ),
    ]
  }
  if (isBehindTls) {
    return [
      trustProxy === false
        ? warn(
            'proxy headers',
            'PUBLIC_URL is https, so a proxy stands in front, but TRUST_PROXY is false: client addresses in the logs are the proxy’s.',
          )
        : ok('proxy headers', `believed from ${typeof trustProxy === 'number' ? `${trustProxy} hops` : trustProxy}`),
    ]
  }
  if (trustProxy === false) return []
  return [
    warn(
      'proxy headers',
      'TRUST_PROXY is set, but PUBLIC_URL is not https: if no proxy stands in front, clients can claim any address. Unset it, or set PUBLIC_URL.',
    ),
  ]
}

async function databaseFindings({ databaseUrl }: Config, opened: OpenedStore | Error, now: Date): Promise<Finding[]> {
  if (opened instanceof Error) return [fail('database', opened.message)]
  try {
    await opened.checkConnection()
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
  return [roleFinding(server), durabilityFinding(server), clockFinding(server.now, now)]
}

/** That the role is bound by row-level security at all was asked before. */
const roleFinding = ({ role, ownsTables }: ServerFacts): Finding =>
  ok(
    'database role',
    ownsTables
      ? `"${role}" owns the tables; with a role of its own in DATABASE_MIGRATION_URL the server could not even change them`
      : `"${role}" owns nothing`,
  )

function durabilityFinding({ synchronousCommit, fsync }: ServerFacts): Finding {
  if (synchronousCommit === 'off') {
    return fail(
      'durability',
      'synchronous_commit is off: an answered write can be lost. Set it to on for this role or database.',
    )
  }
  if (!fsync) return warn('durability', 'fsync is off on the server: a power cut can destroy the database.')
  return ok('durability', `synchronous_commit is ${synchronousCommit}`)
}

function clockFinding(theirs: Date, ours: Date): Finding {
  const skew = Math.abs(theirs.getTime() - ours.getTime())
  return skew > MAX_CLOCK_SKEW_MS
    ? fail(
        'clock',
        `this machine and the database differ by ${Math.round(skew / 1_000)} seconds; expiries would be judged wrongly. Run NTP.`,
      )
    : ok('clock', 'agrees with the database')
}

function secretKeyFinding(config: Config): Finding {
  if (isKeyToCome(config)) {
    return warn('secret key', 'there is none yet; the first start makes one beside the database.')
  }
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

const isKeyToCome = ({ secretKeys, databaseUrl }: Config): boolean =>
  secretKeys.length === 0 && databaseUrl.startsWith('sqlite:') && !existsSync(secretKeyFile(databaseUrl))

/** File systems of other machines, as statfs names their kind: NFS, SMB (three times), CIFS, Ceph. SQLite's locks and log do not work there. */
const REMOTE = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x00c36400])

async function fileFindings({ databaseUrl }: Config, now: Date): Promise<Finding[]> {
  if (!databaseUrl.startsWith('sqlite:')) return []
  const file = databaseUrl.slice('sqlite:'.length)
  if (!existsSync(dirname(file))) return []
  const { bavail, bsize, type } = await statfs(dirname(file))
  const free = bavail * bsize
  const told = `${(free / 1024 ** 3).toFixed(1)} GiB free beside the database`
  const written = await lastWritten(file)
  const behind = written === undefined ? 0 : written.getTime() - now.getTime()
  return [
    REMOTE.has(type)
      ? fail(
          'disk',
          'the database file lies on a network file system, where SQLite loses data. Use a local disk, or PostgreSQL.',
        )
      : free < MIN_FREE_BYTES
        ? fail('disk', `${told}; writes will be refused when it is full.`)
        : ok('disk', told),
    behind > MAX_CLOCK_SKEW_MS
      ? fail(
          'clock',
          `the database was last written ${Math.round(behind / 1_000)} seconds in the future, so this machine’s clock was set back. Run NTP.`,
        )
      : ok('clock', 'not behind the last write'),
    ...privacyFindings(file),
  ]
}

/** They hold names and addresses of people. */
function privacyFindings(file: string): Finding[] {
  const open = [file, recordsFileOf(file)].flatMap(filesOpenToOthers)
  if (open.length === 0) return [ok('file modes', 'no other account of this machine can read the database')]
  return [
    warn(
      'file modes',
      `other accounts of this machine can read ${open.join(', ')}; the next start of the server or "rollcall migrate" makes them 0600, if they are its own.`,
    ),
  ]
}

/** Of the file or its log. */
async function lastWritten(file: string): Promise<Date | undefined> {
  const times = await Promise.all(
    [file, `${file}-wal`].map((each) =>
      stat(each).then(
        ({ mtime }) => mtime,
        () => undefined,
      ),
    ),
  )
  return times.reduce((latest, each) => (each !== undefined && (latest === undefined || each > latest) ? each : latest))
}
