import { describe, expect, test } from 'vitest'
import { errorOf, Group, listFixtures, readFixture, TYPES, User } from '../../test/support.ts'
import { acceptCreate, acceptReplace, applyPatch, type Json, type JsonObject, parsePatch } from '../index.ts'

interface PatchFixture {
  readonly source: string
  readonly type: 'User' | 'Group'
  readonly before: JsonObject
  readonly request: Json
  readonly after?: JsonObject
  readonly changed?: boolean
  readonly memberChanges?: readonly Json[]
  readonly error?: { readonly status: number; readonly scimType: string }
}

interface CreateFixture {
  readonly source: string
  readonly type: 'User' | 'Group'
  readonly body: JsonObject
  readonly document: JsonObject
}

const fixtures = [...listFixtures('rfc'), ...listFixtures('entra')]
const isPatch = (name: string): boolean => 'request' in readFixture<JsonObject>(name)
const isCreate = (name: string): boolean => 'body' in readFixture<JsonObject>(name)

describe('a recorded PATCH', () => {
  test.each(fixtures.filter(isPatch))('%s', (name) => {
    const fixture = readFixture<PatchFixture>(name)
    const type = TYPES[fixture.type]
    if (type === undefined) throw new Error(`no type ${fixture.type}`)
    const apply = () => applyPatch(type, parsePatch(fixture.request), fixture.before)
    if (fixture.error !== undefined) {
      expect(errorOf(apply)).toMatchObject(fixture.error)
      return
    }
    const result = apply()
    expect(result.document).toEqual(fixture.after)
    expect(result.changed).toBe(fixture.changed)
    expect(result.memberChanges).toEqual(fixture.memberChanges ?? [])
  })
})

describe('a recorded POST', () => {
  test.each(fixtures.filter(isCreate))('%s', (name) => {
    const fixture = readFixture<CreateFixture>(name)
    const type = TYPES[fixture.type]
    if (type === undefined) throw new Error(`no type ${fixture.type}`)
    expect(acceptCreate(type, fixture.body).document).toEqual(fixture.document)
  })
})

describe("the RFC's resources", () => {
  test.each([
    ['rfc/rfc7643-8.1-minimal-user.json', User],
    ['rfc/rfc7643-8.3-enterprise-user.json', User],
    ['rfc/rfc7643-8.4-group.json', Group],
  ] as const)('%s comes in and goes round unchanged', (name, type) => {
    const body = readFixture<JsonObject>(name)
    const { id, meta: _meta, password: _password, groups: _groups, members: _members, ...attributes } = body
    const created = acceptCreate(type, body)
    const extension = attributes['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'] as JsonObject | undefined
    const manager = extension?.manager as JsonObject | undefined
    expect(created.document).toEqual({
      active: type === User ? true : undefined,
      ...attributes,
      // displayName of the manager is read-only.
      ...(extension === undefined
        ? {}
        : {
            'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
              ...extension,
              manager: { value: manager?.value, $ref: manager?.$ref },
            },
          }),
    })
    const current = { ...created.document, id }
    expect(acceptReplace(type, body, current).document).toEqual(current)
  })
})
