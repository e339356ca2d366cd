import { createBasicCredential, createToken, revokeCredential, updateDirectory } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import { createUser, expectError, onEachDatabase, total, userBody } from './support.ts'

onEachDatabase('Authentication', (shared) => {
  const get = (authorization: string | null, path = '/Users?count=0') => shared.client.get(path, { authorization })
  const target = () => ({ tenantId: shared.server.directory.tenant_id, directoryId: shared.server.directory.id })

  test.each([
    ['with the scheme', (token: string) => `Bearer ${token}`],
    ['bare, as Okta’s header mode sends it', (token: string) => token],
    ['with the word twice', (token: string) => `Bearer Bearer ${token}`],
    ['with more blanks', (token: string) => `  Bearer   ${token}  `],
    ['in lower case', (token: string) => `bearer ${token}`],
  ])('a token is accepted %s', async (_what, header) => {
    expect((await get(header(shared.server.token))).status).toBe(200)
  })

  test.each([
    ['missing', null],
    ['empty', ''],
    ['only the scheme', 'Bearer'],
    ['only the scheme and a blank', 'Bearer '],
    ['unknown', 'Bearer rc_unknown'],
    ['unknown and bare', 'non-token'],
    ['two tokens', 'Bearer a b'],
    ['another scheme', 'Digest username="x"'],
    ['a Token scheme', 'Token abc'],
    ['Basic that is not base64', 'Basic §§§'],
    ['Basic without a colon', `Basic ${Buffer.from('nocolon').toString('base64')}`],
    ['Basic unknown', `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['a huge one', `Bearer ${'x'.repeat(8_000)}`],
    ['bytes beyond ASCII', 'Bearer \u00ff\u00fe'],
  ])(
    'a credential that is %s is a 401 SCIM error with a challenge and words for the admin',
    async (_what, authorization) => {
      const before = await total(shared.client)
      const answer = await shared.client.post('/Users', userBody(), { authorization })
      expectError(answer, 401)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"/)
      expect(answer.json.detail).toMatch(/token|user name|Authorization/i)
      expect(await total(shared.client)).toBe(before)
    },
  )

  test('an error never repeats the credential', async () => {
    const answer = await get('Bearer some-secret-that-was-mistyped')
    expect(answer.text).not.toContain('mistyped')
  })

  test('an expired token says so, only to who holds it', async () => {
    const past = { ...shared.server.ctx, now: () => new Date(Date.now() - 86_400_000) }
    const { token } = await createToken(past, { ...target(), expiresAt: new Date(Date.now() - 1_000) })
    const answer = await get(`Bearer ${token}`)
    expectError(answer, 401)
    expect(answer.json.detail).toContain('expired')
  })

  test('a token that expires later works until then', async () => {
    const { token } = await createToken(shared.server.ctx, { ...target(), expiresAt: new Date(Date.now() + 1_500) })
    expect((await get(`Bearer ${token}`)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1_600))
    expectError(await get(`Bearer ${token}`), 401)
  })

  test('a revoked token is refused at once and says so', async () => {
    const { token, credential } = await createToken(shared.server.ctx, target())
    expect((await get(`Bearer ${token}`)).status).toBe(200)
    await revokeCredential(shared.server.ctx, { tenantId: credential.tenant_id, id: credential.id })
    const answer = await get(`Bearer ${token}`)
    expectError(answer, 401)
    expect(answer.json.detail).toContain('revoked')
  })

  test('HTTP Basic works; each half wrong, or the password used as a bearer token, is a 401', async () => {
    const { username, password } = await createBasicCredential(shared.server.ctx, target())
    const basic = (name: string, word: string) => `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}`
    expect((await get(basic(username, password))).status).toBe(200)
    expect((await get(basic(username, password).replace('Basic', 'basic'))).status).toBe(200)
    for (const header of [
      basic(username, 'x'),
      basic('x', password),
      basic(username, ''),
      basic(username, shared.server.token),
      `Bearer ${password}`,
      basic('', shared.server.token),
    ]) {
      expectError(await get(header), 401)
    }
  })

  test('on the address of another directory or tenant a token is unknown, and reveals nothing', async () => {
    const other = await shared.server.addDirectory({ slug: 'other' })
    const tenant = await shared.server.addDirectory({ tenantSlug: 'elsewhere', slug: 'idp' })
    const user = await createUser(other.client)
    const unknown = await get('Bearer unknown')
    const details = new Set([unknown.json.detail.replace(/\(request.*/, '')])
    for (const base of ['/acme/other/scim/v2', '/elsewhere/idp/scim/v2', '/acme/none/scim/v2', '/none/idp/scim/v2']) {
      const answer = await shared.server.clientOf(base, shared.server.token).get(`/Users/${user.id}`)
      expectError(answer, 401)
      details.add(answer.json.detail.replace(/\(request.*/, ''))
    }
    expect(details.size).toBe(1)
    expect((await shared.server.clientOf('/elsewhere/idp/scim/v2', tenant.token).get('/Users?count=0')).status).toBe(
      200,
    )
  })

  test('an inactive directory is a 403 that says what to do; nothing is stored; activating it helps at once', async () => {
    const { client, directory } = await shared.server.addDirectory({ activate: false })
    const answer = await client.post('/Users', userBody())
    expectError(answer, 403)
    expect(answer.json.detail).toMatch(/Inactive/)
    expectError(await client.get('/ServiceProviderConfig'), 403)
    const where = { tenantId: directory.tenant_id, id: directory.id }
    await updateDirectory(shared.server.ctx, where, { status: 'active' })
    expect(await total(client)).toBe(0)
    await updateDirectory(shared.server.ctx, where, { status: 'inactive' })
    expectError(await client.get('/Users'), 403)
  })
})
