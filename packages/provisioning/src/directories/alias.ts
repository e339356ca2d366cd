import { type DirectoryRow, INSTANCE, listAliases, listDirectories, type Store, type Trx } from '@rollcall/store'
import { ConflictError, InvalidInputError } from '../errors.ts'

/** First parts of paths that the server itself answers on. */
const RESERVED = new Set([
  'graphql',
  'healthz',
  'metrics',
  'readyz',
  'scim',
  'search',
  'settings',
  'setup',
  'sign-in',
  'sign-out',
  't',
  'theme',
  '_app',
])

/**
 * A path of its own for a directory, such as `api/v1/SCIM/SCIMOkta`, in addition to its other addresses: two to eight parts of letters, digits,
 * dots and hyphens. Never an underscore, which Okta refuses in a base URL. null: none. Throws InvalidInputError.
 */
export function checkAlias(value: string | null | undefined): string | null {
  const alias = (value ?? '').trim().replace(/^\/+|\/+$/g, '')
  if (alias === '') return null
  const parts = alias.split('/')
  const isPart = (part: string) => /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/.test(part)
  if (parts.length < 2 || parts.length > 8 || !parts.every(isPart)) {
    throw new InvalidInputError(
      'alias',
      `"${alias}" is no path for a directory: use two to eight parts of letters, digits, dots and inner hyphens, such as api/v1/scim.`,
    )
  }
  if (RESERVED.has(parts[0]?.toLowerCase() ?? '')) {
    throw new InvalidInputError('alias', `Paths that begin with "${parts[0]}" are reserved; choose another one.`)
  }
  return alias
}

/** Within a tenant an alias names one directory; another tenant may use the same, since the credential decides. Throws ConflictError. */
export async function checkAliasIsFree(trx: Trx, directory: DirectoryRow, alias: string): Promise<void> {
  const same = (row: DirectoryRow) => row.id !== directory.id && row.alias?.toLowerCase() === alias.toLowerCase()
  if ((await listDirectories(trx, directory.tenant_id)).some(same)) {
    throw new ConflictError('alias', `Another directory of the tenant answers at "${alias}" already.`)
  }
}

/** Another process sees a new alias within this time. */
const MAX_AGE_MS = 1_000
const known = new WeakMap<Store, { readonly aliases: ReadonlyMap<string, string>; readonly readAt: number }>()

/** The alias that a path begins with, as it is written in the path; undefined: none does. */
export async function findAlias(store: Store, path: string): Promise<string | undefined> {
  let cache = known.get(store)
  if (cache === undefined || performance.now() - cache.readAt > MAX_AGE_MS) {
    const readAt = performance.now()
    const aliases = await store.read(INSTANCE, listAliases)
    cache = { aliases: new Map(aliases.map((alias) => [alias.toLowerCase(), alias])), readAt }
    known.set(store, cache)
  }
  if (cache.aliases.size === 0) return undefined
  const parts = path.split('/').slice(1, 9)
  for (let length = 2; length <= parts.length; length += 1) {
    const candidate = parts.slice(0, length).join('/')
    if (cache.aliases.has(candidate.toLowerCase())) return candidate
  }
  return undefined
}
