import { createBasicCredential, listCredentials } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import { createGroup, createUser, expectError, names, onEachDatabase, read, unique, userBody } from '../support.ts'

onEachDatabase('RFC 7644 3.1, 3.8, 3.12-3.14, 6, 7: HTTP, errors, versions, security', (shared) => {
  test.each([
    ['application/scim+json', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['application/scim+json; charset=utf-8', '*/*'],
    ['Application/JSON;charset=UTF-8', 'application/scim+json, application/json;q=0.5'],
    ['application/json', 'text/html'],
  ])('[93] a body of %s is taken; Accept %s is answered application/scim+json', async (type, accept) => {
    const answer = await shared.client.post('/Users', userBody(), { headers: { 'Content-Type': type, Accept: accept } })
    expect(answer.status).toBe(201)
    expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/)
  })

  test('[93] answers are UTF-8 without a byte order mark', async () => {
    const user = await createUser(shared.client, { displayName: 'Zoë 🦊' })
    const { bytes } = await shared.client.get(`/Users/${user.id}`)
    expect(bytes[0]).toBe(0x7b)
    expect(bytes.includes(Buffer.from('Zoë 🦊'))).toBe(true)
  })

  test('[93] a body may begin with a byte order mark', async () => {
    const answer = await shared.client.send('POST', '/Users', { raw: `\uFEFF${JSON.stringify(userBody())}` })
    expect([201, 400]).toContain(answer.status)
  })

  test('[94] [95] errors of each kind carry the Error schema, a string status, a detail with a request id', async () => {
    const user = await createUser(shared.client)
    const path = `/Users/${user.id}`
    for (const [answer, status, scimType] of [
      [await shared.client.get('/Users/none'), 404, undefined],
      [await shared.client.find('/Users', 'userName'), 400, 'invalidFilter'],
      [await shared.client.post('/Users', userBody({ userName: user.userName })), 409, 'uniqueness'],
      [await shared.client.change(path, { op: 'replace', path: 'id', value: 'x' }), 400, 'mutability'],
      [await shared.client.change(path, { op: 'replace', path: 'a..b', value: 'x' }), 400, 'invalidPath'],
      [await shared.client.change(path, { op: 'remove' }), 400, 'noTarget'],
      [await shared.client.send('POST', '/Users', { raw: '{' }), 400, 'invalidSyntax'],
      [await shared.client.post('/Users', userBody({ active: 'x' })), 400, 'invalidValue'],
    ] as const) {
      expect(answer.status, answer.text).toBe(status)
      expect(answer.json.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
      expect(answer.json.status).toBe(String(status))
      expect(answer.json.scimType).toBe(scimType)
      expect(Object.keys(answer.json).sort()).toEqual(
        scimType === undefined ? ['detail', 'schemas', 'status'] : ['detail', 'schemas', 'scimType', 'status'],
      )
      expect(answer.json.detail).toContain(answer.headers['x-request-id'])
    }
  })

  test.each([
    '{',
    '{"a":}',
    "{'a':1}",
    '{"a":1,}',
    'null',
    '5',
    '"text"',
    '[]',
    '',
    ' ',
    'undefined',
    '{"a":1}{"b":2}',
    '\u0000',
  ])('[96] malformed JSON, or JSON that is no object, is a 400 invalidSyntax: %j', async (raw) => {
    const user = await createUser(shared.client)
    expectError(await shared.client.send('POST', '/Users', { raw }), 400, 'invalidSyntax')
    expectError(await shared.client.send('PUT', `/Users/${user.id}`, { raw }), 400, 'invalidSyntax')
    expectError(await shared.client.send('PATCH', `/Users/${user.id}`, { raw }), 400, 'invalidSyntax')
    expectError(await shared.client.send('POST', '/Users/.search', { raw }), 400, 'invalidSyntax')
  })

  test.each([
    ['PUT', '/Users', ['GET', 'POST']],
    ['PATCH', '/Users', ['GET', 'POST']],
    ['DELETE', '/Groups', ['GET', 'POST']],
    ['POST', '/Users/1', ['GET', 'PUT', 'PATCH', 'DELETE']],
    ['GET', '/Users/.search', ['POST']],
    ['GET', '/.search', ['POST']],
    ['TRACE', '/Users', ['GET', 'POST']],
    ['PROPFIND', '/Users', ['GET', 'POST']],
    ['GET', '/Bulk', ['POST']],
    ['POST', '/', ['GET']],
  ])('[97] %s %s is a 405 with Allow', async (method, path, allowed) => {
    const answer = await shared.client.send(method, path, method === 'GET' || method === 'TRACE' ? {} : { body: {} })
    expectError(answer, 405)
    for (const name of allowed) expect(answer.headers.allow).toContain(name)
  })

  test('[98] 401 has WWW-Authenticate; the scheme word is taken in any case', async () => {
    const without = await shared.client.get('/Users', { authorization: null })
    expectError(without, 401)
    expect(without.headers['www-authenticate']).toMatch(/^Bearer realm=/)
    for (const word of ['Bearer', 'bearer', 'BEARER']) {
      expect(
        (await shared.client.get('/Users?count=0', { authorization: `${word} ${shared.server.token}` })).status,
      ).toBe(200)
    }
  })

  test('[98] a token in the URL opens nothing', async () => {
    expectError(await shared.client.get(`/Users?access_token=${shared.server.token}`, { authorization: null }), 401)
  })

  test.each([
    ['GET', '/Users/none'],
    ['GET', '/Nope'],
    ['POST', '/Users'],
    ['PUT', '/ServiceProviderConfig'],
    ['PATCH', '/Users/1'],
    ['DELETE', '/Users/1'],
    ['OPTIONS', '/Users'],
    ['HEAD', '/Users'],
    ['GET', '/Users?filter=nope'],
    ['GET', '/%zz'],
    ['POST', '/Bulk'],
    ['GET', '/Me'],
    ['PROPFIND', '/Users'],
  ])('[99] without a credential %s %s is a 401, before anything else is looked at', async (method, path) => {
    const body = ['POST', 'PUT', 'PATCH'].includes(method)
      ? { raw: '{broken', headers: { 'Content-Type': 'text/plain' } }
      : {}
    const answer = await shared.client.send(method, path, { authorization: null, ...body })
    expect(answer.status).toBe(401)
  })

  test('[100] ETag on POST, GET, PUT, PATCH; If-None-Match of the version is a 304 without a body', async () => {
    const body = userBody()
    const created = await shared.client.post('/Users', body)
    const path = `/Users/${created.json.id}`
    const etag = created.headers.etag as string
    expect((await shared.client.get(path)).headers.etag).toBe(etag)
    for (const header of [etag, etag.replace('W/', ''), `"x", ${etag}`, '*']) {
      const answer = await shared.client.get(path, { headers: { 'If-None-Match': header } })
      expect(answer.status, header).toBe(304)
      expect(answer.headers.etag).toBe(etag)
    }
    expect((await shared.client.get(path, { headers: { 'If-None-Match': 'W/"other"' } })).status).toBe(200)
    const put = await shared.client.put(path, { ...body, nickName: 'a' })
    const patched = await shared.client.change(path, { op: 'replace', value: { nickName: 'b' } })
    expect(new Set([etag, put.headers.etag, patched.headers.etag]).size).toBe(3)
  })

  test('[100] If-Match of another version is a 412 and changes nothing; of the same one it works', async () => {
    const body = userBody()
    const created = await shared.client.post('/Users', body)
    const path = `/Users/${created.json.id}`
    const stale = { headers: { 'If-Match': created.headers.etag as string } }
    const fresh = await shared.client.put(path, { ...body, nickName: 'a' }, stale)
    expect(fresh.status).toBe(200)
    expectError(await shared.client.put(path, { ...body, nickName: 'b' }, stale), 412)
    expectError(
      await shared.client.patch(
        path,
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', value: { nickName: 'b' } }],
        },
        stale,
      ),
      412,
    )
    expectError(await shared.client.delete(path, stale), 412)
    expectError(await shared.client.put(path, body, { headers: { 'If-Match': 'garbage' } }), 412)
    expect((await read(shared.client, '/Users', created.json)).nickName).toBe('a')
    expect((await shared.client.delete(path, { headers: { 'If-Match': `"x", ${fresh.headers.etag}` } })).status).toBe(
      204,
    )
    const next = await createUser(shared.client)
    expect((await shared.client.delete(`/Users/${next.id}`, { headers: { 'If-Match': '*' } })).status).toBe(204)
  })

  test('[100] the version of a group moves when its members do; a 204 has it too', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    const answer = await shared.client.change(`/Groups/${group.id}`, {
      op: 'add',
      path: 'members',
      value: [{ value: user.id }],
    })
    expect(answer.headers.etag).not.toBe(group.meta.version)
    expect((await read(shared.client, '/Groups', group)).meta.version).toBe(answer.headers.etag)
  })

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('[101] %s /Me is a 501', async (method) => {
    expectError(await shared.client.send(method, '/Me', method === 'GET' ? {} : { body: {} }), 501)
  })

  test('[102] the address with /v2, without it, and by path are the same directory, with or without a trailing slash', async () => {
    const user = await createUser(shared.client)
    for (const base of ['/scim/v2', '/scim', '/acme/idp/scim/v2', '/ACME/IDP/scim/v2']) {
      const client = shared.server.clientOf(base, shared.server.token)
      for (const path of [`/Users/${user.id}`, `/Users/${user.id}/`]) {
        const answer = await client.get(path)
        expect(answer.status, `${base}${path}`).toBe(200)
        expect(answer.json.meta.location.toLowerCase()).toBe(`${client.baseUrl}/Users/${user.id}`.toLowerCase())
      }
      expect((await client.get('/Users/?count=0')).status).toBe(200)
      expect((await client.get('?count=0')).status).toBe(200)
    }
  })

  test('[103] nothing crosses directories, nor tenants', async () => {
    const userName = unique()
    const mine = await createUser(shared.client, { userName, externalId: userName })
    const myGroup = await createGroup(shared.client, { members: [{ value: mine.id }] })
    for (const other of [
      await shared.server.addDirectory(),
      await shared.server.addDirectory({ tenantSlug: `t-${shared.server.dialect}` }),
    ]) {
      const { client } = other
      expect((await client.get('/Users?count=0')).json.totalResults).toBe(0)
      expect(await names(client, '/Users', `id eq "${mine.id}"`)).toEqual([])
      for (const path of [`/Users/${mine.id}`, `/Groups/${myGroup.id}`]) {
        expectError(await client.get(path), 404)
        expectError(await client.put(path, userBody()), 404)
        expectError(await client.change(path, { op: 'replace', value: { active: false } }), 404)
        expectError(await client.delete(path), 404)
      }
      const theirs = await client.post('/Users', userBody({ userName, externalId: userName }))
      expect(theirs.status).toBe(201)
      const group = await client.post('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'g',
        members: [{ value: mine.id }],
      })
      expect(group.json.members ?? []).toEqual([])
      await client.change(`/Groups/${group.json.id}`, {
        op: 'add',
        path: 'members',
        value: [{ value: mine.id }, { value: myGroup.id }],
      })
      expect((await read(client, '/Groups', group.json)).members ?? []).toEqual([])
      expect((await read(shared.client, '/Users', mine)).groups).toHaveLength(1)
    }
  })

  test('[104] personal data are not cached; the framework is not named', async () => {
    const answer = await shared.client.get('/Users?count=1')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers).not.toHaveProperty('x-powered-by')
  })

  test('[104] secrets are stored as a hash only', async () => {
    const { directory, token } = await shared.server.addDirectory()
    const owner = { tenantId: directory.tenant_id, directoryId: directory.id }
    const { password } = await createBasicCredential(shared.server.ctx, owner)
    const stored = await listCredentials(shared.server.ctx, owner.tenantId, owner.directoryId)
    expect(stored).toHaveLength(2)
    for (const secret of [token, password]) expect(JSON.stringify(stored)).not.toContain(secret)
  })

  test('HEAD answers the headers of GET and no body', async () => {
    const user = await createUser(shared.client)
    for (const path of [`/Users/${user.id}`, '/Users?count=1', '/Schemas', '/ServiceProviderConfig']) {
      const [head, get] = [await shared.client.send('HEAD', path), await shared.client.get(path)]
      expect(head.status).toBe(get.status)
      expect(head.headers['content-length']).toBe(get.headers['content-length'])
      expect(head.headers.etag).toBe(get.headers.etag)
      expect(head.text).toBe('')
    }
    expect((await shared.client.send('HEAD', '/Users/none')).status).toBe(404)
  })

  test.each([
    ['/Users', ['GET', 'POST']],
    ['/Users/1', ['GET', 'PUT', 'PATCH', 'DELETE']],
    ['/Schemas', ['GET']],
    ['/.search', ['POST']],
  ])('OPTIONS %s answers Allow', async (path, methods) => {
    const answer = await shared.client.send('OPTIONS', path)
    expect(answer.status).toBe(204)
    for (const method of methods) expect(answer.headers.allow).toContain(method)
  })

  test('only the configured origin is ever echoed, whatever Host and X-Forwarded-Host say', async () => {
    const user = await createUser(shared.client)
    const answer = await shared.client.get(`/Users/${user.id}`, {
      headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'gopher' },
    })
    expect(answer.text).not.toContain('evil.example')
    expect(answer.json.meta.location).toBe(user.meta.location)
  })
})
