import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import { entriesOf, toDocument } from './document.ts'
import { record } from './record.ts'
import { Refused, type Space } from './space.ts'
import type { Writes } from './statements.ts'
import { type AnsweredRow, columnsOf, nextNumber } from './write-users.ts'

const VALUE_FILTER = /^members\[value eq "([^"]+)"\]$/

export class GroupWriter {
  readonly #writes: Writes
  readonly #space: Space

  constructor(writes: Writes, space: Space) {
    this.#writes = writes
    this.#space = space
  }

  create(body: JsonObject, requestId: string): AnsweredRow {
    const { tenantId, directoryId } = this.#space
    const id = v7()
    const at = new Date().toISOString()
    const document = toDocument(body, id)
    const [nameKey, externalId, display, displayKey, active, doc] = columnsOf(document, String(body.displayName))
    this.#writes.insertResource.run(
      ...[
        tenantId,
        directoryId,
        'Group',
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
      ...[null, at, at, null],
    )
    for (const { path, key, element, lead } of entriesOf(document)) {
      if (path === 'displayName') continue
      this.#writes.insertValue.run(tenantId, directoryId, 'Group', path, key, id, element, lead)
    }
    this.#writes.addToTotal.run(tenantId, directoryId, 'Group', 1)
    const added = this.#add(id, valuesOf(body.members))
    this.#open(id, added, 1, at)
    record(this.#writes, this.#space, requestId, {
      ...{ type: 'Group', operation: 'created', verb: 'created', id, version: 1, at, personId: null },
      ...{ personKey: undefined, doc, changed: Object.keys(document) },
      data: `{"after":${doc},"addedMembers":${JSON.stringify(added)}}`,
    })
    return [id, doc, 1, at, at]
  }

  /** Members added, or removed by `members[value eq "…"]` or by a list of values. */
  patch(id: string, body: JsonObject, requestId: string): AnsweredRow {
    const { tenantId, directoryId } = this.#space
    const row = this.#writes.resource.get(tenantId, id, directoryId, 'Group') as
      | [number, string, number, null, string]
      | undefined
    if (row === undefined) throw new Refused(404, 'no such group')
    const [, doc, oldVersion, , createdAt] = row
    const added: string[] = []
    const removed: string[] = []
    for (const { op, path, value } of body.Operations as { op: string; path: string; value: unknown }[]) {
      if (op === 'add') added.push(...this.#add(id, valuesOf(value)))
      else {
        const named = VALUE_FILTER.exec(path)?.[1]
        for (const member of named === undefined ? valuesOf(value) : [named]) {
          if (this.#writes.deleteMember.run(tenantId, id, member).changes === 1) removed.push(member)
        }
      }
    }
    if (added.length + removed.length === 0) return [id, doc, oldVersion, createdAt, createdAt]
    const version = oldVersion + 1
    const at = new Date().toISOString()
    const { changes } = this.#writes.touchResource.run(version, at, tenantId, id, oldVersion)
    if (changes !== 1) throw new Refused(412, 'changed meanwhile')
    this.#open(id, added, version, at)
    for (const member of removed) this.#writes.closeMembership.run(version, at, tenantId, id, member)
    record(this.#writes, this.#space, requestId, {
      ...{ type: 'Group', operation: 'patched', verb: 'updated', id, version, at, personId: null },
      ...{ personKey: undefined, doc, changed: ['members'] },
      data: JSON.stringify({ before: {}, after: {}, addedMembers: added, removedMembers: removed }),
    })
    return [id, doc, version, createdAt, at]
  }

  /** Only live resources of the directory become members. */
  #add(groupId: string, ids: readonly string[]): string[] {
    if (ids.length === 0) return []
    const { tenantId, directoryId } = this.#space
    const live = this.#writes.liveIds.all(JSON.stringify(ids), tenantId, directoryId) as string[]
    return live.filter((id) => this.#writes.insertMember.run(tenantId, groupId, id).changes === 1)
  }

  #open(groupId: string, added: readonly string[], version: number, at: string): void {
    for (const member of added) this.#writes.openMembership.run(this.#space.tenantId, groupId, member, version, at)
  }
}

const valuesOf = (members: unknown): string[] =>
  Array.isArray(members) ? members.map((member) => String(member.value)) : []
