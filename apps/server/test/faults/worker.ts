import type { AnyJson } from '@rollcall/scim-api/testing'
import { type FaultAnswer, FaultClient, isRefusal, promisesNothing } from './client.ts'
import { contentOf, demand, Ledger, type Pending } from './ledger.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** Bounds of what one worker keeps alive. */
const MAX_USERS = 30
const MAX_OWN_GROUPS = 3

/** How one write ended: answered 2xx; refused for now; no answer. */
export type Outcome = 'answered' | 'refused' | 'cut'

/** One client: random writes, one after the other, and the ledger of what it was promised. */
export class Worker {
  readonly ledger = new Ledger()
  readonly counts = { answered: 0, refused: 0, cut: 0 }
  /** Hears of every write that was answered 2xx, before the next one is sent. */
  onAnswered: ((requestId: string) => Promise<void>) | undefined
  readonly #name: string
  readonly #shared: readonly string[]
  readonly #token: string
  #client: FaultClient
  #made = 0

  constructor(name: string, origin: string, token: string, shared: readonly string[]) {
    this.#name = name
    this.#shared = shared
    this.#token = token
    this.#client = new FaultClient(origin, token)
  }

  /** Talks to another server from now on. */
  connect(origin: string): void {
    this.#client.close()
    this.#client = new FaultClient(origin, this.#token)
  }

  close(): void {
    this.#client.close()
  }

  /** Writes until told to stop or until a write remains without answer. */
  async run(until: { readonly stopped: boolean }, pauseWhenRefused: () => Promise<void> = unexpected): Promise<void> {
    while (!until.stopped && this.ledger.pending === undefined) {
      if ((await this.step()) === 'refused') await pauseWhenRefused()
    }
  }

  /** One random write. Throws on any answer that is neither 2xx nor a proper refusal. */
  async step(): Promise<Outcome> {
    const outcome = await this.#write(this.#choose())
    this.counts[outcome] += 1
    return outcome
  }

  #choose(): Pending {
    const { users, ownGroups } = this.ledger
    const ids = [...users.keys()]
    const dice = Math.random()
    if (ids.length < 4 || (dice < 0.3 && ids.length < MAX_USERS)) return this.#newUser()
    if (dice < 0.55) return this.#changedUser(pick(ids))
    if (dice < 0.85) return this.#movedMembers(ids)
    if (dice < 0.92) return { kind: 'deleteUser', id: pick(ids) }
    if (ownGroups.size < MAX_OWN_GROUPS) {
      this.#made += 1
      return { kind: 'createGroup', displayName: `${this.#name} group ${this.#made}`, members: some(ids, 5) }
    }
    return { kind: 'deleteGroup', id: pick([...ownGroups.keys()]) }
  }

  #newUser(): Pending {
    this.#made += 1
    const userName = `${this.#name}-${this.#made}@example.com`
    const emails = [{ value: userName, type: 'work', primary: true }]
    const name = { givenName: this.#name, familyName: `Number ${this.#made}` }
    return { kind: 'createUser', sent: { schemas: [USER], userName, name, emails, active: true } }
  }

  #changedUser(id: string): Pending {
    this.#made += 1
    const before = this.ledger.users.get(id)
    const emails = [{ value: `mail-${this.#made}-of-${this.#name}@example.com`, type: 'work', primary: true }]
    const after = { ...contentOf(before), title: `Title ${this.#made}`, active: !before.active, emails }
    return { kind: 'changeUser', id, after }
  }

  #movedMembers(ids: readonly string[]): Pending {
    const groupId = pick([...this.#shared, ...this.ledger.ownGroups.keys()])
    const present = this.ledger.membersOf(groupId)
    const add = some(
      ids.filter((id) => !present.has(id)),
      3,
    )
    const remove = some([...present], 2)
    return add.length + remove.length > 0 ? { kind: 'changeMembers', groupId, add, remove } : this.#newUser()
  }

  async #write(pending: Pending): Promise<Outcome> {
    this.ledger.pending = pending
    let answer: FaultAnswer
    try {
      answer = await this.#send(pending)
    } catch (error) {
      demand((error as NodeJS.ErrnoException).code !== undefined, 'a broken answer', String(error))
      return 'cut'
    }
    if (isRefusal(answer)) {
      // What does not promise that nothing was changed stays pending: the server itself cannot know.
      if (promisesNothing(answer)) this.ledger.pending = undefined
      return 'refused'
    }
    demand(answer.status >= 200 && answer.status < 300, 'neither done nor refused', pending, answer)
    this.ledger.pending = undefined
    this.#keep(pending, answer.json)
    await this.onAnswered?.(String(answer.headers['x-request-id']))
    return 'answered'
  }

  #send(pending: Pending): Promise<FaultAnswer> {
    switch (pending.kind) {
      case 'createUser':
        return this.#client.send('POST', '/Users', pending.sent)
      case 'changeUser': {
        const { title, active, emails } = pending.after
        return this.#client.change(`/Users/${pending.id}`, { op: 'replace', value: { title, active, emails } })
      }
      case 'deleteUser':
        return this.#client.send('DELETE', `/Users/${pending.id}`)
      case 'createGroup': {
        const members = pending.members.map((value) => ({ value }))
        return this.#client.send('POST', '/Groups', { schemas: [GROUP], displayName: pending.displayName, members })
      }
      case 'deleteGroup':
        return this.#client.send('DELETE', `/Groups/${pending.id}`)
      case 'changeMembers': {
        const operations: AnyJson[] = pending.remove.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }))
        if (pending.add.length > 0)
          operations.push({ op: 'add', path: 'members', value: pending.add.map((value) => ({ value })) })
        return this.#client.change(`/Groups/${pending.groupId}`, ...operations)
      }
    }
  }

  #keep(pending: Pending, body: AnyJson): void {
    switch (pending.kind) {
      case 'createUser':
        this.ledger.keepUser(body)
        break
      case 'changeUser':
        this.ledger.keepUser(body)
        break
      case 'deleteUser':
        this.ledger.forgetUser(pending.id)
        break
      case 'createGroup':
        this.ledger.keepGroup(body.id, pending.displayName, pending.members)
        break
      case 'deleteGroup':
        this.ledger.forgetGroup(pending.id)
        break
      case 'changeMembers':
        this.ledger.moveMembers(pending.groupId, pending.add, pending.remove)
        break
    }
  }
}

const unexpected = async () => {
  throw new Error('a write was refused although nothing was wrong')
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T
}

/** At least one, where there is one. */
function some<T>(values: readonly T[], most: number): T[] {
  const left = [...values]
  const taken: T[] = []
  const count = 1 + Math.floor(Math.random() * most)
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(Math.floor(Math.random() * left.length), 1))
  }
  return taken
}
