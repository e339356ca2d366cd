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
  if (isTree(before) || isTree(after)) {
    const [old, next] = [isTree(before) ? before : {}, isTree(after) ? after : {}]
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
      const isSwitch = path.endsWith('.operations.users') || path.endsWith('.operations.groups')
      const absent = isSwitch ? true : undefined
      compare(path === '' ? name : `${path}.${name}`, old[name] ?? absent, next[name] ?? absent, changes)
    }
    return
  }
  changes.push({ path, before: before ?? null, after: after ?? null })
}

const isTree = (value: Json | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
