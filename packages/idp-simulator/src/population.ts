import { createHash } from 'node:crypto'

/** What a provider knows of a user. */
export interface Person {
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly displayName: string
  /** The id in the provider, in the shape of Okta's. */
  readonly externalId: string
  /** Okta fills `password` of a create with 8 meaningless characters unless password sync is on. */
  readonly password: string
}

export interface Naming {
  readonly runLabel: string
  readonly domain: string
}

const GIVEN_NAMES =
  'Ava Priya Jonah Marcus Lena Helen Samir Noor Björn Chloé Diego Emeka Fatima Grace Hiro Ines Jakub Kofi Linh Maeve'.split(
    ' ',
  )
const FAMILY_NAMES =
  "Nguyen Shah Hale Bell Ortiz Cho Adeyemi Haddad Lindqvist Moreau O'Brien Kowalski Tanaka Mensah Rossi Okafor Silva Novak Park Walker Diaz Berg Evans".split(
    ' ',
  )

/** The n-th user of the main population; the same numbers give the same user in every run. */
export function toPerson(naming: Naming, n: number): Person {
  const givenName = GIVEN_NAMES[n % GIVEN_NAMES.length] as string
  const familyName = FAMILY_NAMES[n % FAMILY_NAMES.length] as string
  const local = `${toAscii(givenName)}.${toAscii(familyName)}.${naming.runLabel}-${pad(n + 1, 5)}`
  const userName = `${local}@${naming.domain}`.toLowerCase()
  return person(naming, { userName, email: userName, givenName, familyName })
}

/**
 * A user for one check only. The user name keeps its capitals and differs from the address, so that a server that
 * folds the one or confuses the two is found out.
 */
export function toProbe(naming: Naming, name: string): Person {
  const local = `${naming.runLabel}-${name}`
  return person(naming, {
    userName: `Probe.${local}@${naming.domain}`,
    email: `${local}.mail@${naming.domain}`.toLowerCase(),
    givenName: 'Probe',
    familyName: name,
  })
}

export function toGroupName(naming: Naming, n: number): string {
  return `${naming.runLabel} Group ${pad(n + 1, 3)}`
}

export function toProbeGroupName(naming: Naming, name: string): string {
  return `${naming.runLabel} Probe "${name}" & co`
}

/** A userName nobody has. */
export function toStrangerName(naming: Naming): string {
  return `nobody.${naming.runLabel}.${digest(naming.domain, 8)}@${naming.domain}`
}

function person(naming: Naming, base: Pick<Person, 'userName' | 'email' | 'givenName' | 'familyName'>): Person {
  const seed = `${naming.runLabel}:${base.userName}`
  return {
    ...base,
    displayName: `${base.givenName} ${base.familyName}`,
    externalId: `00u${digest(seed, 17)}`,
    password: digest(`password:${seed}`, 8).toLowerCase(),
  }
}

/** The shape of an Okta id: base 62, letters of both cases. */
export function digest(seed: string, length: number): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  const bytes = createHash('sha256').update(seed).digest()
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('')
}

function toAscii(name: string): string {
  return name.normalize('NFD').replace(/[^A-Za-z]/g, '')
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
