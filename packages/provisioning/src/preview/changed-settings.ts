import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@rollcall/scim-core'
import type { PolicyDocument } from '../policy/policy-document.ts'

/** A switch or setting that would change; null: there is none on that side. */
export interface ChangedSetting {
  /** `directories.okta.operations.users.delete`. */
  readonly path: string
  readonly before: Json
  readonly after: Json
}

/** What changes in the parts that say nothing of single people: settings of directories, and the rules of linking and activity. */
export function changedSettings(before: PolicyDocument, after: PolicyDocument): readonly ChangedSetting[] {
  const changes: ChangedSetting[] = []
  compare('', settingsOf(before), settingsOf(after), changes)
  return changes
}

type Tree = { readonly [name: string]: Json | undefined }

const ON: Tree = { create: true, read: true, update: true, delete: true }

/** Switches that nobody set are on. */
function settingsOf({ people, directories }: PolicyDocument): Tree {
  const slugs = Object.entries(directories ?? {}).map(([slug, { operations, ...directory }]) => {
    const { users = ON, groups = ON } = operations ?? {}
    return [slug, { ...directory, operations: { users, groups } }]
  })
  return { people, directories: Object.fromEntries(slugs) } as Tree
}

function compare(path: string, before: Json | undefined, after: Json | undefined, changes: ChangedSetting[]): void {
  if (isDeepStrictEqual(before, after)) return
  // Whatever comes or goes as a whole is one change, but for what merely holds settings.
  const [old, next] = isHolder(path) ? [before ?? {}, after ?? {}] : [before, after]
  if (!isTree(old) || !isTree(next)) {
    changes.push({ path, before: before ?? null, after: after ?? null })
    return
  }
  const absent = isSwitches(path) ? true : undefined
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    compare(path === '' ? name : `${path}.${name}`, old[name] ?? absent, next[name] ?? absent, changes)
  }
}

const isHolder = (path: string): boolean =>
  /^(|people|directories|directories\.[^.]+|directories\.[^.]+\.operations)$/.test(path) || isSwitches(path)

const isSwitches = (path: string): boolean => /\.operations\.(users|groups)$/.test(path)

const isTree = (value: Json | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
