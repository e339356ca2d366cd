import { isDeepStrictEqual } from 'node:util'
import { applyPatch, type Note, type ResourceDocument, type ResourceType } from '@rollcall/scim-core'
import type { DirectoryRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { type LocalPlace, localPlaces } from './local-places.ts'
import { takeValue, valueAt } from './take-values.ts'

/** Paths of the directory's people that admins edit here. */
export const localPathsOf = (directory: Pick<DirectoryRow, 'policy'>): readonly string[] =>
  policyOf(directory).directory.authority?.local ?? []

/**
 * What a push wants of a person's resource, with everything that admins own left as it is stored (`current`). What was left aside is noted. On a
 * create there is nothing yet, and what the provider sends is the first value.
 */
export function keepLocal<T extends { readonly document: ResourceDocument; readonly notes: readonly Note[] }>(
  { directory, type }: TypedSpace,
  wanted: T,
  current: ResourceDocument,
): T {
  if (directory.policy === null || type.definition.person !== true) return wanted
  const paths = localPathsOf(directory)
  if (paths.length === 0) return wanted
  const { document, kept } = withLocalOf(type, localPlaces(type, paths), current, wanted.document)
  if (kept.length === 0) return wanted
  const notes = kept.map((path): Note => ({ code: 'local', path, detail: 'Admins own it here; it was left as it is.' }))
  return { ...wanted, document, notes: [...wanted.notes, ...notes] }
}

/** `document` with what admins own taken from `current`, and the paths where that made a difference. */
export function withLocalOf(
  type: ResourceType,
  places: readonly LocalPlace[],
  current: ResourceDocument,
  document: ResourceDocument,
): { readonly document: ResourceDocument; readonly kept: readonly string[] } {
  const differing = places.filter(({ place }) => !isDeepStrictEqual(valueAt(place, current), valueAt(place, document)))
  if (differing.length === 0) return { document, kept: [] }
  const merged = differing.reduce((after, { place }) => takeValue(place, current, after), document)
  return {
    document: sameSet(merged, current) ? current : inOrder(type, merged),
    kept: differing.map(({ path }) => path),
  }
}

/** A repeated push must not make a new version for the order of names alone. */
const sameSet = (merged: ResourceDocument, current: ResourceDocument): boolean => {
  const { schemas: _, ...a } = merged
  const { schemas: __, ...b } = current
  return isDeepStrictEqual(a, b)
}

/** In the order in which documents are stored, with the `schemas` that follow from what is there: what a PATCH does that changes nothing. */
const inOrder = (type: ResourceType, document: ResourceDocument): ResourceDocument =>
  applyPatch(type, [{ op: 'add', path: undefined, value: {} }], document).document
