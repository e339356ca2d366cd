import { createHash } from 'node:crypto'
import { type Naming, type Person, toGroupName, toPerson, toProbe } from '../population.ts'

/** The n-th user of the main population, with an object id as Entra gives it. */
export function toEntraPerson(naming: Naming, n: number): Person {
  return withObjectId(toPerson(naming, n))
}

export function toEntraProbe(naming: Naming, name: string): Person {
  return withObjectId(toProbe(naming, name))
}

/** Another name than Okta's population has, so that both may meet in one directory. */
export function toEntraGroupName(naming: Naming, n: number): string {
  return toGroupName({ ...naming, runLabel: `${naming.runLabel} Entra` }, n)
}

export function toObjectId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

function withObjectId(person: Person): Person {
  return { ...person, externalId: toObjectId(person.userName) }
}
