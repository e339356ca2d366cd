import type { Reads } from './statements.ts'
import type { Space } from './space.ts'
import type { AnsweredRow } from './write-users.ts'

const MEMBERS_IN_PATCH_ANSWER = 500
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
    const groups = this.groupsOf(rows.map((row) => row[0]))
    return rows.map((row) => this.user(row, groups.get(row[0]) ?? ''))
  }

  /** The groups of each user as JSON text. */
  groupsOf(ids: readonly string[]): ReadonlyMap<string, string> {
    const texts = new Map<string, string>()
    if (ids.length === 0) return texts
    const { tenantId } = this.#space
    const rows = this.#reads.groupsOf.all(tenantId, JSON.stringify(ids), tenantId, tenantId) as [string, string, string, number][]
    for (const [owner, id, display, depth] of rows) {
      const text = `{"value":"${id}","$ref":"${this.location('Group', id)}","display":${JSON.stringify(display)},"type":"${depth === 1 ? 'direct' : 'indirect'}"}`
      const before = texts.get(owner)
      texts.set(owner, before === undefined ? text : `${before},${text}`)
    }
    return texts
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

  list(rendered: readonly string[], total: number, startIndex: number | undefined, nextCursor: string | undefined): string {
    const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
    const next = nextCursor === undefined ? '' : `"nextCursor":"${nextCursor}",`
    return `{"schemas":["${LIST_SCHEMA}"],"totalResults":${total},${index}"itemsPerPage":${rendered.length},${next}"Resources":[${rendered.join(',')}]}`
  }

  #meta(type: 'User' | 'Group', [id, , version, createdAt, updatedAt]: AnsweredRow): string {
    return `"meta":{"resourceType":"${type}","created":"${createdAt}","lastModified":"${updatedAt}","location":"${this.location(type, id)}","version":"W/\\"${version}\\""}`
  }
}
