import { isDeepStrictEqual } from 'node:util'
import type { AnyJson } from '@rollcall/scim-api/testing'

/** A write that was sent and has no answer: the server may have done it whole, or not at all. */
export type Pending =
  | { readonly kind: 'createUser'; readonly sent: AnyJson }
  | { readonly kind: 'changeUser'; readonly id: string; readonly after: AnyJson }
  | { readonly kind: 'deleteUser'; readonly id: string }
  | { readonly kind: 'createGroup'; readonly displayName: string; readonly members: readonly string[] }
  | { readonly kind: 'deleteGroup'; readonly id: string }
  | {
      readonly kind: 'changeMembers'
      readonly groupId: string
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }

/** What the server shows: users without their computed groups, and who is in which group. */
export interface Observed {
  readonly users: ReadonlyMap<string, AnyJson>
  readonly groups: ReadonlyMap<string, { readonly displayName: string; readonly members: ReadonlySet<string> }>
}

/** What one client was promised. Nobody else touches its users or its own groups; in the shared groups it moves only its own users. */
export class Ledger {
  readonly users = new Map<string, AnyJson>()
  /** Of this client alone. */
  readonly ownGroups = new Map<string, string>()
  /** By group: those of this client's users that are in it. */
  readonly members = new Map<string, Set<string>>()
  readonly deleted: string[] = []
  pending: Pending | undefined

  membersOf(groupId: string): Set<string> {
    let members = this.members.get(groupId)
    if (members === undefined) {
      members = new Set()
      this.members.set(groupId, members)
    }
    return members
  }

  keepUser(body: AnyJson): void {
    this.users.set(body.id, withoutGroups(body))
  }

  forgetUser(id: string): void {
    this.users.delete(id)
    this.deleted.push(`/Users/${id}`)
    for (const members of this.members.values()) members.delete(id)
  }

  keepGroup(id: string, displayName: string, members: readonly string[]): void {
    this.ownGroups.set(id, displayName)
    this.members.set(id, new Set(members))
  }

  forgetGroup(id: string): void {
    this.ownGroups.delete(id)
    this.members.delete(id)
    this.deleted.push(`/Groups/${id}`)
  }

  moveMembers(groupId: string, add: readonly string[], remove: readonly string[]): void {
    const members = this.membersOf(groupId)
    for (const id of add) members.add(id)
    for (const id of remove) members.delete(id)
  }

  /** Finds out what became of the unanswered write. Throws when it was done by half. */
  settle(observed: Observed): 'none' | 'whole' | 'absent' {
    const { pending } = this
    if (pending === undefined) return 'none'
    this.pending = undefined
    return this.#settle(pending, observed) ? 'whole' : 'absent'
  }

  #settle(pending: Pending, { users, groups }: Observed): boolean {
    switch (pending.kind) {
      case 'createUser': {
        const found = [...users.values()].find(({ userName }) => userName === pending.sent.userName)
        if (found === undefined) return false
        demand(isDeepStrictEqual(contentOf(found), pending.sent), 'a user was created by half', found, pending.sent)
        this.keepUser(found)
        return true
      }
      case 'changeUser': {
        const before = this.users.get(pending.id)
        const found = users.get(pending.id)
        demand(found !== undefined, 'a changed user is gone', pending)
        if (isDeepStrictEqual(found, before)) return false
        demand(isDeepStrictEqual(contentOf(found), pending.after), 'a user was changed by half', found, pending.after)
        demand(versionOf(found) === versionOf(before) + 1, 'a change made another version than the next', found, before)
        this.keepUser(found)
        return true
      }
      case 'deleteUser': {
        if (users.has(pending.id)) return false
        this.forgetUser(pending.id)
        return true
      }
      case 'createGroup': {
        const [id, found] = [...groups].find(([, group]) => group.displayName === pending.displayName) ?? []
        if (id === undefined || found === undefined) return false
        demand(
          isDeepStrictEqual(found.members, new Set(pending.members)),
          'a group was created by half',
          found,
          pending,
        )
        this.keepGroup(id, pending.displayName, pending.members)
        return true
      }
      case 'deleteGroup': {
        if (groups.has(pending.id)) return false
        this.forgetGroup(pending.id)
        return true
      }
      case 'changeMembers': {
        const now = groups.get(pending.groupId)?.members ?? new Set()
        const moved = [...pending.add.map((id) => now.has(id)), ...pending.remove.map((id) => !now.has(id))]
        demand(new Set(moved).size <= 1, 'members were moved by half', pending, [...now])
        if (moved[0] !== true) return false
        this.moveMembers(pending.groupId, pending.add, pending.remove)
        return true
      }
    }
  }
}

export const withoutGroups = ({ groups: _computed, ...user }: AnyJson): AnyJson => user

/** What the client decides: neither id nor meta. */
export const contentOf = ({ id: _id, meta: _meta, groups: _groups, ...content }: AnyJson): AnyJson => content

const versionOf = ({ meta }: AnyJson): number => Number(/\d+/.exec(meta.version)?.[0])

/** All that was promised is there, exactly, and nothing else is. Throws what differs. */
export function checkPromises(ledgers: readonly Ledger[], shared: readonly string[], observed: Observed): void {
  const users = new Map(ledgers.flatMap((ledger) => [...ledger.users]))
  for (const [id, promised] of users) {
    const found = observed.users.get(id)
    demand(isDeepStrictEqual(found, promised), 'a user is not as it was answered', found, promised)
  }
  for (const [id, user] of observed.users) demand(users.has(id), 'a user is there that nobody made', user)

  const groups = new Map<string, string[]>(shared.map((id) => [id, []]))
  for (const ledger of ledgers) {
    for (const id of ledger.ownGroups.keys()) groups.set(id, [])
    for (const [id, members] of ledger.members) groups.get(id)?.push(...members)
  }
  for (const [id, promised] of groups) {
    const found = observed.groups.get(id)?.members
    demand(
      isDeepStrictEqual(found, new Set(promised)),
      'a group has other members than was answered',
      id,
      found,
      promised,
    )
  }
  for (const [id, group] of observed.groups) demand(groups.has(id), 'a group is there that nobody made', group)
}

export function demand(holds: boolean, what: string, ...seen: readonly unknown[]): asserts holds {
  if (holds) return
  const shown = seen.map((each) => JSON.stringify(each, (_, value) => (value instanceof Set ? [...value] : value)))
  throw new Error(`${what}: ${shown.join(' | ')}`.slice(0, 3_000))
}
