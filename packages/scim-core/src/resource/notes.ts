import type { AttributeReference } from '../schema/resource-type.ts'
import type { Json, Note } from './types.ts'

/** A hostile body may hold a million unknown names: enough are kept to explain what happened. */
const MOST = 100

/** Collects what was tolerated on the way in. */
export class Notes {
  readonly list: Note[] = []

  add(code: Note['code'], path: string, detail: string, value?: Json): void {
    if (this.list.length >= MOST) return
    this.list.push({ code, path: shortened(path), detail, ...(value === undefined ? {} : { value }) })
  }

  unknownAttribute(path: string, value?: Json): void {
    this.add('unknownAttribute', path, 'The attribute is not in the schema and was ignored.', value)
  }

  /** A bare name that only an extension has. */
  qualified(name: string, reference: AttributeReference): void {
    if (reference.extension === undefined || name.includes(':')) return
    this.add('coerced', name, `The attribute was read as ${reference.path}.`)
  }

  ignoredReadOnly(path: string): void {
    this.add('ignoredReadOnly', path, 'The attribute is read-only and was ignored.')
  }

  discarded(path: string): void {
    this.add('discarded', path, 'The value was accepted and not stored.')
  }
}

function shortened(path: string): string {
  return path.length > 200 ? `${path.slice(0, 200)}…` : path
}
