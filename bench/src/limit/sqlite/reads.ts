import type { AnsweredRow } from '../../rows/resource.ts'
import type { Space } from '../../rows/space.ts'
import type { FoundUser, HeldGroup } from '../backend.ts'
import type { Reads } from './statements.ts'

const MAX_NESTING = 8

export function withGroups(reads: Reads, space: Space, rows: readonly AnsweredRow[]): FoundUser[] {
  const [first] = rows
  if (rows.length === 1 && first !== undefined) return [{ row: first, groups: groupsOf(reads, space, first[0]) }]
  // Of a page, one question tells who is in a group at all.
  const ids = JSON.stringify(rows.map((row) => row[0]))
  const inGroups = new Set(reads.inGroups.all(ids, space.tenantId))
  return rows.map((row) => ({ row, groups: inGroups.has(row[0]) ? groupsOf(reads, space, row[0]) : [] }))
}

/** Direct groups, then theirs, as deep as the product follows them; a point query each. */
function groupsOf(reads: Reads, { tenantId }: Space, userId: string): HeldGroup[] {
  const held: HeldGroup[] = []
  let level = [userId]
  const seen = new Set(level)
  for (let depth = 1; level.length > 0 && depth <= MAX_NESTING; depth += 1) {
    const next: string[] = []
    for (const member of level) {
      for (const [id, display] of reads.parents.all(tenantId, member) as [string, string][]) {
        if (seen.has(id)) continue
        seen.add(id)
        next.push(id)
        held.push({ id, display, direct: depth === 1 })
      }
    }
    level = next
  }
  return held
}

/** Members as they stand in an answer, joined by commas. */
export function membersText(reads: Reads, { tenantId }: Space, groupId: string, base: string): string {
  const rows = reads.members.all(tenantId, groupId) as [string, 'User' | 'Group', string][]
  return rows
    .map(
      ([id, type, display]) =>
        `{"value":"${id}","$ref":"${base}/${type}s/${id}","type":"${type}","display":${JSON.stringify(display)}}`,
    )
    .join(',')
}
