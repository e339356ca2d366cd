import type { Json } from '@rollcall/scim-core'
import { findUnknownAttributes } from '@rollcall/store'
import { describe, expect, test } from 'vitest'
import { applyPolicy, createResource, InvalidInputError, patchResource, replaceResource } from '../src/index.ts'
import { createSpaces, patchBody, refusal, useInstance, usePolicy, userBody } from './support.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** What the four demands of the default contract want. */
const whole = (userName: string, more: object = {}): Json =>
  userBody(userName, {
    name: { givenName: 'Ada', familyName: 'Byron' },
    emails: [{ value: `${userName}@example.com`, type: 'work', primary: true }],
    ...more,
  })

describe('an attribute contract', () => {
  const instance = useInstance('sqlite')
  const { ctx } = instance
  const prepare = async (contract: object) => usePolicy(instance, await createSpaces(instance), { contract })
  const document = async (space: Parameters<typeof createResource>[1], body: Json) =>
    JSON.parse((await createResource(ctx, space, body)).view.row.doc)

  test.each<[string, object, string]>([
    ['a given name', { name: { familyName: 'Byron' } }, 'Given name (name.givenName) is required'],
    ['a family name', { name: { givenName: 'Ada' } }, 'Family name (name.familyName) is required'],
    ['an e-mail address', { emails: [] }, 'Primary email (emails.value) is required'],
  ])('asks for %s by default', async (_what, more, text) => {
    const { users } = await prepare({})
    const error = await refusal(createResource(ctx, users, whole('ada', more)))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue' })
    expect(error.message).toContain(text)
    await createResource(ctx, users, whole('ada'))
  })

  const language = (mode: string) => ({
    required: [],
    constraints: [{ kind: 'iso639-1', path: 'preferredLanguage', mode }],
  })
  test.each<[string, string, string | undefined]>([
    ['reject', 'en', 'en'],
    ['reject', 'en-US', undefined],
    ['reject', 'EN', undefined],
    ['coerce', 'en-US', 'en'],
    ['coerce', 'German', 'de'],
    ['coerce', 'Klingonese', undefined],
    ['warn', 'Klingonese', 'Klingonese'],
  ])('with mode %s makes of the language %s: %s', async (mode, given, stored) => {
    const { users } = await prepare(language(mode))
    const body = userBody('ada', { preferredLanguage: given })
    if (stored === undefined) {
      const error = await refusal(createResource(ctx, users, body))
      expect(error.message).toContain('Preferred language (preferredLanguage) must be a language code of ISO 639-1')
      expect(error.message).not.toContain(given)
    } else {
      expect(await document(users, body)).toMatchObject({ preferredLanguage: stored })
    }
  })

  test.each<[object, object, object | string]>([
    [
      { kind: 'iso3166-1', path: 'addresses.country' },
      { addresses: [{ country: 'gbr' }] },
      { addresses: [{ country: 'GB' }] },
    ],
    [{ kind: 'iso3166-1', path: 'addresses.country' }, { addresses: [{ country: 'Atlantis' }] }, 'ISO 3166-1'],
    [
      { kind: 'e164', path: 'phoneNumbers[type eq "work"]', country: 'GB' },
      {
        phoneNumbers: [
          { value: '020 7183 8750', type: 'work' },
          { value: 'x', type: 'fax' },
        ],
      },
      {
        phoneNumbers: [
          { value: '+442071838750', type: 'work' },
          { value: 'x', type: 'fax' },
        ],
      },
    ],
    [{ kind: 'e164', path: 'phoneNumbers' }, { phoneNumbers: [{ value: '12' }] }, 'E.164'],
    [{ kind: 'length', path: 'title', max: 3 }, { title: '𝒜bcd' }, { title: '𝒜bc' }],
    [{ kind: 'pattern', path: 'title', pattern: '[a-z]+' }, { title: 'abc' }, { title: 'abc' }],
    [
      { kind: 'pattern', path: 'title', pattern: '[a-z]+' },
      { title: 'abc1' },
      'Title (title) must be a value that matches',
    ],
    [
      { kind: 'enum', path: 'userType', values: ['Agent'], caseExact: true },
      { userType: 'agent' },
      { userType: 'Agent' },
    ],
    [{ kind: 'enum', path: 'userType', values: ['Agent'] }, { userType: 'agent' }, { userType: 'agent' }],
    [{ kind: 'enum', path: 'userType', values: ['Agent'] }, { userType: 'Boss' }, 'one of Agent'],
    [
      { kind: 'length', path: `${ENTERPRISE}:department`, max: 2 },
      { [ENTERPRISE]: { department: 'Sales' } },
      { [ENTERPRISE]: { department: 'Sa' } },
    ],
  ])('puts right, or refuses, what breaks %j', async (constraint, given, outcome) => {
    const { users } = await prepare({ required: [], constraints: [{ ...constraint, mode: 'coerce' }] })
    const work = createResource(ctx, users, userBody('ada', given))
    if (typeof outcome === 'string') expect((await refusal(work)).message).toContain(outcome)
    else expect(JSON.parse((await work).view.row.doc)).toMatchObject(outcome)
  })

  test('never holds what is stored already against a change that leaves it alone', async () => {
    const spaces = await createSpaces(instance)
    const { view } = await createResource(ctx, spaces.users, userBody('ada', { preferredLanguage: 'xx-YY' }))
    const { users } = await usePolicy(instance, spaces, { contract: { ...language('reject'), required: ['title'] } })
    const { id } = view.row
    const off = await patchResource(ctx, users, id, patchBody({ op: 'replace', path: 'active', value: false }))
    expect(off.view.row.active).toBe(0)
    await replaceResource(ctx, users, id, userBody('ada', { preferredLanguage: 'xx-YY', active: true }))
    for (const body of [patchBody({ op: 'replace', path: 'preferredLanguage', value: 'yy' })]) {
      expect((await refusal(patchResource(ctx, users, id, body))).scimType).toBe('invalidValue')
    }
    await patchResource(ctx, users, id, patchBody({ op: 'add', path: 'title', value: 'Countess' }))
    const removed = patchResource(ctx, users, id, patchBody({ op: 'remove', path: 'title' }))
    expect((await refusal(removed)).message).toContain('Title (title) is required')
  })

  test('ignores or rejects what is unknown, as it says', async () => {
    const body = userBody('ada', { shoeSize: 42, 'urn:example:x:badge': 7 })
    const lenient = await prepare({ required: [], unknown: 'ignore' })
    expect(await document(lenient.users, body)).not.toHaveProperty('shoeSize')
    const strict = await prepare({ required: [], unknown: 'reject' })
    const error = await refusal(createResource(ctx, strict.users, body))
    expect(error.message).toContain('shoeSize, urn:example:x:badge')
  })

  test('keeps what is unknown beside the resource, where it says so', async () => {
    const { tenantId, users } = await prepare({ required: [], unknown: 'store' })
    const { view } = await createResource(ctx, users, userBody('ada', { shoeSize: 42 }))
    const kept = async () =>
      JSON.parse(
        (await instance.store.read(tenantId, (db) => findUnknownAttributes(db, tenantId, view.row.id))) ?? '{}',
      )
    expect(JSON.parse(view.row.doc)).not.toHaveProperty('shoeSize')
    expect(await kept()).toEqual({ shoeSize: 42 })
    await patchResource(ctx, users, view.row.id, patchBody({ op: 'replace', value: { hat: 'L', active: true } }))
    expect(await kept()).toEqual({ shoeSize: 42, hat: 'L' })
    await replaceResource(ctx, users, view.row.id, userBody('ada', { hat: 'M' }))
    expect(await kept()).toEqual({ hat: 'M' })
  })

  test('takes only what it lists, where it says so', async () => {
    const contract = {
      required: ['userName', 'name.familyName'],
      optional: ['emails', 'phoneNumbers[type eq "work"].value', `${ENTERPRISE}:department`],
      onlyListed: true,
    }
    const given = {
      name: { familyName: 'Byron', givenName: 'Ada' },
      title: 'Countess',
      emails: [{ value: 'ada@example.com' }],
      phoneNumbers: [
        { value: '1', type: 'work' },
        { value: '2', type: 'home' },
      ],
      [ENTERPRISE]: { department: 'Sales', costCenter: '7' },
    }
    const { users } = await prepare(contract)
    const { id: _, ...stored } = await document(users, userBody('ada', given))
    expect(stored).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: 'ada',
      name: { familyName: 'Byron' },
      active: true,
      emails: [{ value: 'ada@example.com' }],
      phoneNumbers: [{ value: '1', type: 'work' }],
      [ENTERPRISE]: { department: 'Sales' },
    })
    const strict = await prepare({ ...contract, unknown: 'reject' })
    expect((await refusal(createResource(ctx, strict.users, userBody('ada', given)))).message).toContain('title')
  })

  test.each<[object, string]>([
    [{ required: ['nosuch'] }, 'contract.required.0'],
    [{ constraints: [{ kind: 'pattern', path: 'title', pattern: '(' }] }, 'contract.constraints.0'],
    [{ constraints: [{ kind: 'length', path: 'emails[', max: 3 }] }, 'contract.constraints.0'],
    [{ constraints: [{ kind: 'iso639-2', path: 'title' }] }, 'contract.constraints.0.kind'],
    [{ unknown: 'maybe' }, 'contract.unknown'],
    [{ nosuch: 1 }, 'contract'],
  ])('is refused as %j, naming the place', async (contract, place) => {
    const { tenantId, users } = await createSpaces(instance)
    const work = applyPolicy(ctx, tenantId, { directories: { [users.directory.slug]: { contract } } } as Json)
    const error = await work.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(InvalidInputError)
    expect((error as InvalidInputError).path).toContain(place)
  })
})
