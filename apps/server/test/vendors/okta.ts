import { type AnyJson, ScimClient, type ScimResponse } from '@rollcall/scim-api/testing'
import { expect } from 'vitest'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What an Okta app maps of a user; `more` goes into the body as it is. */
export interface Profile {
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly externalId: string
  readonly more?: Readonly<Record<string, unknown>>
}

let counter = 0

/** Somebody new; the same name twice gives two people. */
export function profileOf(name: string, more: Readonly<Record<string, unknown>> = {}): Profile {
  counter += 1
  const [givenName = '', familyName = 'Example'] = name.split(' ')
  const userName = `${givenName}.${familyName}.${process.pid}-${counter}@example.com`.toLowerCase()
  const externalId = `00u${String(counter).padStart(7, '0')}${process.pid}`.padEnd(20, 'x')
  return { userName, givenName, familyName, email: userName, externalId, more }
}

export interface OktaAppOptions {
  /** As it is typed into "Base URL", with or without a slash at its end. */
  readonly baseUrl: string
  /** `wizard`: App Integration Wizard, all by GET and PUT. `catalogue`: PATCH for activation and groups. */
  readonly kind: 'wizard' | 'catalogue'
  /** The whole header. */
  readonly authorization: string
  /** Another name of the server than the one in the base URL: a sub-domain. */
  readonly host?: string
}

/**
 * What Okta sends for what its admin does, body by body.
 * https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
 */
export class OktaApp {
  readonly kind: OktaAppOptions['kind']
  readonly #client: ScimClient
  readonly #authorization: string
  readonly #headers: Record<string, string>

  constructor({ baseUrl, kind, authorization, host }: OktaAppOptions) {
    this.kind = kind
    this.#headers = {
      'User-Agent': 'Okta SCIM Client 1.0.0',
      'Accept-Charset': 'utf-8',
      ...(host !== undefined && { Host: host }),
    }
    this.#client = new ScimClient(baseUrl.replace(/\/$/, ''), '')
    this.#authorization = authorization
  }

  close(): void {
    this.#client.close()
  }

  send(method: string, path: string, body?: unknown): Promise<ScimResponse> {
    return this.#client.send(method, path, {
      ...(body !== undefined && { body }),
      authorization: this.#authorization,
      headers: this.#headers,
    })
  }

  /** "Test API Credentials", "Test Connector Configuration", and saving To App. */
  testCredentials = (): Promise<ScimResponse> => this.send('GET', '/Users?startIndex=1&count=2')

  async lookUp(endpoint: 'Users' | 'Groups', attribute: string, value: string): Promise<AnyJson | undefined> {
    const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`)
    const answer = await this.send('GET', `/${endpoint}?filter=${filter}&startIndex=1&count=100`)
    expect(answer.status, answer.text).toBe(200)
    return answer.json.Resources[0]
  }

  /** Assignment: look up, then create, or take over what is there by GET and PUT. */
  async tryAssign(profile: Profile): Promise<ScimResponse> {
    const found = await this.lookUp('Users', 'userName', profile.userName)
    return found === undefined ? this.create(profile) : this.tryUpdate(found.id, { ...toMapped(profile), active: true })
  }

  async assign(profile: Profile): Promise<AnyJson> {
    const answer = await this.tryAssign(profile)
    expect([200, 201], answer.text).toContain(answer.status)
    return answer.json
  }

  create = (profile: Profile): Promise<ScimResponse> => this.send('POST', '/Users', toCreateBody(profile))

  /** A profile push: GET, the mapped attributes set in that very JSON, PUT. */
  async tryUpdate(id: string, mapped: object): Promise<ScimResponse> {
    return this.send('PUT', `/Users/${id}`, { ...(await this.user(id)), ...mapped })
  }

  async update(id: string, mapped: object): Promise<AnyJson> {
    const answer = await this.tryUpdate(id, mapped)
    expect(answer.status, answer.text).toBe(200)
    return answer.json
  }

  /** Unassignment and reassignment, as this kind of app says it. */
  trySetActive(id: string, active: boolean): Promise<ScimResponse> {
    if (this.kind === 'wizard') return this.tryUpdate(id, { active })
    return this.send('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations: [{ op: 'replace', value: { active } }] })
  }

  async setActive(id: string, active: boolean): Promise<void> {
    const answer = await this.trySetActive(id, active)
    expect([200, 204], answer.text).toContain(answer.status)
  }

  unassign = (id: string): Promise<void> => this.setActive(id, false)

  async user(id: string): Promise<AnyJson> {
    const answer = await this.send('GET', `/Users/${id}`)
    expect(answer.status, answer.text).toBe(200)
    return answer.json
  }

  async group(id: string): Promise<AnyJson> {
    const answer = await this.send('GET', `/Groups/${id}`)
    expect(answer.status, answer.text).toBe(200)
    return answer.json
  }

  /** Push Groups: look up, create or link, then the members. */
  async pushGroup(displayName: string, members: readonly AnyJson[] = []): Promise<AnyJson> {
    const found = await this.lookUp('Groups', 'displayName', displayName)
    if (found !== undefined) return this.#fill(found, members)
    const created = await this.send('POST', '/Groups', {
      schemas: [GROUP],
      displayName,
      members: this.kind === 'wizard' ? members.map(toMember) : [],
    })
    expect(created.status, created.text).toBe(201)
    return this.#fill(created.json, members)
  }

  async #fill(group: AnyJson, members: readonly AnyJson[]): Promise<AnyJson> {
    if (this.kind === 'catalogue') await this.changeGroup(group, { add: members })
    return this.group(group.id)
  }

  /** A membership change or a rename: one PATCH, or the whole by PUT. */
  async tryChangeGroup(
    { id, displayName: present }: AnyJson,
    { displayName = present, add = [], remove = [] }: GroupChange,
  ): Promise<ScimResponse> {
    if (this.kind === 'catalogue') {
      const removals = remove.map((member) => ({ op: 'remove', path: `members[value eq "${member.id}"]` }))
      const additions = add.length === 0 ? [] : [{ op: 'add', path: 'members', value: add.map(toMember) }]
      const Operations = [{ op: 'replace', value: { id, displayName } }, ...removals, ...additions]
      return this.send('PATCH', `/Groups/${id}`, { schemas: [PATCH], Operations })
    }
    const { members = [] } = await this.group(id)
    const gone = new Set(remove.map((member) => member.id))
    const kept = members
      .filter((member: AnyJson) => !gone.has(member.value))
      .map(({ value, display }: AnyJson) => ({ value, display }))
    return this.send('PUT', `/Groups/${id}`, {
      schemas: [GROUP],
      id,
      displayName,
      members: [...kept, ...add.map(toMember)],
    })
  }

  async changeGroup(group: AnyJson, change: GroupChange): Promise<void> {
    const answer = await this.tryChangeGroup(group, change)
    expect([200, 204], answer.text).toContain(answer.status)
  }

  /** "Push now": the membership becomes what Okta has. */
  async pushNow({ id, displayName }: AnyJson, members: readonly AnyJson[]): Promise<void> {
    const value = members.map(toMember)
    const answer =
      this.kind === 'wizard'
        ? await this.send('PUT', `/Groups/${id}`, { schemas: [GROUP], id, displayName, members: value })
        : await this.send('PATCH', `/Groups/${id}`, {
            schemas: [PATCH],
            Operations: [{ op: 'replace', path: 'members', value }],
          })
    expect([200, 204], answer.text).toContain(answer.status)
  }

  /** "Unlink pushed group", with "Delete the group in the target app". */
  async deleteGroup({ id }: AnyJson): Promise<void> {
    expect((await this.send('DELETE', `/Groups/${id}`)).status).toBe(204)
  }

  /** Import, and "Refresh App Groups": every page, until totalResults. */
  async importAll(endpoint: 'Users' | 'Groups', count = 100): Promise<AnyJson[]> {
    const all: AnyJson[] = []
    for (;;) {
      const answer = await this.send('GET', `/${endpoint}?startIndex=${all.length + 1}&count=${count}`)
      expect(answer.status, answer.text).toBe(200)
      all.push(...answer.json.Resources)
      if (all.length >= answer.json.totalResults || answer.json.Resources.length === 0) return all
    }
  }
}

interface GroupChange {
  readonly displayName?: string
  readonly add?: readonly AnyJson[]
  readonly remove?: readonly AnyJson[]
}

const toMember = ({ id, userName = null }: AnyJson) => ({ value: id, display: userName })

/** The attributes that the templates map. */
export const toMapped = ({ userName, givenName, familyName, email, externalId, more }: Profile) => ({
  userName,
  name: { givenName, familyName },
  emails: [{ primary: true, value: email, type: 'work' }],
  displayName: `${givenName} ${familyName}`,
  locale: 'en-US',
  externalId,
  ...more,
})

/** Okta fills `password` of a create with 8 meaningless characters unless password sync is on. */
export const toCreateBody = (profile: Profile) => ({
  schemas: [USER],
  ...toMapped(profile),
  groups: [],
  password: '1mz050nq',
  active: true,
  ...profile.more,
})
