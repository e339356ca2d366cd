import type { Space } from './space.ts'
import type { Reads } from './statements.ts'
import type { AnsweredRow } from './write-users.ts'

const MEMBERS_IN_PATCH_ANSWER = 500
const MAX_NESTING = 8
const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** Answers as text, spliced from the stored documents; the same members and the same length as the product's. */
export class Renderer {
  readonly #reads: Reads
  readonly #space: Space
  readonly #base: string

  constructor(reads: Reads, space: Space, base: string) {
    this.#reads = reads
    this.#space = space
    this.#base = base
  }

  location(type: 'User' | 'Group', id: string): string {
    return `${this.#base}/${type}s/${id}`
  }

  user(row: AnsweredRow, groups: string): string {
    return `${row[1].slice(0, -1)},"groups":[${groups}],${this.#meta('User', row)}}`
  }

  users(rows: readonly AnsweredRow[]): string[] {
    const [first] = rows
    if (rows.length === 1 && first !== undefined) return [this.user(first, this.#groupsOf(first[0]))]
    // Of a page, one question tells who is in a group at all.
    const ids = JSON.stringify(rows.map((row) => row[0]))
    const inGroups = new Set(this.#reads.inGroups.all(ids, this.#space.tenantId))
    return rows.map((row) => this.user(row, inGroups.has(row[0]) ? this.#groupsOf(row[0]) : ''))
  }

  /** Direct groups, then theirs, as deep as the product follows them; a point query each. */
  #groupsOf(userId: string): string {
    let text = ''
    let level = [userId]
    const seen = new Set(level)
    for (let depth = 1; level.length > 0 && depth <= MAX_NESTING; depth += 1) {
      const next: string[] = []
      for (const member of level) {
        for (const [id, display] of this.#reads.parents.all(this.#space.tenantId, member) as [string, string][]) {
          if (seen.has(id)) continue
          seen.add(id)
          next.push(id)
          const type = depth === 1 ? 'direct' : 'indirect'
          text += `${text === '' ? '' : ','}{"value":"${id}","$ref":"${this.location('Group', id)}","display":${JSON.stringify(display)},"type":"${type}"}`
        }
      }
      level = next
    }
    return text
  }

  group(row: AnsweredRow): string {
    const rows = this.#reads.members.all(this.#space.tenantId, row[0]) as ['string', 'User' | 'Group', string][]
    const members = rows.map(
      ([id, type, display]) =>
        `{"value":"${id}","$ref":"${this.location(type, id)}","type":"${type}","display":${JSON.stringify(display)}}`,
    )
    return `${row[1].slice(0, -1)},"members":[${members.join(',')}],${this.#meta('Group', row)}}`
  }

  /** undefined: too many members to send back. */
  patchedGroup(row: AnsweredRow): string | undefined {
    const counted = this.#reads.countMembers.get(this.#space.tenantId, row[0], MEMBERS_IN_PATCH_ANSWER + 1) as number
    return counted > MEMBERS_IN_PATCH_ANSWER ? undefined : this.group(row)
  }

  list(
    rendered: readonly string[],
    total: number,
    startIndex: number | undefined,
    nextCursor: string | undefined,
  ): string {
    const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
    const next = nextCursor === undefined ? '' : `"nextCursor":"${nextCursor}",`
    return `{"schemas":["${LIST_SCHEMA}"],"totalResults":${total},${index}"itemsPerPage":${rendered.length},${next}"Resources":[${rendered.join(',')}]}`
  }

  #meta(type: 'User' | 'Group', [id, , version, createdAt, updatedAt]: AnsweredRow): string {
    return `"meta":{"resourceType":"${type}","created":"${createdAt}","lastModified":"${updatedAt}","location":"${this.location(type, id)}","version":"W/\\"${version}\\""}`
  }
}
