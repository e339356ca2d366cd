import type { JsonObject } from '../json.ts'
import type { Person } from '../population.ts'
import type { Step } from '../step.ts'
import type { Member } from './bodies.ts'
import type { PushedGroup } from './run.ts'

interface MemberChange {
  /** The whole membership as Okta has it after the change. */
  readonly members: readonly Member[]
  readonly add: readonly Member[]
  readonly remove: readonly Member[]
}

/** What differs between the two kinds of app. Every function sends, and checks the answers, but does not verify by GET. */
export interface Dialect {
  /** The body of the PUT that takes over an existing account. */
  toLinkBody(current: JsonObject, person: Person): JsonObject
  setActive(step: Step, id: string, active: boolean): Promise<void>
  setPassword(step: Step, id: string, password: string): Promise<void>
  /** The members a POST /Groups carries. */
  toCreatedMembers(members: readonly Member[]): readonly Member[]
  /** The requests that follow a create, or a link to an existing group: members that were there stay. */
  fillGroup(step: Step, group: PushedGroup, members: readonly Member[]): Promise<void>
  changeMembers(step: Step, group: PushedGroup, change: MemberChange): Promise<void>
  /** "Push now": the membership becomes what Okta has. */
  pushNow(step: Step, group: PushedGroup, members: readonly Member[]): Promise<void>
  rename(step: Step, group: PushedGroup, displayName: string, members: readonly Member[]): Promise<void>
}
