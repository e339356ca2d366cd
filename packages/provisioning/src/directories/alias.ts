import { type DirectoryRow, INSTANCE, listAliases, listDirectories, type Store, type Trx } from '@rollcall/store'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { fixedPathOwner } from '../fixed-paths.ts'

const MAX_PARTS = 8

/**
 * A path of its own for a directory, such as `api/v1/SCIM/SCIMOkta`, in addition to its other addresses: two to eight parts of letters, digits,
 * dots and hyphens. Never an underscore, which Okta refuses in a base URL. null: none. Throws InvalidInputError.
 */
export function checkAlias(value: string | null | undefined): string | null {
  const alias = (value ?? '').trim().replace(/^\/+|\/+$/g, '')
  if (alias === '') return null
  const parts = alias.split('/')
  const isPart = (part: string) => /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/.test(part)
  if (parts.length < 2 || parts.length > MAX_PARTS || !parts.every(isPart)) {
    throw new InvalidInputError(
      'alias',
      `"${alias}" is no path for a directory: use two to eight parts of letters, digits, dots and inner hyphens, such as api/v1/scim.`,
    )
  }
  if (isFixed(alias)) {
    throw new InvalidInputError('alias', `Paths that begin with "${parts[0]}" are reserved; choose another one.`)
  }
  if (/^[^/]+\/[^/]+\/scim\/v2(\/|$)/i.test(alias)) {
    throw new InvalidInputError('alias', `"${alias}" is the address of a directory by its slugs; choose another path.`)
  }
  return alias
}

/** The server answers there by itself. */
const isFixed = (alias: string): boolean => fixedPathOwner(alias.split('/', 1)[0] ?? '') !== undefined

/** Within a tenant an alias names one directory; another tenant may use the same, since the credential decides. Throws ConflictError. */
export async function checkAliasIsFree(trx: Trx, directory: DirectoryRow, alias: string): Promise<void> {
  const same = (row: DirectoryRow) => row.id !== directory.id && row.alias?.toLowerCase() === alias.toLowerCase()
  if ((await listDirectories(trx, directory.tenant_id)).some(same)) {
    throw new ConflictError('alias', `Another directory of the tenant answers at "${alias}" already.`)
  }
}

/** Another process sees a new alias within this time. */
const MAX_AGE_MS = 1_000

interface Known {
  readonly aliases: ReadonlySet<string>
  readonly readAt: number
}

const known = new WeakMap<Store['identity'], Promise<Known>>()

/** After a directory's alias changed in this process. */
export const forgetAliases = (store: Store): boolean => known.delete(store.identity)

/** Everything that a path begins with and that is an alias of some directory, as it is written in the path; the longest first. */
export async function findAliases(store: Store, path: string): Promise<readonly string[]> {
  const { aliases } = await knownAliases(store)
  if (aliases.size === 0) return []
  const parts = path.split('/').slice(1, MAX_PARTS + 1)
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .filter((candidate) => aliases.has(candidate.toLowerCase()))
    .reverse()
}

/** Requests that come together read them once. */
async function knownAliases(store: Store): Promise<Known> {
  const before = known.get(store.identity)
  if (before !== undefined) {
    const cached = await before
    if (performance.now() - cached.readAt < MAX_AGE_MS) return cached
    const meanwhile = known.get(store.identity)
    if (meanwhile !== undefined && meanwhile !== before) return meanwhile
  }
  const reading = readAliases(store)
  known.set(store.identity, reading)
  return reading
}

/** Without the database nobody can tell; those who ask next do not all wait for it. */
async function readAliases(store: Store): Promise<Known> {
  const begun = performance.now()
  try {
    const aliases = await store.read(INSTANCE, listAliases)
    // A process of an older version may have written one that this version answers on by itself.
    const own = aliases.filter((alias) => !isFixed(alias))
    return { aliases: new Set(own.map((alias) => alias.toLowerCase())), readAt: begun }
  } catch {
    return { aliases: new Set(), readAt: performance.now() }
  }
}
