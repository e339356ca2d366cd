import type { JsonObject } from '../population/users.ts'
import { type ChangeRows, changeRows } from './change.ts'
import type { Row } from './columns.ts'
import { type AnsweredRow, contentColumns, resourceRow } from './resource.ts'
import type { Space } from './space.ts'

const VALUE_FILTER = /^members\[value eq "([^"]+)"\]$/
/** Longer lists of moved members are cut in the audit event; the membership history has every one. */
const MEMBERS_IN_AUDIT = 1_000

export interface NewGroupRows extends ChangeRows {
  readonly resource: Row
  readonly answered: AnsweredRow
}

/** Everything a create of a group writes but value entries, total and members. */
export function newGroupRows(
  space: Space,
  document: JsonObject,
  id: string,
  memberIds: readonly string[],
  requestId: string,
): NewGroupRows {
  const at = new Date().toISOString()
  const columns = contentColumns(document, String(document.displayName))
  const doc = columns[5]
  return {
    resource: resourceRow(space, 'Group', id, columns, null, at),
    ...changeRows(space, requestId, {
      ...{ type: 'Group', operation: 'created', verb: 'created', id, version: 1, at, personId: null },
      ...{ personKey: undefined, doc, changed: Object.keys(document) },
      data: `{"after":${doc},"addedMembers":${JSON.stringify(memberIds.slice(0, MEMBERS_IN_AUDIT))}}`,
    }),
    answered: [id, doc, 1, at, at],
  }
}

/** The rows of a change of members. */
export function movedRows(
  space: Space,
  [id, doc, version, , at]: AnsweredRow,
  added: readonly string[],
  removed: readonly string[],
  requestId: string,
): ChangeRows {
  return changeRows(space, requestId, {
    ...{ type: 'Group', operation: 'patched', verb: 'updated', id, version, at, personId: null },
    ...{ personKey: undefined, doc, changed: ['members'] },
    data: JSON.stringify({
      ...{ before: {}, after: {} },
      addedMembers: added.slice(0, MEMBERS_IN_AUDIT),
      removedMembers: removed.slice(0, MEMBERS_IN_AUDIT),
    }),
  })
}

export interface WantedMove {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Members added, or removed by `members[value eq "…"]` or by a list of values. */
export function readMove(body: JsonObject): WantedMove {
  const add: string[] = []
  const remove: string[] = []
  for (const { op, path, value } of body.Operations as { op: string; path: string; value: unknown }[]) {
    const named = VALUE_FILTER.exec(path)?.[1]
    const ids = named === undefined ? valuesOf(value) : [named]
    const into = op === 'add' ? add : remove
    into.push(...ids)
  }
  return { add, remove }
}

export const valuesOf = (members: unknown): string[] =>
  Array.isArray(members) ? members.map((member) => String(member.value)) : []
