import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import { type Entry, entriesOf, missingFrom, toDocument } from './document.ts'
import { record } from './record.ts'
import { unwrapPersonKey, type WrappingKey, wrapPersonKey } from './sealing.ts'
import { Refused, type Space } from './space.ts'
import type { Writes } from './statements.ts'

/** A row as answers need it: id, doc, version, created_at, updated_at. */
export type AnsweredRow = readonly [id: string, doc: string, version: number, createdAt: string, updatedAt: string]

let lastNumber = 0
export function nextNumber(): number {
  lastNumber = Math.max(lastNumber + 1, Date.now() * 1_024)
  return lastNumber
}

/** name_key, external_id, display_name, display_key, active, doc. */
export function columnsOf(
  document: JsonObject,
  name: string,
): [string, string | null, string, string, number | null, string] {
  const display = String(document.displayName ?? document.userName)
  const active = typeof document.active === 'boolean' ? Number(document.active) : null
  const externalId = (document.externalId as string | undefined) ?? null
  return [name.toLowerCase(), externalId, display, display.toLowerCase(), active, JSON.stringify(document)]
}

export class UserWriter {
  readonly #writes: Writes
  readonly #space: Space
  readonly #wrapping: WrappingKey

  constructor(writes: Writes, space: Space, wrapping: WrappingKey) {
    this.#writes = writes
    this.#space = space
    this.#wrapping = wrapping
  }

  create(body: JsonObject, requestId: string, id: string = v7()): AnsweredRow {
    const { tenantId, directoryId } = this.#space
    const at = new Date().toISOString()
    const document = toDocument(body, id)
    const [nameKey, externalId, display, displayKey, active, doc] = columnsOf(document, String(body.userName))
    // A re-created user would join the former person; there is none in the workloads, but the question is asked.
    if (externalId !== null) this.#writes.removedPerson.get(tenantId, directoryId, 'User', externalId)
    const personId = v7()
    const personKey = randomBytes(32)
    this.#writes.insertPerson.run(tenantId, personId, at)
    this.#writes.insertPersonKey.run(
      tenantId,
      personId,
      wrapPersonKey(this.#wrapping, personKey, tenantId, personId),
      at,
    )
    this.#writes.insertResource.run(
      ...[
        tenantId,
        directoryId,
        'User',
        id,
        nextNumber(),
        nameKey,
        '',
        externalId,
        display,
        displayKey,
        active,
        1,
        doc,
      ],
      ...[personId, at, at, null],
    )
    this.#insertValues(id, entriesOf(document))
    this.#writes.addToTotal.run(tenantId, directoryId, 'User', 1)
    record(this.#writes, this.#space, requestId, {
      ...{ type: 'User', operation: 'created', verb: 'created', id, version: 1, at, personId, personKey, doc },
      changed: Object.keys(document),
      data: `{"after":${doc},"addedMembers":[]}`,
    })
    return [id, doc, 1, at, at]
  }

  replace(id: string, body: JsonObject, requestId: string): AnsweredRow {
    return this.#update(id, 'replaced', requestId, () => toDocument(body, id))
  }

  /** `replace` of top-level attributes. */
  patch(id: string, body: JsonObject, requestId: string): AnsweredRow {
    return this.#update(id, 'patched', requestId, (current) => {
      const document = { ...current }
      for (const { path, value } of body.Operations as { path: string; value: unknown }[]) document[path] = value
      return document
    })
  }

  #update(
    id: string,
    operation: 'replaced' | 'patched',
    requestId: string,
    want: (current: Record<string, unknown>) => Record<string, unknown>,
  ): AnsweredRow {
    const { tenantId, directoryId } = this.#space
    const row = this.#writes.resource.get(tenantId, id, directoryId, 'User') as
      | [number, string, number, string, string]
      | undefined
    if (row === undefined) throw new Refused(404, 'no such user')
    const [, oldDoc, oldVersion, personId, createdAt] = row
    const current = JSON.parse(oldDoc) as Record<string, unknown>
    const wanted = want(current)
    const columns = columnsOf(wanted, String(wanted.userName))
    const doc = columns[5]
    if (doc === oldDoc) return [id, oldDoc, oldVersion, createdAt, createdAt]
    const at = new Date().toISOString()
    const version = oldVersion + 1
    const { changes } = this.#writes.updateResource.run(...columns, version, at, tenantId, id, oldVersion)
    if (changes !== 1) throw new Refused(412, 'changed meanwhile')
    const before = entriesOf(current)
    const after = entriesOf(wanted)
    for (const entry of missingFrom(before, after)) {
      this.#writes.deleteValue.run(tenantId, directoryId, 'User', entry.path, entry.key, id, entry.element)
    }
    this.#insertValues(id, missingFrom(after, before))
    const wrapped = this.#writes.personKey.get(tenantId, personId) as Buffer
    const changed = Object.keys(wanted).filter((name) => JSON.stringify(current[name]) !== JSON.stringify(wanted[name]))
    const only = (document: JsonObject) => Object.fromEntries(changed.map((name) => [name, document[name]]))
    const verb = current.active === wanted.active ? 'updated' : wanted.active ? 'activated' : 'deactivated'
    record(this.#writes, this.#space, requestId, {
      ...{ type: 'User', operation, verb, id, version, at, personId, doc, changed },
      personKey: unwrapPersonKey(this.#wrapping, wrapped, tenantId, personId),
      data: JSON.stringify({ before: only(current), after: only(wanted), addedMembers: [], removedMembers: [] }),
    })
    return [id, doc, version, createdAt, at]
  }

  #insertValues(id: string, entries: readonly Entry[]): void {
    const { tenantId, directoryId } = this.#space
    for (const { path, key, element, lead } of entries) {
      this.#writes.insertValue.run(tenantId, directoryId, 'User', path, key, id, element, lead)
    }
  }
}
