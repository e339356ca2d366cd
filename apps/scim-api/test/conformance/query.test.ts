import { applyDefinitions } from '@rollcall/provisioning'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import {
  create,
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  LIST,
  names,
  onEachDatabase,
  SEARCH,
  USER,
  unique,
  userBody,
} from '../support.ts'

/** Five people whom only the tag in their title tells from everybody else's. */
const people = (tag: string): Record<string, unknown>[] => [
  {
    userName: `Ann@${tag}`,
    title: tag,
    nickName: 'Zed',
    active: true,
    externalId: `${tag}-A`,
    name: { familyName: 'Ångström', givenName: 'Ann' },
    emails: [
      { value: `ann@work.${tag}`, type: 'work', primary: true },
      { value: `ann@home.${tag}`, type: 'home' },
    ],
    [ENTERPRISE]: { department: 'Sales', employeeNumber: '7', manager: { value: 'Boss-1' } },
  },
  {
    userName: `bob@${tag}`,
    title: tag,
    nickName: 'abe',
    active: false,
    externalId: `${tag}-b`,
    name: { familyName: 'Bond' },
    emails: [
      { value: `bob@home.${tag}`, type: 'home' },
      { value: `bob@work.${tag}`, type: 'work', primary: false },
    ],
    [ENTERPRISE]: { department: 'sales', employeeNumber: '10' },
  },
  {
    userName: `cy@${tag}`,
    title: tag,
    name: { familyName: 'bond', givenName: 'Cy "the" \\ Kid' },
    [ENTERPRISE]: { department: 'Support' },
  },
  { userName: `dee@${tag}`, title: tag, nickName: 'Mid', emails: [{ value: `dee@work.${tag}` }] },
  {
    userName: `Eve@${tag}`,
    title: tag,
    nickName: 'mid',
    roles: [{ value: 'admin', type: 'base' }],
    userType: '100%_off',
  },
]

onEachDatabase('RFC 7644 3.4: query', (shared) => {
  const tag = 'q.example.com'
  let all: AnyJson[] = []
  beforeAll(async () => {
    all = []
    for (const person of people(tag)) all.push(await create(shared.client, '/Users', { schemas: [USER], ...person }))
  })
  const short = (list: readonly string[]) =>
    list
      .map((name) => (name.split('@')[0] as string).toLowerCase())
      .sort()
      .join(' ')
  const matches = async (filter: string) =>
    short(await names(shared.client, '/Users', `title eq "${tag}" and (${filter})`))

  test('[63] a ListResponse has totalResults, Resources, startIndex, itemsPerPage, as integers', async () => {
    const { json } = await shared.client.find('/Users', `title eq "${tag}"`)
    expect(json).toMatchObject({ schemas: [LIST], totalResults: 5, startIndex: 1, itemsPerPage: 5 })
    for (const user of json.Resources) expect(user.meta.location).toBe(`${shared.client.baseUrl}/Users/${user.id}`)
  })

  test('[63] no match is 200 with empty Resources', async () => {
    const { json, status } = await shared.client.find('/Users', 'userName eq "nobody"')
    expect(status).toBe(200)
    expect(json).toEqual({ schemas: [LIST], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] })
  })

  test('[64] totalResults is the same on each page; pages neither overlap nor miss anybody', async () => {
    const seen: string[] = []
    for (const startIndex of [1, 3, 5, 7]) {
      const { json } = await shared.client.find('/Users', `title eq "${tag}"`, `startIndex=${startIndex}&count=2`)
      expect(json.totalResults).toBe(5)
      expect(json.startIndex).toBe(startIndex)
      expect(json.itemsPerPage).toBe(json.Resources.length)
      seen.push(...json.Resources.map((user: AnyJson) => user.id))
    }
    expect(seen.sort()).toEqual(all.map((user) => user.id).sort())
  })

  describe('[65] [66] [67] [68] [69] [70] [71] filters', () => {
    test.each([
      ['[65] eq', `userName eq "ann@${tag}"`, 'ann'],
      ['[65] ne', `userName ne "ann@${tag}"`, 'bob cy dee eve'],
      ['[65] co', 'userName co "NN@"', 'ann'],
      ['[65] sw', 'userName sw "E"', 'eve'],
      ['[65] ew', `emails.value ew "@work.${tag}"`, 'ann bob dee'],
      ['[65] pr', 'nickName pr', 'ann bob dee eve'],
      ['[65] not', 'not (nickName pr)', 'cy'],
      ['[65] not without a blank', 'not(nickName pr)', 'cy'],
      [
        '[65] operators in any case',
        `userName EQ "ann@${tag}" OR userName Eq "bob@${tag}" AND NOT (nickName PR)`,
        'ann',
      ],
      ['[65] and binds before or', `userName sw "ann" or userName sw "bob" and active eq true`, 'ann'],
      ['[65] parentheses', '(userName sw "ann" or userName sw "bob") and active eq false', 'bob'],
      ['[65] or of terms that no index serves', 'nickName eq null or userName co "ob@"', 'bob cy'],
      ['[65] no wildcard: percent', 'userType co "%"', 'eve'],
      ['[65] no wildcard: underscore', 'nickName sw "_"', ''],
      ['[65] no wildcard: percent sw', 'userName sw "%"', ''],
      ['[66] escapes', 'name.givenName eq "Cy \\"the\\" \\\\ Kid"', 'cy'],
      ['[66] unicode escapes', 'name.familyName eq "\\u00c5ngstr\\u00f6m"', 'ann'],
      ['[66] null', 'nickName eq null', 'cy'],
      ['[66] ne null', 'nickName ne null', 'ann bob dee eve'],
      ['[66] an escaped surrogate pair', 'nickName eq "\\ud83e\\udd8a"', ''],
      ['[67] not caseExact', 'nickName eq "MID"', 'dee eve'],
      ['[67] caseExact: externalId', `externalId eq "${tag}-B"`, ''],
      ['[67] caseExact: externalId, same case', `externalId eq "${tag}-b"`, 'bob'],
      ['[67] caseExact: manager.value', `${ENTERPRISE}:manager.value eq "boss-1"`, ''],
      ['[67] caseExact: manager.value, same case', `${ENTERPRISE}:manager.value eq "Boss-1"`, 'ann'],
      ['[67] beyond ASCII', 'name.familyName eq "ÅNGSTRÖM"', 'ann'],
      ['[68] gt on strings', 'nickName gt "abe"', 'ann dee eve'],
      ['[68] ge', 'nickName ge "abe"', 'ann bob dee eve'],
      ['[68] lt', 'nickName lt "mid"', 'bob'],
      ['[68] le', 'nickName le "MID"', 'bob dee eve'],
      ['[68] strings are lexical, not numeric', `${ENTERPRISE}:employeeNumber lt "7"`, 'bob'],
      [
        '[68] dates are chronological, whatever the offset',
        'meta.created gt "2020-01-01T00:00:00+14:00"',
        'ann bob cy dee eve',
      ],
      ['[68] dates without fractions', 'meta.lastModified lt "2020-01-01T00:00:00Z"', ''],
      ['[69] pr of a complex attribute', 'name pr', 'ann bob cy'],
      ['[69] pr of a sub-attribute', 'name.givenName pr', 'ann cy'],
      ['[69] pr of false', `active pr and userName sw "bob"`, 'bob'],
      ['[69] pr of a multi-valued attribute', 'emails pr', 'ann bob dee'],
      ['[69] pr of an extension attribute', `${ENTERPRISE}:manager pr`, 'ann'],
      ['[70] any value matches', `emails.value eq "ann@home.${tag}"`, 'ann'],
      ['[70] value is implied', `emails eq "BOB@home.${tag}"`, 'bob'],
      ['[70] value is implied: co', 'emails co "@home"', 'ann bob'],
      ['[70] separate terms may meet different values', 'emails.type eq "work" and emails.value sw "bob@home"', 'bob'],
      ['[70] a value path binds terms to one value', 'emails[type eq "work" and value sw "bob@home"]', ''],
      ['[70] a value path that holds', 'emails[type eq "work" and value sw "bob@work"]', 'bob'],
      ['[70] or in a value path', 'emails[type eq "home" or value sw "dee"]', 'ann bob dee'],
      ['[70] not in a value path', 'emails[not (type eq "work")]', 'ann bob dee'],
      ['[70] ne in a value path', 'emails[type eq "work" and primary ne true]', 'bob'],
      ['[70] a comparison after a value path', `emails[type eq "work"].value eq "ann@work.${tag}"`, 'ann'],
      ['[70] a comparison after a value path, another value', `emails[type eq "work"].value eq "ann@home.${tag}"`, ''],
      ['[70] booleans in a value path', 'emails[primary eq true]', 'ann'],
      ['[71] a core attribute with its URN', `${USER}:userName eq "ann@${tag}"`, 'ann'],
      ['[71] URN and sub-attribute', `${USER}:name.familyName sw "BON"`, 'bob cy'],
      ['[71] URN and value path', `${USER}:emails[type eq "home"]`, 'ann bob'],
      ['[71] an extension attribute', `${ENTERPRISE}:department eq "SALES"`, 'ann bob'],
      ['[71] URN in another case', `${ENTERPRISE.toUpperCase()}:DEPARTMENT eq "support"`, 'cy'],
      ['[71] schemas', `schemas eq "${ENTERPRISE}"`, 'ann bob cy'],
      ['id', 'id pr', 'ann bob cy dee eve'],
      ['meta.resourceType', 'meta.resourceType eq "User"', 'ann bob cy dee eve'],
      ['roles', 'roles[type eq "base"].value eq "ADMIN"', 'eve'],
      ['blanks around', '  nickName   eq   "abe"  ', 'bob'],
    ])('%s: %s', async (_title, filter, expected) => {
      expect(await matches(filter)).toBe(expected)
    })

    test('the id, exactly', async () => {
      const [ann] = all
      expect(await matches(`id eq "${ann.id}"`)).toBe('ann')
      expect(await matches(`id eq "${ann.id.toUpperCase()}"`)).toBe('')
      expect(
        await matches(`meta.created ge "${ann.meta.created}" and meta.created le "${ann.meta.created}"`),
      ).toContain('ann')
    })
  })

  test.each([
    ['+05:30', 330],
    ['-11:00', -660],
  ])('[68] a date is the same instant with the offset %s', async (offset, minutes) => {
    const [ann] = all
    const local = new Date(Date.parse(ann.meta.created) + minutes * 60_000).toISOString().replace('Z', offset)
    expect(await matches(`id eq "${ann.id}" and meta.created eq "${local}"`)).toBe('ann')
  })

  test.each([
    ['[65] unknown operator', 'userName xx "a"'],
    ['[65] a sign', 'userName = "a"'],
    ['[65] no value', 'userName eq'],
    ['[65] no operator', 'userName'],
    ['[65] open parenthesis', '(userName eq "a"'],
    ['[65] stray parenthesis', 'userName eq "a")'],
    ['[65] two filters', 'userName eq "a" userName eq "b"'],
    ['[65] and without a right side', 'userName eq "a" and'],
    ['[65] not without parentheses', 'not userName eq "a"'],
    ['[66] an unquoted value', 'userName eq abc'],
    ['[66] single quotes', "userName eq 'abc'"],
    ['[66] no closing quote', 'userName eq "abc'],
    ['[66] a bad escape', 'userName eq "a\\x"'],
    ['[66] a raw line break in a string', 'userName eq "a\nb"'],
    ['[66] a bad number', 'userName eq 01'],
    ['[66] a value of another type', 'active eq "perhaps"'],
    ['[66] a number for a string', 'userName eq 5'],
    ['[68] gt on a boolean', 'active gt true'],
    ['[68] co on a boolean', 'active co "r"'],
    ['[68] gt on binary', 'x509Certificates.value gt "TWFu"'],
    ['[68] a date without time', 'meta.created gt "2020-01-01"'],
    ['[70] brackets on a singular attribute', 'name[givenName eq "a"]'],
    ['[70] an unknown sub-attribute', 'emails[nope eq "a"]'],
    ['[70] an unknown sub-attribute, dotted', 'emails.nope eq "a"'],
    ['[71] an unknown URN', 'urn:nope:User:userName eq "a"'],
    ['unknown attribute', 'nope eq "a"'],
    ['[73] password', 'password eq "a"'],
    ['[73] password pr', 'password pr'],
    ['[73] password sw', 'password sw "a"'],
    ['complex attribute', 'name eq "a"'],
  ])('a bad filter is a 400 invalidFilter: %s: %s', async (_title, filter) => {
    expectError(await shared.client.find('/Users', filter), 400, 'invalidFilter')
    expectError(await shared.client.post('/Users/.search', { schemas: [SEARCH], filter }), 400, 'invalidFilter')
  })

  test('[72] at the root an attribute that a type lacks counts as unassigned', async () => {
    const group = await createGroup(shared.client)
    await createGroup(shared.client)
    const { json } = await shared.client.get(
      `/?filter=${encodeURIComponent(`displayName eq "${group.displayName}" or userName eq "ann@${tag}"`)}`,
    )
    expect(json.totalResults).toBe(2)
    expect(json.Resources.map((each: AnyJson) => each.meta.resourceType).sort()).toEqual(['Group', 'User'])
    const onlyGroups = await shared.client.get(`/?filter=${encodeURIComponent('not (userName pr)')}`)
    expect(onlyGroups.json.Resources.every((each: AnyJson) => each.meta.resourceType === 'Group')).toBe(true)
  })

  const sorted = async (query: string) => {
    const { json } = await shared.client.find('/Users', `title eq "${tag}"`, query)
    return json.Resources.map((user: AnyJson) => user.userName.split('@')[0].toLowerCase()).join(' ')
  }

  test.each([
    ['sortBy=userName', 'ann bob cy dee eve'],
    ['sortBy=userName&sortOrder=descending', 'eve dee cy bob ann'],
    ['sortBy=userName&sortOrder=ASCENDING', 'ann bob cy dee eve'],
    ['sortBy=nickName', 'bob dee eve ann cy'],
    ['sortBy=nickName&sortOrder=descending', 'cy ann dee eve bob'],
    ['sortBy=emails', 'ann bob dee cy eve'],
    ['sortBy=emails.value&count=2&startIndex=2', 'bob dee'],
    [`sortBy=${ENTERPRISE}:employeeNumber`, 'bob ann cy dee eve'],
    ['sortBy=meta.created', 'ann bob cy dee eve'],
    ['sortBy=externalId', 'ann bob cy dee eve'],
  ])('[74] %s', async (query, expected) => {
    expect(await sorted(query)).toBe(expected)
  })

  test('[74] sortBy of name.familyName ignores case and puts missing values last', async () => {
    const order = (await sorted('sortBy=name.familyName')).split(' ')
    expect(order.slice(3).sort()).toEqual(['dee', 'eve'])
    expect(order.indexOf('bob')).toBeLessThan(order.indexOf('cy'))
  })

  test('[74] a multi-valued attribute sorts by its primary value, wherever that stands', async () => {
    const title = unique('primary')
    const first = await createUser(shared.client, {
      title,
      emails: [{ value: 'z@example.com' }, { value: 'a@example.com', primary: true }],
    })
    const second = await createUser(shared.client, { title, emails: [{ value: 'm@example.com' }] })
    const { json } = await shared.client.find('/Users', `title eq "${title}"`, 'sortBy=emails')
    expect(json.Resources.map((user: AnyJson) => user.id)).toEqual([first.id, second.id])
  })

  test.each(['sortBy=nope', 'sortBy=password', 'sortBy=emails[type', 'sortBy=userName&sortOrder=up'])(
    '[74] refuses %s',
    async (query) => {
      expectError(await shared.client.get(`/Users?${query}`), 400)
    },
  )

  test.each([
    ['startIndex=0', 1, 5],
    ['startIndex=-7', 1, 5],
    ['startIndex=5', 5, 1],
    ['startIndex=6', 6, 0],
    ['startIndex=1000000000', 1000000000, 0],
    ['count=0', 1, 0],
    ['count=-3', 1, 0],
    ['count=-1', 1, 0],
    ['count=2', 1, 2],
    ['count=1000000', 1, 5],
    ['count=', 1, 5],
    ['startIndex=2&count=3', 2, 3],
  ])('[75] %s', async (query, startIndex, itemsPerPage) => {
    const { json, status } = await shared.client.find('/Users', `title eq "${tag}"`, query)
    expect(status).toBe(200)
    expect(json).toMatchObject({ totalResults: 5, startIndex, itemsPerPage })
    expect(json.Resources).toHaveLength(itemsPerPage)
  })

  test('[29] [75] a page holds filter.maxResults at most, however many match', async () => {
    const { client } = await shared.server.addDirectory()
    const { filter, bulk } = (await client.get('/ServiceProviderConfig')).json
    const population = Array.from({ length: filter.maxResults + 1 }, (_, index) => index)
    for (let start = 0; start < population.length; start += bulk.maxOperations) {
      const Operations = population
        .slice(start, start + bulk.maxOperations)
        .map((index) => ({ method: 'POST', path: '/Users', bulkId: String(index), data: userBody() }))
      await client.post('/Bulk', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations })
    }
    const { json, status } = await client.get(`/Users?count=${population.length}&attributes=userName`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ totalResults: population.length, itemsPerPage: filter.maxResults })
    expect(json.Resources).toHaveLength(filter.maxResults)
  })

  test.each(['count=abc', 'startIndex=1.5', 'count=1&count=2', 'startIndex=NaN', 'filter=a&filter=b'])(
    '[75] refuses %s',
    async (query) => {
      expectError(await shared.client.get(`/Users?${query}`), 400)
    },
  )

  test('[76] attributes: the minimum and what is named', async () => {
    const [ann] = all
    const get = async (query: string) => (await shared.client.get(`/Users/${ann.id}?${query}`)).json
    const keys = async (query: string) => Object.keys(await get(query)).sort()
    expect(await keys('attributes=userName')).toEqual(['id', 'schemas', 'userName'])
    expect(await get('attributes=name.familyName,emails.type')).toEqual({
      schemas: ann.schemas,
      id: ann.id,
      name: { familyName: 'Ångström' },
      emails: [{ type: 'work' }, { type: 'home' }],
    })
    expect(await keys('attributes=nope')).toEqual(['id', 'schemas'])
    expect(await keys('attributes=password')).toEqual(['id', 'schemas'])
    expect((await get(`attributes=${ENTERPRISE}:department`))[ENTERPRISE]).toEqual({ department: 'Sales' })
    expect((await get(`attributes=${ENTERPRISE}`))[ENTERPRISE]).toEqual(ann[ENTERPRISE])
    expect(await keys(`attributes=${USER}:userName`)).toEqual(['id', 'schemas', 'userName'])
    expect(await keys('attributes=meta')).toEqual(['id', 'meta', 'schemas'])
  })

  test('[76] excludedAttributes: the default set without what is named', async () => {
    const [ann] = all
    const { json } = await shared.client.get(
      `/Users/${ann.id}?excludedAttributes=emails,name.givenName,${ENTERPRISE},id,schemas,meta`,
    )
    for (const name of ['emails', ENTERPRISE, 'meta']) expect(json).not.toHaveProperty([name])
    expect(json.name).toEqual({ familyName: 'Ångström' })
    expect(json).toMatchObject({ id: ann.id, schemas: ann.schemas })
  })

  test('[76] what is returned on request is shown only where it is named', async () => {
    const { client, directory } = await shared.server.addDirectory()
    const urn = 'urn:example:schemas:1.0:OnRequest'
    const target = { tenantId: directory.tenant_id, directoryId: directory.id }
    const attributes = [{ name: 'note', returned: 'request' }, { name: 'tag' }]
    await applyDefinitions(shared.server.ctx, target, { id: urn, attributes })
    const user = await createUser(client, { [urn]: { note: 'n', tag: 't' } })
    expect(user[urn]).toEqual({ tag: 't' })
    expect((await client.get(`/Users/${user.id}`)).json[urn]).toEqual({ tag: 't' })
    expect((await client.get(`/Users/${user.id}?attributes=${urn}:note`)).json[urn]).toEqual({ note: 'n' })
  })

  test('[76] both apply to POST, PUT, PATCH and lists', async () => {
    const body = userBody({ nickName: 'n' })
    const created = await shared.client.post('/Users?attributes=nickName', body)
    expect(created.status).toBe(201)
    expect(Object.keys(created.json).sort()).toEqual(['id', 'nickName', 'schemas'])
    expect(created.headers.location).toBe(`${shared.client.baseUrl}/Users/${created.json.id}`)
    const path = `/Users/${created.json.id}`
    expect(Object.keys((await shared.client.put(`${path}?attributes=nickName`, body)).json).sort()).toEqual([
      'id',
      'nickName',
      'schemas',
    ])
    expect((await shared.client.put(`${path}?excludedAttributes=nickName`, body)).json).not.toHaveProperty('nickName')
    const patched = await shared.client.change(`${path}?excludedAttributes=meta`, {
      op: 'replace',
      value: { nickName: 'm' },
    })
    expect(patched.json).not.toHaveProperty('meta')
    const list = await shared.client.find('/Users', `title eq "${tag}"`, 'attributes=userName')
    for (const user of list.json.Resources) expect(Object.keys(user).sort()).toEqual(['id', 'schemas', 'userName'])
  })

  test('[77] POST .search answers like the GET, creates nothing, at a type and at the root', async () => {
    const before = (await shared.client.get('/Users?count=0')).json.totalResults
    const filter = `title eq "${tag}"`
    const search = {
      schemas: [SEARCH],
      filter,
      startIndex: 2,
      count: 2,
      sortBy: 'userName',
      sortOrder: 'descending',
      attributes: ['userName'],
    }
    const answer = await shared.client.post('/Users/.search', search)
    expect(answer.status).toBe(200)
    const query = 'startIndex=2&count=2&sortBy=userName&sortOrder=descending&attributes=userName'
    expect(answer.json).toEqual((await shared.client.find('/Users', filter, query)).json)
    const root = await shared.client.post('/.search', { schemas: [SEARCH], filter })
    expect(root.json.totalResults).toBe(5)
    expect((await shared.client.get('/Users?count=0')).json.totalResults).toBe(before)
  })

  test.each([
    [{}],
    [{ schemas: [USER] }],
    [{ schemas: [SEARCH], count: 'x' }],
    [{ schemas: [SEARCH], attributes: 5 }],
    [{ schemas: [SEARCH], filter: {} }],
    [[]],
    ['x'],
  ])('[77] refuses the SearchRequest %j', async (body) => {
    expectError(await shared.client.post('/Users/.search', body), 400)
  })

  test('[78] .search takes a filter that no URL would carry', async () => {
    const filter = Array.from({ length: 150 }, (_, index) => `userName eq "nobody-${index}-${'x'.repeat(60)}"`).join(
      ' or ',
    )
    const answer = await shared.client.post('/Users/.search', {
      schemas: [SEARCH],
      filter: `${filter} or userName eq "ann@${tag}"`,
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json.totalResults).toBe(1)
  })

  test('[79] a page is cut at maxResults rather than refused with tooMany', async () => {
    const answer = await shared.client.get('/Users?count=2147483648')
    expect(answer.status).toBe(200)
  })

  test('groups are found by name, externalId and member', async () => {
    const user = await createUser(shared.client)
    const externalId = unique('gx')
    const group = await createGroup(shared.client, { externalId, members: [{ value: user.id }] })
    const other = await createGroup(shared.client)
    for (const filter of [
      `displayName eq "${group.displayName.toUpperCase()}"`,
      `externalId eq "${externalId}"`,
      `members.value eq "${user.id}"`,
      `members eq "${user.id}"`,
      `members[value eq "${user.id}"]`,
      `members[value eq "${user.id}" and type eq "User"]`,
      `id eq "${group.id}" and members eq "${user.id}"`,
    ]) {
      expect(await names(shared.client, '/Groups', filter), filter).toEqual([group.displayName])
    }
    expect(await names(shared.client, '/Groups', `id eq "${other.id}" and members eq "${user.id}"`)).toEqual([])
    expect(await names(shared.client, '/Users', `groups.value eq "${group.id}"`)).toEqual([user.userName])
    expect(await names(shared.client, '/Users', `groups.display eq "${group.displayName}"`)).toEqual([user.userName])
  })
})
