import { listResourcesById } from '@rollcall/store'
import { expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import {
  create,
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  fixture,
  GROUP,
  ids,
  memberIds,
  names,
  onEachDatabase,
  read,
  total,
  USER,
  unique,
  userBody,
} from '../support.ts'

const PRINTED: AnyJson = fixture('rfc/rfc7643-8.7.1-characteristics.json')

/** How an attribute differs from the default kind, in the words of the fixture. */
function characteristicsOf(attributes: readonly AnyJson[], prefix = ''): [string, string][] {
  return attributes.flatMap((each): [string, string][] => {
    const words = [
      each.type === 'string' ? '' : each.referenceTypes ? `${each.type}(${each.referenceTypes})` : each.type,
      each.multiValued ? 'multiValued' : '',
      each.required ? 'required' : '',
      each.caseExact ? 'caseExact' : '',
      each.mutability === 'readWrite' ? '' : each.mutability,
      each.returned === 'default' ? '' : `returned=${each.returned}`,
      (each.uniqueness ?? 'none') === 'none' ? '' : `unique=${each.uniqueness}`,
      each.canonicalValues ? `canonical(${each.canonicalValues})` : '',
    ]
    const path = `${prefix}${each.name}`
    return [
      [path, words.filter((word) => word !== '').join(' ')],
      ...characteristicsOf(each.subAttributes ?? [], `${path}.`),
    ]
  })
}

onEachDatabase('RFC 7643: the data model', (shared) => {
  test('[1] attribute names are taken in any case and answered in the spelling of the schema', async () => {
    const userName = unique()
    const created = await create(shared.client, '/Users', {
      SCHEMAS: [USER],
      USERNAME: userName,
      Name: { FAMILYNAME: 'Jensen' },
      EMAILS: [{ VALUE: userName, Type: 'work' }],
    })
    expect(created).toMatchObject({
      userName,
      name: { familyName: 'Jensen' },
      emails: [{ value: userName, type: 'work' }],
    })
    expect(created).not.toHaveProperty('USERNAME')
    expect(await names(shared.client, '/Users', `USERNAME eq "${userName}"`)).toEqual([userName])
    const projected = await shared.client.get(`/Users/${created.id}?ATTRIBUTES=uSERnAME`)
    expect(Object.keys(projected.json).sort()).toEqual(['id', 'schemas', 'userName'])
    const patched = await shared.client.change(`/Users/${created.id}`, {
      OP: 'Replace',
      PATH: 'NAME.familyname',
      Value: 'B',
    })
    expect(patched.json.name).toEqual({ familyName: 'B' })
    expect((await shared.client.get('/Users?sortBy=USERNAME&count=1')).status).toBe(200)
  })

  test.each([
    ['1st eq "a"', 'a leading digit'],
    ['na$me eq "a"', 'a dollar sign inside'],
    ['na me eq "a"', 'a space'],
    ['nämé eq "a"', 'letters outside ASCII'],
  ])('[2] a name of other characters is refused: %s (%s)', async (filter) => {
    expectError(await shared.client.find('/Users', filter), 400, 'invalidFilter')
  })

  test('[2] $ref is a name', async () => {
    expect((await shared.client.find('/Groups', 'members.$ref pr')).status).toBe(200)
  })

  test('[3] a schema states every characteristic', async () => {
    const { json } = await shared.client.get(`/Schemas/${USER}`)
    const nickName = json.attributes.find((each: { name: string }) => each.name === 'nickName')
    expect(nickName).toMatchObject({
      type: 'string',
      multiValued: false,
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    })
  })

  test.each([
    'Zoë Müller',
    '日本語 テスト',
    '🦊👩‍👩‍👧',
    'e\u0301 vs \u00e9',
    ' spaces  kept ',
    'tab\tnew\nline',
    '"quotes" \\ /',
    '\u2028\u2029',
    'عربى',
  ])('[4] keeps the exact text %j', async (text) => {
    const user = await createUser(shared.client, { displayName: text, nickName: text })
    expect(user.displayName).toBe(text)
    expect((await read(shared.client, '/Users', user)).nickName).toBe(text)
    const changed = await shared.client.change(`/Users/${user.id}`, { op: 'replace', path: 'title', value: text })
    expect(changed.json.title).toBe(text)
    const found = await shared.client.find('/Users', `title eq ${JSON.stringify(text)}`)
    expect(found.json.totalResults).toBeGreaterThan(0)
  })

  test('[5] booleans are answered as JSON booleans', async () => {
    const user = await createUser(shared.client, { active: 'True', emails: [{ value: 'a@b.c', primary: 'true' }] })
    expect(user.active).toBe(true)
    expect(user.emails[0].primary).toBe(true)
  })

  test.each([
    ['active', 'yes'],
    ['active', 1],
    ['active', {}],
    ['emails', [{ value: 'a@b.c', primary: 'perhaps' }]],
    ['userName', 5],
    ['userName', true],
    ['displayName', ['a', 'b']],
    ['displayName', { a: 1 }],
    ['name', 'Jensen'],
    ['name', 7],
    ['emails', 5],
    ['emails', 'a@b.c'],
    ['emails', [7]],
    ['emails', [['a@b.c']]],
    ['x509Certificates', [{ value: 5 }]],
  ])('[5] a value of another type is refused: %s %j', async (name, value) => {
    const before = await total(shared.client)
    expectError(await shared.client.post('/Users', userBody({ [name]: value })), 400, 'invalidValue|invalidSyntax')
    expect(await total(shared.client)).toBe(before)
  })

  test('[6] dates have a time and an offset', async () => {
    const { meta } = await createUser(shared.client)
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
    expect(meta.created).toMatch(instant)
    expect(meta.lastModified).toMatch(instant)
  })

  test.each(['2020-01-01', 'yesterday', '2020-13-01T00:00:00Z', ''])(
    '[6] a filter on a date refuses %j',
    async (text) => {
      expectError(await shared.client.find('/Users', `meta.created gt "${text}"`), 400, 'invalidFilter|invalidValue')
    },
  )

  test('[7] binary is base64 or base64url, kept as sent', async () => {
    for (const value of ['TWFu', 'TWE=', '-_-_']) {
      const user = await createUser(shared.client, { x509Certificates: [{ value }] })
      expect(user.x509Certificates[0].value).toBe(value)
    }
  })

  test.each(['not base64!', 'TWE', '====', 'a'])('[7] what is not base64 is refused: %j', async (value) => {
    const answer = await shared.client.post('/Users', userBody({ x509Certificates: [{ value }] }))
    if (value === 'TWE') expect(answer.status).toBe(201)
    else expectError(answer, 400, 'invalidValue|invalidSyntax')
  })

  test('[8] the $ref of a member and of a group can be fetched', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client, { members: [{ value: user.id, $ref: `../Users/${user.id}` }] })
    const [member] = (await read(shared.client, '/Groups', group)).members
    const [groupOfUser] = (await read(shared.client, '/Users', user)).groups
    for (const [reference, id] of [
      [member.$ref, user.id],
      [groupOfUser.$ref, group.id],
      [user.meta.location, user.id],
    ]) {
      const url = new URL(reference, `${shared.client.baseUrl}/`).href
      expect(url.startsWith(`${shared.client.baseUrl}/`), url).toBe(true)
      const answer = await shared.client.get(url.slice(shared.client.baseUrl.length))
      expect(answer.json.id).toBe(id)
    }
  })

  test('[9] two primary values are refused', async () => {
    const emails = [
      { value: 'a@example.com', primary: true },
      { value: 'b@example.com', primary: true },
    ]
    expectError(await shared.client.post('/Users', userBody({ emails })), 400, 'invalidValue')
  })

  test('[9] equal (type, value) pairs come back once', async () => {
    const user = await createUser(shared.client, {
      emails: [
        { value: 'a@example.com', type: 'work' },
        { value: 'a@example.com', type: 'work', primary: true },
        { value: 'a@example.com', type: 'home' },
      ],
    })
    expect(user.emails).toHaveLength(2)
    expect(user.emails).toContainEqual({ value: 'a@example.com', type: 'work', primary: true })
  })

  test('[10] null, an empty array and absence are the same', async () => {
    const user = await createUser(shared.client, {
      nickName: null,
      emails: [],
      name: null,
      title: '',
      phoneNumbers: null,
    })
    for (const name of ['nickName', 'emails', 'name', 'title', 'phoneNumbers']) expect(user).not.toHaveProperty([name])
    for (const name of ['nickName', 'emails', 'name', 'title']) {
      expect(await names(shared.client, '/Users', `userName eq "${user.userName}" and ${name} pr`)).toEqual([])
    }
    expect(await names(shared.client, '/Users', `userName eq "${user.userName}" and nickName eq null`)).toEqual([
      user.userName,
    ])
  })

  test('[11] schemas names the base schema, and an extension only where it is used', async () => {
    expect((await createUser(shared.client)).schemas).toEqual([USER])
    const listed = await create(shared.client, '/Users', { ...userBody(), schemas: [USER, ENTERPRISE] })
    expect(listed.schemas).toEqual([USER])
    const used = await createUser(shared.client, { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: 'x' } })
    expect(used.schemas).toEqual([USER, ENTERPRISE])
    const cleared = await shared.client.change(`/Users/${used.id}`, { op: 'remove', path: `${ENTERPRISE}:department` })
    expect(cleared.json.schemas).toEqual([USER])
    expect(cleared.json).not.toHaveProperty([ENTERPRISE])
  })

  test.each([
    ['missing', undefined],
    ['empty', []],
    ['of another type', [GROUP]],
    ['null', null],
    ['a number', 5],
  ])('[11] a body whose schemas is %s is refused', async (_what, schemas) => {
    const before = await total(shared.client)
    expectError(await shared.client.post('/Users', { ...userBody(), schemas }), 400, 'invalidSyntax|invalidValue')
    expect(await total(shared.client)).toBe(before)
  })

  test('[12] ids are issued by the server, stable, unique, and never looked up in another case', async () => {
    const first = await createUser(shared.client, { id: 'mine' })
    const second = await createUser(shared.client)
    expect(first.id).not.toBe('mine')
    expect(first.id).not.toBe(second.id)
    expect(first.id).not.toMatch(/bulkid/i)
    expect((await read(shared.client, '/Users', first)).id).toBe(first.id)
    expect((await shared.client.get('/Users/mine')).status).toBe(404)
    expect((await shared.client.get(`/Users/${first.id.toUpperCase()}`)).status).toBe(404)
    expect((await shared.client.get(`/Groups/${first.id}`)).status).toBe(404)
    expect((await shared.client.get(`/Users/${first.id}?attributes=userName`)).json.id).toBe(first.id)
    expect((await shared.client.get(`/Users/${first.id}?excludedAttributes=id`)).json.id).toBe(first.id)
  })

  test('[13] externalId is told apart by case, unique in a directory, free in another one', async () => {
    const externalId = unique('Ext')
    const first = await createUser(shared.client, { externalId })
    const other = await createUser(shared.client, { externalId: externalId.toUpperCase() })
    expect(await names(shared.client, '/Users', `externalId eq "${externalId}"`)).toEqual([first.userName])
    expect(await names(shared.client, '/Users', `externalId eq "${externalId.toUpperCase()}"`)).toEqual([
      other.userName,
    ])
    expectError(await shared.client.post('/Users', userBody({ externalId })), 409, 'uniqueness')
    const elsewhere = await shared.server.addDirectory()
    expect((await elsewhere.client.post('/Users', userBody({ externalId }))).status).toBe(201)
  })

  test('[14] meta is the server’s and ignored when sent', async () => {
    const meta = {
      resourceType: 'Group',
      created: '1999-01-01T00:00:00Z',
      lastModified: '04-12-2018 00:00:00',
      version: 'W/"99"',
      location: 'x',
    }
    const user = await createUser(shared.client, { meta })
    expect(user.meta.resourceType).toBe('User')
    expect(user.meta.created).not.toBe(meta.created)
    expect(user.meta.version).not.toBe(meta.version)
    expect(user.meta.location).toBe(`${shared.client.baseUrl}/Users/${user.id}`)
    const replaced = await shared.client.put(`/Users/${user.id}`, {
      ...userBody({ userName: user.userName, nickName: 'n' }),
      meta,
    })
    expect(replaced.json.meta.created).toBe(user.meta.created)
    expectError(
      await shared.client.change(`/Users/${user.id}`, { op: 'replace', path: 'meta.created', value: meta.created }),
      400,
      'mutability',
    )
  })

  test('[15] [16] Content-Location and ETag equal meta.location and meta.version', async () => {
    const user = await createUser(shared.client)
    const answer = await shared.client.get(`/Users/${user.id}`)
    expect(answer.headers['content-location']).toBe(answer.json.meta.location)
    expect(answer.headers.etag).toBe(answer.json.meta.version)
    expect(answer.headers.etag).toMatch(/^W\/"/)
  })

  test('[17] lastModified equals created until the first change and moves with each', async () => {
    const user = await createUser(shared.client)
    expect(user.meta.lastModified).toBe(user.meta.created)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const { json } = await shared.client.change(`/Users/${user.id}`, { op: 'replace', value: { nickName: 'n' } })
    expect(json.meta.created).toBe(user.meta.created)
    expect(json.meta.lastModified > user.meta.lastModified).toBe(true)
    expect(json.meta.version).not.toBe(user.meta.version)
  })

  test('[18] extension values are kept under their URN, whether schemas lists it or not', async () => {
    const user = await createUser(shared.client, { [ENTERPRISE]: { department: 'Tours' }, department: 'none' })
    expect(user[ENTERPRISE]).toEqual({ department: 'Tours' })
    expect(user).not.toHaveProperty('department')
    const otherCase = await createUser(shared.client, { [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'Tours' } })
    expect(otherCase[ENTERPRISE]).toEqual({ department: 'Tours' })
  })

  test('[19] userName is unique without regard to case and kept as sent', async () => {
    const userName = `MiXed.${unique()}`
    const user = await createUser(shared.client, { userName })
    expect(user.userName).toBe(userName)
    expectError(await shared.client.post('/Users', userBody({ userName: userName.toUpperCase() })), 409, 'uniqueness')
    expect(await names(shared.client, '/Users', `userName eq "${userName.toUpperCase()}"`)).toEqual([userName])
  })

  test.each([[undefined], [''], ['   '], [null]])('[19] a userName of %j is refused', async (userName) => {
    expectError(await shared.client.post('/Users', { ...userBody(), userName }), 400, 'invalidValue')
  })

  test('[20] a password is accepted and shows nowhere', async () => {
    const password = 'Sesame-4711'
    const body = userBody({ password })
    const created = await shared.client.post('/Users', body)
    const path = `/Users/${created.json.id}`
    const answers = [
      created,
      await shared.client.get(path),
      await shared.client.get(`${path}?attributes=password,userName`),
      await shared.client.put(path, { ...body, password: `${password}2` }),
      await shared.client.change(path, { op: 'replace', value: { password: `${password}3` } }),
      await shared.client.change(path, { op: 'replace', path: 'password', value: `${password}4` }),
      await shared.client.find('/Users', `userName eq "${body.userName}"`),
    ]
    for (const answer of answers) {
      expect(answer.status, answer.text).toBeLessThan(300)
      expect(answer.text).not.toContain(password)
      expect(answer.json).not.toHaveProperty('password')
    }
  })

  test('[20] a password is not kept', async () => {
    const password = unique('Sesame')
    const user = await createUser(shared.client, { password })
    await shared.client.change(`/Users/${user.id}`, { op: 'replace', path: 'password', value: password })
    const { tenant_id: tenantId } = shared.server.directory
    const rows = await shared.server.store.read(tenantId, (db) => listResourcesById(db, tenantId, [user.id]))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(password)
  })

  test('[21] an inactive user stays readable and listed', async () => {
    const user = await createUser(shared.client, { active: false })
    expect((await read(shared.client, '/Users', user)).active).toBe(false)
    expect(await names(shared.client, '/Users', `userName eq "${user.userName}"`)).toEqual([user.userName])
    expect(await names(shared.client, '/Users', `userName eq "${user.userName}" and active eq false`)).toEqual([
      user.userName,
    ])
    expect(await names(shared.client, '/Users', `userName eq "${user.userName}" and active eq true`)).toEqual([])
  })

  test('[22] [26] a full profile comes back as it was sent', async () => {
    const userName = unique()
    const profile = {
      name: {
        formatted: 'Ms. B J Jensen',
        familyName: 'Jensen',
        givenName: 'B',
        middleName: 'J',
        honorificPrefix: 'Ms.',
        honorificSuffix: 'III',
      },
      displayName: 'B Jensen',
      nickName: 'Babs',
      profileUrl: 'https://login.example.com/bjensen',
      title: 'Guide',
      userType: 'Employee',
      preferredLanguage: 'en-US',
      locale: 'en-US',
      timezone: 'America/Los_Angeles',
      active: true,
      emails: [{ value: userName, display: 'mail', type: 'work', primary: true }],
      phoneNumbers: [
        { value: '415.123.4567', type: 'work' },
        { value: 'tel:+1-201-555-0123', type: 'mobile' },
      ],
      ims: [{ value: 'someaim', type: 'aim' }],
      photos: [{ value: 'https://photos.example.com/F', type: 'photo' }],
      addresses: [
        {
          formatted: 'x',
          streetAddress: '100 Universal',
          locality: 'Hollywood',
          region: 'CA',
          postalCode: '91608',
          country: 'US',
          type: 'work',
          primary: true,
        },
      ],
      entitlements: [{ value: 'e', type: 'anything' }],
      roles: [{ value: 'r', display: 'Role', type: 'base', primary: true }],
      x509Certificates: [{ value: 'TWFu' }],
      [ENTERPRISE]: {
        employeeNumber: '701984',
        costCenter: '4130',
        organization: 'Universal',
        division: 'Theme Park',
        department: 'Tours',
        manager: { value: '26118915', $ref: '../Users/26118915' },
      },
    }
    const user = await createUser(shared.client, { userName, ...profile })
    expect(user).toMatchObject(profile)
    expect(await read(shared.client, '/Users', user)).toEqual({ ...user, groups: [] })
  })

  test('[23] groups of a user are computed, direct and indirect, and cannot be written', async () => {
    const user = await createUser(shared.client, { groups: [{ value: 'x' }] })
    expect(user.groups ?? []).toEqual([])
    const inner = await createGroup(shared.client, { members: [{ value: user.id }] })
    const outer = await createGroup(shared.client, { members: [{ value: inner.id }] })
    const { groups } = await read(shared.client, '/Users', user)
    expect(groups).toHaveLength(2)
    expect(groups).toContainEqual(
      expect.objectContaining({ value: inner.id, type: 'direct', display: inner.displayName }),
    )
    expect(groups).toContainEqual(
      expect.objectContaining({ value: outer.id, type: 'indirect', display: outer.displayName }),
    )
    expectError(
      await shared.client.change(`/Users/${user.id}`, { op: 'add', path: 'groups', value: [{ value: outer.id }] }),
      400,
      'mutability',
    )
  })

  test.each([[undefined], [''], [null], [5]])(
    '[24] a group whose displayName is %j is refused',
    async (displayName) => {
      expectError(
        await shared.client.post('/Groups', { schemas: [GROUP], displayName }),
        400,
        'invalidValue|invalidSyntax',
      )
    },
  )

  test('[24] a member has a value, a $ref and the type of what it names', async () => {
    const user = await createUser(shared.client, { displayName: 'Shown' })
    const inner = await createGroup(shared.client)
    const group = await createGroup(shared.client, { members: [{ value: user.id }, { value: inner.id, type: 'User' }] })
    const { members } = await read(shared.client, '/Groups', group)
    expect(members).toContainEqual({ value: user.id, $ref: user.meta.location, type: 'User', display: 'Shown' })
    expect(members).toContainEqual({
      value: inner.id,
      $ref: inner.meta.location,
      type: 'Group',
      display: inner.displayName,
    })
  })

  test('[25] groups may nest, in a circle too, and reads end', async () => {
    const user = await createUser(shared.client)
    const a = await createGroup(shared.client, { members: [{ value: user.id }] })
    const b = await createGroup(shared.client, { members: [{ value: a.id }] })
    await shared.client.change(`/Groups/${a.id}`, { op: 'add', path: 'members', value: [{ value: b.id }] })
    await shared.client.change(`/Groups/${a.id}`, { op: 'add', path: 'members', value: [{ value: a.id }] })
    expect(
      (await read(shared.client, '/Users', user)).groups.map((each: { value: string }) => each.value).sort(),
    ).toEqual(ids(a, b))
    expect(await memberIds(shared.client, b)).toEqual([a.id])
    expect((await shared.client.delete(`/Groups/${a.id}`)).status).toBe(204)
  })

  test('[26] manager.displayName is read-only: ignored in a body', async () => {
    const user = await createUser(shared.client, { [ENTERPRISE]: { manager: { value: 'm', displayName: 'Boss' } } })
    expect(user[ENTERPRISE].manager).toEqual({ value: 'm' })
  })

  test('[27] the characteristics are those of RFC 7643 8.7.1 with the errata applied', async () => {
    const schemas = (await shared.client.get('/Schemas')).json.Resources
    type Attribute = { name: string; subAttributes?: Attribute[] }
    const attribute = (urn: string, ...path: string[]) =>
      path.reduce(
        (holder: Attribute | undefined, name) => (holder?.subAttributes ?? []).find((each) => each.name === name),
        { name: urn, subAttributes: schemas.find((each: { id: string }) => each.id === urn).attributes } as
          | Attribute
          | undefined,
      )
    for (const [urn, path, expected] of [
      [USER, ['userName'], { required: true, uniqueness: 'server', caseExact: false }],
      [USER, ['password'], { mutability: 'writeOnly', returned: 'never' }],
      [USER, ['groups'], { mutability: 'readOnly', multiValued: true }],
      [USER, ['groups', '$ref'], { referenceTypes: ['Group'] }],
      [USER, ['active'], { type: 'boolean' }],
      [USER, ['emails', 'type'], { canonicalValues: ['work', 'home', 'other'] }],
      [USER, ['profileUrl'], { type: 'reference', referenceTypes: ['external'] }],
      [USER, ['x509Certificates', 'value'], { type: 'binary' }],
      [GROUP, ['displayName'], { required: true }],
      [GROUP, ['members', 'value'], { mutability: 'immutable' }],
      [GROUP, ['members', '$ref'], { type: 'reference', referenceTypes: ['User', 'Group'] }],
      [ENTERPRISE, ['manager', 'value'], { caseExact: true }],
      [ENTERPRISE, ['manager', 'displayName'], { mutability: 'readOnly' }],
    ] as const) {
      expect(attribute(urn, ...path), `${urn}:${path.join('.')}`).toMatchObject(expected)
    }
    for (const name of ['emails', 'name', 'addresses']) expect(attribute(USER, name)).not.toHaveProperty('uniqueness')
    for (const name of ['roles', 'entitlements'])
      expect(attribute(USER, name, 'type')).not.toHaveProperty('canonicalValues')
  })

  test.each([USER, ENTERPRISE, GROUP])('[27] every characteristic of %s is as printed', async (urn) => {
    const { json } = await shared.client.get(`/Schemas/${urn}`)
    expect(Object.fromEntries(characteristicsOf(json.attributes))).toEqual(PRINTED[urn])
  })

  test('[28] user names that look alike are one: composed, decomposed, in any case', async () => {
    const tail = unique()
    const user = await createUser(shared.client, { userName: `zo\u00eb.${tail}` })
    expect(await names(shared.client, '/Users', `userName eq "ZOE\u0308.${tail}"`)).toEqual([user.userName])
    expectError(await shared.client.post('/Users', userBody({ userName: `zoe\u0308.${tail}` })), 409, 'uniqueness')
  })
})
