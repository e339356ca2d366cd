import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyJson, ScimRequestOptions } from '../testing/index.ts'
import {
  createGroup,
  createUser,
  expectError,
  GROUP,
  onEachDatabase,
  PATCH_OP,
  SEARCH,
  USER,
  unique,
  userBody,
} from './support.ts'

const MIB = 1024 * 1024
const json = (value: unknown) => JSON.stringify(value)
const minimal = () => json(userBody())

onEachDatabase('Bad input', (shared) => {
  let user: AnyJson
  let group: AnyJson
  beforeAll(async () => {
    user = await createUser(shared.client, { nickName: 'n', emails: [{ value: 'a@b.c', type: 'work' }] })
    group = await createGroup(shared.client, { members: [{ value: user.id }] })
  })

  /** Everything that is stored, as a client sees it. */
  const everything = async () => {
    const { Resources } = (await shared.client.get('/?count=1000')).json
    return json(Resources)
  }

  describe('of the body', () => {
    const bodies: [string, ScimRequestOptions, number, string?][] = [
      ['no body at all', {}, 400, 'invalidSyntax'],
      ['an empty body', { raw: '' }, 400, 'invalidSyntax'],
      ['text/plain', { raw: minimal(), headers: { 'Content-Type': 'text/plain' } }, 415],
      ['a form', { raw: 'userName=a', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415],
      ['XML', { raw: '<User/>', headers: { 'Content-Type': 'application/xml' } }, 415],
      ['a type that only begins like ours', { raw: minimal(), headers: { 'Content-Type': 'application/jsonx' } }, 415],
      ['an unknown Content-Encoding', { raw: minimal(), headers: { 'Content-Encoding': 'snappy' } }, 415],
      ['gzip that is none', { raw: minimal(), headers: { 'Content-Encoding': 'gzip' } }, 400],
      [
        'gzip that is cut off',
        { raw: gzipSync(minimal()).subarray(0, 20), headers: { 'Content-Encoding': 'gzip' } },
        400,
      ],
      ['brotli that is none', { raw: minimal(), headers: { 'Content-Encoding': 'br' } }, 400],
      ['a gzip bomb', { raw: gzipSync(Buffer.alloc(40 * MIB, 0x20)), headers: { 'Content-Encoding': 'gzip' } }, 413],
      ['more than 16 MiB', { raw: Buffer.alloc(16 * MIB + 1, 0x20) }, 413],
      ['invalid UTF-8', { raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }, 400, 'invalidSyntax'],
      ['UTF-16', { raw: Buffer.from(minimal(), 'utf16le') }, 400, 'invalidSyntax'],
      ['an overlong encoding', { raw: Buffer.from([0x22, 0xc0, 0x80, 0x22]) }, 400, 'invalidSyntax'],
      ['20,000 arrays deep', { raw: '['.repeat(20_000) + ']'.repeat(20_000) }, 400, 'invalidSyntax'],
      ['20,000 objects deep', { raw: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}` }, 400, 'invalidSyntax'],
      [
        'a deep value inside',
        { raw: `{"schemas":["${USER}"],"userName":"a","name":${'['.repeat(200)}${']'.repeat(200)}}` },
        400,
        'invalidSyntax',
      ],
      ['a raw line break in a string', { raw: '{"userName":"a\nb"}' }, 400, 'invalidSyntax'],
      ['an array of users', { body: [userBody()] }, 400, 'invalidSyntax'],
      ['a string', { body: 'x' }, 400, 'invalidSyntax'],
      ['schemas as an object', { body: { ...userBody(), schemas: {} } }, 400],
      ['schemas holding numbers', { body: { ...userBody(), schemas: [USER, 5] } }, 400],
      ['a userName of 10,000 characters', { body: userBody({ userName: 'x'.repeat(10_000) }) }, 400, 'invalidValue'],
      [
        'an externalId of 10,000 characters',
        { body: userBody({ externalId: 'x'.repeat(10_000) }) },
        400,
        'invalidValue',
      ],
      [
        'a displayName of 1,000,000 characters',
        { body: userBody({ displayName: 'x'.repeat(1_000_000) }) },
        400,
        'invalidValue',
      ],
      [
        '5,000 e-mails',
        { body: userBody({ emails: Array.from({ length: 5_000 }, (_, index) => ({ value: `e${index}@x.y` })) }) },
        400,
        'invalidValue',
      ],
    ]

    test.each(bodies)('%s', async (_what, options, status, scimType) => {
      const before = await everything()
      for (const [method, path] of [
        ['POST', '/Users'],
        ['PUT', `/Users/${user.id}`],
      ] as const) {
        expectError(await shared.client.send(method, path, options), status, scimType)
      }
      expect(await everything()).toBe(before)
    })

    test.each([
      ['gzip', (text: string) => gzipSync(text)],
      ['deflate', (text: string) => deflateSync(text)],
      ['br', (text: string) => brotliCompressSync(text)],
    ])('a good body in %s is read', async (encoding, compress) => {
      const answer = await shared.client.send('POST', '/Users', {
        raw: compress(minimal()),
        headers: { 'Content-Encoding': encoding },
      })
      expect(answer.status).toBe(201)
    })

    test('500 e-mails work', async () => {
      const emails = Array.from({ length: 500 }, (_, index) => ({ value: `e${index}@example.com`, type: 'other' }))
      const made = await createUser(shared.client, { emails })
      expect(made.emails).toHaveLength(500)
    })

    test('200 operations in a PATCH work, 2,001 are a 400', async () => {
      const made = await createUser(shared.client)
      const operations = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ op: 'replace', path: 'nickName', value: `n${index}` }))
      expect((await shared.client.change(`/Users/${made.id}`, ...operations(200))).json.nickName).toBe('n199')
      expectError(await shared.client.change(`/Users/${made.id}`, ...operations(2_001)), 400)
    })

    test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
      'the name %s is a name like any other',
      async (name) => {
        const raw = `{"schemas":["${USER}"],"userName":"${unique()}","${name}":{"polluted":true,"admin":true},"name":{"${name}":{"polluted":true},"givenName":"g"}}`
        const answer = await shared.client.send('POST', '/Users', { raw })
        expect(answer.status, answer.text.slice(0, 300)).toBe(201)
        expect(answer.json.name).toEqual({ givenName: 'g' })
        expect(({} as AnyJson).polluted).toBeUndefined()
        for (const path of [name, `name.${name}`, `emails[${name} eq "x"].value`]) {
          expectError(await shared.client.change(`/Users/${answer.json.id}`, { op: 'replace', path, value: 'x' }), 400)
        }
        expectError(await shared.client.find('/Users', `${name} eq "x"`), 400, 'invalidFilter')
        expect((await shared.client.get(`/Users/${answer.json.id}?attributes=${name}`)).status).toBe(200)
        const patched = await shared.client.send('PATCH', `/Users/${answer.json.id}`, {
          raw: `{"schemas":["${PATCH_OP}"],"Operations":[{"op":"replace","value":{"${name}":{"polluted":true},"nickName":"k"}}]}`,
        })
        expect(patched.json.nickName).toBe('k')
        expect(({} as AnyJson).polluted).toBeUndefined()
      },
    )

    test.each([
      ['NUL', '\u0000'],
      ['a control character', '\u0001'],
      ['DEL', '\u007f'],
      ['a lone high surrogate', '\ud800'],
      ['a lone low surrogate', '\udc00'],
      ['a non-character', '\uffff'],
      ['a byte order mark', '\ufeff'],
      ['a right-to-left override', '\u202e'],
    ])('%s inside texts is stored or refused, and reads back as it was answered', async (_what, character) => {
      const text = `a${character}b`
      for (const more of [
        { userName: `${text}${unique()}` },
        { displayName: text },
        { externalId: `${text}${unique()}` },
        { emails: [{ value: text, type: text }] },
      ]) {
        const answer = await shared.client.post('/Users', userBody(more))
        if (answer.status !== 201) {
          expectError(answer, 400)
          continue
        }
        const back = await shared.client.get(`/Users/${answer.json.id}`)
        expect(back.status).toBe(200)
        expect(back.json).toMatchObject(JSON.parse(json({ ...answer.json, groups: [] })))
        const found = await shared.client.post('/Users/.search', {
          schemas: [SEARCH],
          filter: `userName eq ${json(answer.json.userName)}`,
        })
        expect([200, 400]).toContain(found.status)
        if (found.status === 200) expect(found.json.totalResults).toBe(1)
      }
      const made = await shared.client.post('/Groups', {
        schemas: [GROUP],
        displayName: `${text}${unique()}`,
        members: [{ value: text }],
      })
      expect([201, 400]).toContain(made.status)
      for (const operation of [
        { op: 'add', path: 'members', value: [{ value: text }] },
        { op: 'remove', path: `members[value eq ${json(text)}]` },
        { op: 'replace', path: text, value: 'x' },
        { op: 'replace', path: 'displayName', value: text },
      ]) {
        expect((await shared.client.change(`/Groups/${group.id}`, operation)).status).toBeLessThan(500)
      }
      expect((await shared.client.find('/Users', `nickName co ${json(text)}`)).status).toBeLessThan(500)
    })
  })

  describe('of a PATCH', () => {
    test.each([
      ['a number for a path', { op: 'replace', path: 5, value: 'x' }],
      ['an object for a path', { op: 'replace', path: {}, value: 'x' }],
      ['a path of 30,000 characters', { op: 'replace', path: 'a'.repeat(30_000), value: 'x' }],
      ['a path of 10,000 brackets', { op: 'replace', path: `emails${'['.repeat(10_000)}`, value: 'x' }],
      [
        'a path of 10,000 parentheses',
        { op: 'remove', path: `emails[${'('.repeat(10_000)}type eq "a"${')'.repeat(10_000)}]` },
      ],
      ['a bad filter in a path', { op: 'remove', path: 'emails[type xx "a"]' }],
      ['an unknown sub-attribute in a filter', { op: 'remove', path: 'emails[nope eq "a"]' }],
      ['a NUL in a path', { op: 'remove', path: 'emails\u0000' }],
      ['two values for one', { op: 'replace', path: 'nickName', value: ['a', 'b'] }],
      ['an object for a string', { op: 'replace', path: 'nickName', value: { a: 1 } }],
      ['a string for an object', { op: 'replace', path: 'name', value: 'x' }],
      ['a number for e-mails', { op: 'add', path: 'emails', value: 7 }],
      ['members of numbers', { op: 'add', path: 'members', value: [1, 2] }],
    ])('%s is a 400', async (_what, operation) => {
      const before = await everything()
      const target = operation.path === 'members' ? `/Groups/${group.id}` : `/Users/${user.id}`
      expectError(await shared.client.change(target, operation), 400)
      expect(await everything()).toBe(before)
    })

    test.each([
      [[{ value: 5 }]],
      [[{ value: {} }]],
      [[null]],
      [[{}]],
      [5],
      ['x'],
      [[[{ value: 'x' }]]],
      [{ value: ['x'] }],
    ])('members of %j never end in a 5xx', async (value) => {
      for (const operation of [
        { op: 'add', path: 'members', value },
        { op: 'remove', path: 'members', value },
        { op: 'replace', value: { displayName: group.displayName, members: value } },
      ]) {
        expect((await shared.client.change(`/Groups/${group.id}`, operation)).status).toBeLessThan(500)
      }
      expect(
        (
          await shared.client.put(`/Groups/${group.id}`, {
            schemas: [GROUP],
            displayName: group.displayName,
            members: value,
          })
        ).status,
      ).toBeLessThan(500)
      await shared.client.put(`/Groups/${group.id}`, {
        schemas: [GROUP],
        displayName: group.displayName,
        members: [{ value: user.id }],
      })
    })
  })

  describe('of a filter', () => {
    test.each([
      ['userName eq', 11],
      ['userName = "a"', 9],
      ['(userName eq "a"', 16],
      ['userName eq "a" xor title pr', 16],
      ['userName eq abc', 12],
      ['userName eq "abc', 12],
    ])('a 400 names the position: %s', async (filter, position) => {
      const answer = await shared.client.find('/Users', filter)
      expectError(answer, 400, 'invalidFilter')
      expect(answer.json.detail).toContain(`at ${position}`)
    })

    const long: [string, string][] = [
      ['20 kB of or', Array.from({ length: 1_000 }, (_, index) => `title eq "${index}"`).join(' or ')],
      ['a value of 19 kB', `title eq "${'x'.repeat(19_000)}"`],
      ['a value of 200 kB', `title eq "${'x'.repeat(200_000)}"`],
      ['10,000 parentheses', `${'('.repeat(10_000)}title pr${')'.repeat(10_000)}`],
      ['10,000 nots', `${'not ('.repeat(10_000)}title pr${')'.repeat(10_000)}`],
      ['10,000 brackets', `emails${'[type eq "a" and emails'.repeat(5_000)}`],
      ['a name of 20,000 characters', `${'a'.repeat(20_000)} eq "x"`],
      ['20,000 blanks', `title${' '.repeat(20_000)}pr`],
      [
        '12 two-way groups',
        Array.from({ length: 12 }, (_, index) => `(title eq "${index}" or nickName eq "${index}")`).join(' and '),
      ],
    ]
    test.each(long)('%s works or is a clean 400, in time', async (_what, filter) => {
      const started = performance.now()
      const answer = await shared.client.post('/Users/.search', { schemas: [SEARCH], filter })
      expect([200, 400]).toContain(answer.status)
      expect(performance.now() - started).toBeLessThan(5_000)
    })

    test('12 two-way groups work', async () => {
      expect((await shared.client.find('/Users', long.at(-1)?.[1] ?? '')).status).toBe(200)
    })
  })

  describe('of the address', () => {
    test.each([
      ['/Users/%zz', 400],
      ['/Users/%', 400],
      ['/Users/%c3', 400],
      ['/Users/%00', 404],
      ['/Users/a%2Fb', 404],
      ['/Users/..%2f..%2fetc', 404],
      ['/Users/%F0%9F%A6%8A', 404],
      ['/Users//', 404],
      ['//Users', 200],
      ['//nothing', 404],
      ['/Users/../Groups', 404],
      ['/users/x/y/z', 404],
      ['/Users;a=b', 404],
      ['/%55sers/none', 404],
      [`/Users/${'x'.repeat(4_000)}`, 404],
      ['/Users/%ED%A0%80', 400],
      ["/Users/' or 1=1 --", 404],
    ])('GET %s', async (path, status) => {
      const answer = await shared.client.get(encodeURI(path).replaceAll('%25', '%'))
      expect(answer.status, answer.text.slice(0, 200)).toBe(status)
    })

    test.each([
      '?filter=%zz',
      '?count=1%',
      '?attributes=%00',
      '?sortBy=%00',
      '?startIndex=%EF%BC%91',
      '?filter',
      '?filter=',
      '?&&&=&',
      '?sortBy=',
      `?attributes=${'a,'.repeat(3_000)}`,
      '?attributes=a..b,[,],userName',
      '?excludedAttributes=emails[type%20eq',
    ])('a query of %s is answered 200 or 400', async (query) => {
      expect([200, 400]).toContain((await shared.client.get(`/Users${query}`)).status)
    })

    test('an id with a NUL is an unknown id, for every method', async () => {
      expectError(await shared.client.put('/Users/%00', userBody()), 404)
      expectError(await shared.client.change('/Users/a%00b', { op: 'replace', value: { active: false } }), 404)
      expectError(await shared.client.delete('/Groups/%00'), 404)
      const bulk = await shared.client.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          { method: 'DELETE', path: '/Users/%00' },
          { method: 'DELETE', path: '/Users/\u0000' },
        ],
      })
      expect(bulk.json.Operations.map((each: AnyJson) => each.status)).toEqual(['404', '404'])
    })

    test('a type’s name is taken in any case, and nothing outside the SCIM addresses is ours', async () => {
      expect((await shared.client.get('/users?count=0')).status).toBe(200)
      expect((await shared.client.get('/USERS?count=0')).status).toBe(200)
    })
  })

  test.each(['W/', '"', '*, "x"', '""', 'x'.repeat(5_000), '\u00ff'])(
    'a strange If-Match of %j is a 412 or harmless',
    async (header) => {
      const made = await createUser(shared.client)
      const answer = await shared.client.put(`/Users/${made.id}`, userBody({ userName: made.userName }), {
        headers: { 'If-Match': header },
      })
      expect([200, 412]).toContain(answer.status)
    },
  )
})
