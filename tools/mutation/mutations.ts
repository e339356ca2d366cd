import type { Mutation } from './mutation.ts'
import { bulk } from './rows/bulk.ts'
import { cursorPaging } from './rows/cursor-paging.ts'
import { dataModel } from './rows/data-model.ts'
import { discovery } from './rows/discovery.ts'
import { entra } from './rows/entra.ts'
import { http } from './rows/http.ts'
import { patch } from './rows/patch.ts'
import { query } from './rows/query.ts'
import { resources } from './rows/resources.ts'

export const MUTATIONS: readonly Mutation[] = [
  ...dataModel,
  ...discovery,
  ...resources,
  ...patch,
  ...query,
  ...cursorPaging,
  ...bulk,
  ...http,
  ...entra,
]

/** Where the tests of a requirement stand, in apps/scim-api/test/conformance: up to that number. */
const FILES: readonly (readonly [last: number, file: string])[] = [
  [28, 'data-model'],
  [36, 'discovery'],
  [47, 'create-read-replace-delete'],
  [62, 'patch'],
  [79, 'query'],
  [87, 'cursor-paging'],
  [92, 'bulk'],
  [104, 'http'],
]

export function testFileOf(requirement: string): string {
  const number = Number(requirement)
  const file = requirement.startsWith('E-') ? 'entra' : FILES.find(([last]) => number <= last)?.[1]
  if (file === undefined) throw new Error(`no test file for requirement ${requirement}`)
  return `test/conformance/${file}.test.ts`
}

/** Requirements that no line of ours can be taken away from, and why. */
export const NOT_MUTATED: Readonly<Record<string, string>> = {
  '105': 'not built: Security Event Tokens',
  '106': 'not built: Security Event Tokens',
  '107': 'not built: Security Event Tokens',
  '108': 'not built: Security Event Tokens',
  '109': 'not built: requests are simply answered',
  '110': 'not built: Security Event Tokens',
  'E-4': 'no line of ours: Node’s query string parser reads + and %20',
  'E-26': 'not built: OAuth for clients',
}
