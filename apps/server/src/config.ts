import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { InvalidInputError, parseDuration, type RetentionSettings } from '@rollcall/provisioning'
import { z } from 'zod'

/** The environment cannot be used; the message is one line that names the variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Config {
  /** `sqlite:<absolute path>` or `postgres://…`. */
  readonly databaseUrl: string
  readonly migrationUrl: string | undefined
  readonly port: number
  readonly host: string
  /** Without a trailing slash. */
  readonly publicUrl: string
  readonly logLevel: string
  /** Express's `trust proxy` setting. */
  readonly trustProxy: boolean | number | string
  /** Current key first, then older ones that still open what they sealed; empty: none given. */
  readonly secretKeys: readonly string[]
  readonly retention: RetentionSettings
  /** Requests per second of a directory without a limit of its own; undefined: none. */
  readonly rateLimit: number | undefined
  /** Connections at once. */
  readonly maxConnections: number
  /** Where e-mail goes out; undefined: none is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined
}

const port = z
  .string()
  .refine(
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
    'must be a whole number between 1 and 65535',
  )

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** As requests per second: twenty times what Entra asks of an application. */
const DEFAULT_RATE_LIMIT = '500'

const retention = z.string().refine(isRetention, 'must be a duration of a day or longer, such as 30d or 8w')
const retentionOrNone = z
  .string()
  .refine(
    (text) => text === 'forever' || isRetention(text),
    'must be forever, or a duration of a day or longer, such as 400d',
  )

const Environment = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:<path> or postgres://user:password@host/database')
      .default('sqlite:./data/rollcall.db'),
    DATABASE_MIGRATION_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/.+$/, 'must be postgres://user:password@host/database')
      .optional(),
    PORT: port.default('3000'),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be a host name or an address to listen on')
      .default('127.0.0.1'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
      .refine((text) => !/[?#]/.test(text), 'must have no query and no fragment')
      .refine((text) => !text.includes('_'), 'must not hold an underscore: Okta refuses such base URLs')
      .optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
    TRUST_PROXY: z
      .string()
      .refine(isTrustProxy, 'must be true, false, a number of hops, or addresses and ranges separated by commas')
      .default('false'),
    ROLLCALL_SECRET_KEY: z
      .string()
      .transform((text) => text.split(',').map((key) => key.trim()))
      .refine(
        (keys) => keys.every((key) => key.length >= 32),
        'must be 32 characters or more (several keys are separated by commas, the current one first)',
      )
      .optional(),
    ROLLCALL_RETENTION_REQUESTS: retention.default('30d'),
    ROLLCALL_RETENTION_HISTORY: retentionOrNone.default('400d'),
    ROLLCALL_RETENTION_EVENTS: retentionOrNone.default('30d'),
    ROLLCALL_RATE_LIMIT: z
      .string()
      .regex(/^(off|[1-9]\d{0,4})$/, 'must be off, or requests per second, 1 to 99999')
      .default(DEFAULT_RATE_LIMIT),
    ROLLCALL_MAX_CONNECTIONS: z.coerce.number().int().min(10).max(1_000_000).default(10_000),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port or smtps://…' }).optional(),
    SMTP_FROM: z
      .string()
      .regex(/^(?:[^<>@\p{Cc}]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u, 'must be an address, or Name <address>')
      .optional(),
  })
  .refine(({ SMTP_URL, SMTP_FROM }) => SMTP_URL === undefined || SMTP_FROM !== undefined, {
    path: ['SMTP_FROM'],
    error: 'must be set with SMTP_URL: the address that mail comes from',
  })

/** Every variable that this version reads. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

/** Variables whose bad value is shown: the others may hold passwords and keys. */
const SHOWN = /^(PORT|HOST|LOG_LEVEL|TRUST_PROXY|ROLLCALL_RETENTION_.+|ROLLCALL_RATE_LIMIT)$/
const SHOWN_CHARACTERS = 60

/** Reads and judges the environment. An empty variable counts as not set. Throws ConfigError that names every bad variable. */
export function readConfig(env: NodeJS.ProcessEnv, overrides: { readonly port?: string | undefined } = {}): Config {
  const given = Object.fromEntries(
    Object.entries({ ...env, PORT: overrides.port ?? env.PORT }).filter(([, value]) => value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.')
      const value = SHOWN.test(name) ? `, not ${JSON.stringify(given[name]?.slice(0, SHOWN_CHARACTERS))}` : ''
      return `${name === 'PORT' && overrides.port !== undefined ? '--port (else PORT)' : name} ${message}${value}`
    })
    throw new ConfigError(`Bad configuration: ${problems.join('; ')}.`)
  }
  const values = parsed.data
  return {
    databaseUrl: toAbsolute(values.DATABASE_URL),
    migrationUrl: values.DATABASE_MIGRATION_URL,
    port: Number(values.PORT),
    host: values.HOST,
    publicUrl: (values.PUBLIC_URL ?? defaultPublicUrl(values.HOST, Number(values.PORT))).replace(/\/+$/, ''),
    logLevel: values.LOG_LEVEL,
    trustProxy: toTrustProxy(values.TRUST_PROXY),
    secretKeys: values.ROLLCALL_SECRET_KEY ?? [],
    retention: {
      requests: parseDuration('', values.ROLLCALL_RETENTION_REQUESTS),
      history: toRetention(values.ROLLCALL_RETENTION_HISTORY),
      events: toRetention(values.ROLLCALL_RETENTION_EVENTS),
    },
    maxConnections: values.ROLLCALL_MAX_CONNECTIONS,
    rateLimit: values.ROLLCALL_RATE_LIMIT === 'off' ? undefined : Number(values.ROLLCALL_RATE_LIMIT),
    mail:
      values.SMTP_URL === undefined || values.SMTP_FROM === undefined
        ? undefined
        : { smtpUrl: values.SMTP_URL, from: values.SMTP_FROM },
  }
}

const DAY_MS = 86_400_000
const MAX_DAYS = 36_500

function isRetention(text: string): boolean {
  try {
    const ms = parseDuration('', text)
    return ms >= DAY_MS && ms <= MAX_DAYS * DAY_MS
  } catch (error) {
    if (error instanceof InvalidInputError) return false
    throw error
  }
}

const toRetention = (text: string) => (text === 'forever' ? undefined : parseDuration('', text))

const toAbsolute = (url: string) =>
  url.startsWith('sqlite:') ? `sqlite:${resolve(url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, ''))}` : url

function defaultPublicUrl(host: string, portNumber: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${portNumber}`
}

/** What Express takes for `trust proxy`; it would refuse the rest only later, with a stack. */
function isTrustProxy(text: string): boolean {
  if (/^(true|false|\d+)$/.test(text)) return true
  return text.split(',').every((part) => {
    const [address = '', bits, ...rest] = part.trim().split('/')
    if (/^(loopback|linklocal|uniquelocal)$/.test(address)) return bits === undefined
    return (
      isIP(address) !== 0 &&
      rest.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128)))
    )
  })
}

function toTrustProxy(text: string): boolean | number | string {
  if (text === 'true') return true
  if (text === 'false') return false
  return /^\d+$/.test(text) ? Number(text) : text
}
