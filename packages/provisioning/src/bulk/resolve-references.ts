import { type Json, type JsonObject, listBulkReferences, replaceBulkReferences } from '@rollcall/scim-core'
import type { Turns } from '../policy/turns.ts'

/** Elements of an array that are looked at without a turn for others. */
const PIECE = 1_000
/** What an element costs, for Turns. */
const STEPS = 100

/** The data of a bulk operation: what it refers to, each once, and the data with every reference replaced by what `toId` knows. */
export interface ResolvedData {
  readonly references: ReadonlySet<string>
  readonly data: Json
}

/** Gives others their turn in between: an operation may hold hundreds of thousands of members. */
export async function resolveReferences(
  data: Json,
  toId: (bulkId: string) => string | undefined,
  turns: Turns,
): Promise<ResolvedData> {
  const references = new Set<string>()
  const note = (value: Json): Json => {
    for (const bulkId of listBulkReferences(value)) references.add(bulkId)
    return value
  }
  await inTurns(data, note, turns)
  // Most hold none, and stay the objects that they are.
  if (references.size === 0) return { references, data }
  return { references, data: await inTurns(data, (value) => replaceBulkReferences(value, toId), turns) }
}

/** Maps the value piece by piece: long arrays are cut, and what holds others is looked into. */
async function inTurns(value: Json, map: (piece: Json) => Json, turns: Turns): Promise<Json> {
  if (turns.take(STEPS)) await turns.give()
  if (Array.isArray(value)) {
    const mapped: Json[] = []
    for (let start = 0; start < value.length; start += PIECE) {
      const piece = (value as readonly Json[]).slice(start, start + PIECE)
      if (turns.take(STEPS * piece.length)) await turns.give()
      if (piece.some(isDeep)) for (const each of piece) mapped.push(await inTurns(each, map, turns))
      else for (const each of map(piece) as readonly Json[]) mapped.push(each)
    }
    return mapped
  }
  if (!isDeep(value)) return map(value)
  const entries: [string, Json | undefined][] = []
  for (const [name, each] of Object.entries(value as JsonObject))
    entries.push([name, each === undefined ? undefined : await inTurns(each, map, turns)])
  return Object.fromEntries(entries) as JsonObject
}

/** An object that holds an array or object, or an array. */
const isDeep = (value: Json): boolean =>
  Array.isArray(value) ||
  (value !== null &&
    typeof value === 'object' &&
    Object.values(value).some((each) => each !== null && typeof each === 'object'))
