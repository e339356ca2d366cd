import type { AnsweredRow } from '../rows/resource.ts'
import type { FoundGroup, FoundUser } from './backend.ts'

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** Answers as text, spliced from the stored documents; the same members and the same length as the product's. */
export class Renderer {
  readonly #base: string

  constructor(base: string) {
    this.#base = base
  }

  location(type: 'User' | 'Group', id: string): string {
    return `${this.#base}/${type}s/${id}`
  }

  user({ row, groups }: FoundUser): string {
    const held = groups.map(
      ({ id, display, direct }) =>
        `{"value":"${id}","$ref":"${this.location('Group', id)}","display":${JSON.stringify(display)},"type":"${direct ? 'direct' : 'indirect'}"}`,
    )
    return `${row[1].slice(0, -1)},"groups":[${held.join(',')}],${this.#meta('User', row)}}`
  }

  group({ row, members }: FoundGroup): string {
    const list = members === undefined ? '' : `"members":[${members}],`
    return `${row[1].slice(0, -1)},${list}${this.#meta('Group', row)}}`
  }

  list(
    users: readonly FoundUser[],
    total: number,
    startIndex: number | undefined,
    nextCursor: string | undefined,
  ): string {
    const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
    const next = nextCursor === undefined ? '' : `"nextCursor":"${nextCursor}",`
    const rendered = users.map((user) => this.user(user))
    return `{"schemas":["${LIST_SCHEMA}"],"totalResults":${total},${index}"itemsPerPage":${rendered.length},${next}"Resources":[${rendered.join(',')}]}`
  }

  #meta(type: 'User' | 'Group', [id, , version, createdAt, updatedAt]: AnsweredRow): string {
    return `"meta":{"resourceType":"${type}","created":"${createdAt}","lastModified":"${updatedAt}","location":"${this.location(type, id)}","version":"W/\\"${version}\\""}`
  }
}
