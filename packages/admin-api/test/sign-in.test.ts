import { createAdmin, issueFirstOwnerCode } from '@rollcall/provisioning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, codes, createInstance, DIALECTS, type Instance } from './support.ts'

const PASSWORD = 'correct horse battery staple'
const HOUR = 3_600_000
const DAY = 24 * HOUR

const JSON_HEADERS = { 'content-type': 'application/json', 'x-rollcall-csrf': '1' }
const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

describe.each(DIALECTS)('signing in on %s', (dialect) => {
  let instance: Instance
  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(() => instance.close())

  const withCookie = (cookie: string, query: string, variables: Record<string, unknown> = {}) =>
    instance.send({ query, variables }, { ...JSON_HEADERS, cookie, origin: instance.origin })
  const signIn = (email: string, password: string) =>
    instance.ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { name admin { email } } userErrors { path code message } } }',
      {
        input: { email, password },
      },
    )
  const firstOwner = (code: string, more: Record<string, unknown> = {}) =>
    instance.ask(
      'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { viewer { permissions } userErrors { path code } } }',
      {
        input: { code, email: 'owner@example.com', name: 'Olga Owner', password: PASSWORD, ...more },
      },
    )

  test('the first owner needs the code the server printed, and it works once', async () => {
    const stale = await issueFirstOwnerCode(instance.ctx)
    const code = (await issueFirstOwnerCode(instance.ctx)) ?? ''
    expect((await instance.ask('{ setup { firstOwnerNeeded } }')).data.setup.firstOwnerNeeded).toBe(true)
    for (const wrong of ['', 'rcs_guess', stale ?? '']) {
      const answer = await firstOwner(wrong)
      expect(answer.data.createFirstOwner.userErrors).toEqual([{ path: ['code'], code: 'CODE_INVALID' }])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect((await firstOwner(code, { password: 'short' })).data.createFirstOwner.userErrors).toEqual([
      { path: ['password'], code: 'INVALID' },
    ])
    const [one, two] = await Promise.all([firstOwner(code), firstOwner(code, { email: 'second@example.com' })])
    const made = [one, two].filter((answer) => answer.data.createFirstOwner.viewer !== null)
    expect(made).toHaveLength(1)
    expect(made[0]?.data.createFirstOwner.viewer.permissions).toContain('TENANT_CREATE')
    expect((await instance.ask('{ setup { firstOwnerNeeded } }')).data.setup.firstOwnerNeeded).toBe(false)
    expect(await issueFirstOwnerCode(instance.ctx)).toBeUndefined()
  })

  test('the code of the first owner ends after a day', async () => {
    const other = await createInstance(dialect)
    try {
      const code = await issueFirstOwnerCode(other.ctx)
      other.advance(DAY + 1)
      const answer = await other.ask(
        'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { userErrors { code } } }',
        {
          input: { code, email: 'owner@example.com', password: PASSWORD },
        },
      )
      expect(answer.data.createFirstOwner.userErrors).toEqual([{ code: 'CODE_INVALID' }])
    } finally {
      await other.close()
    }
  })

  test('an invited admin chooses a password once, signs in, and signs out', async () => {
    const { admin, setupCode } = await createAdmin(instance.ctx, {
      email: 'Ida@Example.com',
      name: 'Ida',
      role: 'auditor',
    })
    expect(admin.password_hash).toBeNull()
    expect(
      (await instance.ask('query ($code: String!) { invitation(code: $code) { email name } }', { code: setupCode }))
        .data.invitation,
    ).toEqual({
      email: 'Ida@Example.com',
      name: 'Ida',
    })
    const before = await signIn('ida@example.com', PASSWORD)
    expect(before.data.signIn.userErrors[0].code).toBe('WRONG_CREDENTIALS')
    const complete = () =>
      instance.ask(
        'mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { viewer { name } userErrors { code } } }',
        {
          input: { code: setupCode, password: PASSWORD },
        },
      )
    const done = await complete()
    expect(done.data.completeSetup).toEqual({ viewer: { name: 'Ida' }, userErrors: [] })
    expect((await complete()).data.completeSetup).toEqual({ viewer: null, userErrors: [{ code: 'CODE_INVALID' }] })
    const first = cookieOf(done)
    const second = cookieOf(await signIn('IDA@example.COM', PASSWORD))
    const sessions = await withCookie(second, '{ viewer { sessions { id current } } }')
    expect(sessions.data.viewer.sessions.map((session: { current: boolean }) => session.current)).toEqual([true, false])
    const out = await withCookie(second, 'mutation { signOut { userErrors { code } } }')
    expect(out.headers.getSetCookie()[0]).toMatch(/^rollcall=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/)
    expect((await withCookie(second, '{ viewer { name } }')).data.viewer).toBeNull()
    expect((await withCookie(first, '{ viewer { name } }')).data.viewer).toEqual({ name: 'Ida' })
  })

  test('wrong password, unknown address and an admin without a password fail alike', async () => {
    await createAdmin(instance.ctx, { email: 'nobody-yet@example.com', role: 'auditor' })
    const answers = await Promise.all([
      signIn('ida@example.com', 'not the password'),
      signIn('unknown@example.com', PASSWORD),
      signIn('nobody-yet@example.com', PASSWORD),
    ])
    const message = 'The e-mail address or the password is wrong.'
    for (const answer of answers) {
      expect(answer.data.signIn).toEqual({
        viewer: null,
        userErrors: [{ path: [], code: 'WRONG_CREDENTIALS', message }],
      })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  test('a session ends when it is revoked, when it is idle, and in any case after a week', async () => {
    const idle = cookieOf(await signIn('ida@example.com', PASSWORD))
    const victim = cookieOf(await signIn('ida@example.com', PASSWORD))
    const victimId = (await withCookie(victim, '{ viewer { sessions { id current } } }')).data.viewer.sessions.find(
      (session: { current: boolean }) => session.current,
    ).id
    const owner = cookieOf(
      await signIn('owner@example.com', PASSWORD).then((answer) =>
        answer.data.signIn.viewer === null ? signIn('second@example.com', PASSWORD) : answer,
      ),
    )
    const revoked = await withCookie(
      idle,
      'mutation ($id: ID!) { revokeSession(input: {id: $id}) { session { revokedAt } userErrors { code } } }',
      { id: victimId },
    )
    expect(revoked.data.revokeSession.session.revokedAt).not.toBeNull()
    expect((await withCookie(victim, '{ viewer { name } }')).data.viewer).toBeNull()
    const ownerId = (await withCookie(owner, '{ viewer { sessions { id } } }')).data.viewer.sessions[0].id
    const strange = await withCookie(
      idle,
      'mutation ($id: ID!) { revokeSession(input: {id: $id}) { userErrors { code } } }',
      { id: ownerId },
    )
    expect(strange.data.revokeSession.userErrors).toEqual([{ code: 'NOT_FOUND' }])
    expect((await withCookie(owner, '{ viewer { name } }')).data.viewer).not.toBeNull()

    for (let day = 0; day < 13; day += 1) {
      instance.advance(11 * HOUR)
      expect((await withCookie(owner, '{ viewer { name } }')).data.viewer, String(day)).not.toBeNull()
    }
    expect((await withCookie(idle, '{ viewer { name } }')).data.viewer).toBeNull()
    for (let turn = 0; turn < 3; turn += 1) {
      instance.advance(11 * HOUR)
      await withCookie(owner, '{ viewer { name } }')
    }
    expect((await withCookie(owner, '{ viewer { name } }')).data.viewer).toBeNull()
  })

  test('changing the password ends every other session', async () => {
    const other = cookieOf(await signIn('ida@example.com', PASSWORD))
    const own = cookieOf(await signIn('ida@example.com', PASSWORD))
    const change = (currentPassword: string, newPassword: string) =>
      withCookie(
        own,
        'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { name } userErrors { path code } } }',
        {
          input: { currentPassword, newPassword },
        },
      )
    expect((await change('wrong', 'another good password')).data.changePassword.userErrors).toEqual([
      { path: [], code: 'WRONG_CREDENTIALS' },
    ])
    expect((await change(PASSWORD, 'short')).data.changePassword.userErrors).toEqual([
      { path: ['newPassword'], code: 'INVALID' },
    ])
    expect((await change(PASSWORD, 'another good password')).data.changePassword.viewer).toEqual({ name: 'Ida' })
    expect((await withCookie(other, '{ viewer { name } }')).data.viewer).toBeNull()
    expect((await withCookie(own, '{ viewer { name } }')).data.viewer).not.toBeNull()
    expect((await signIn('ida@example.com', PASSWORD)).data.signIn.viewer).toBeNull()
    expect((await signIn('ida@example.com', 'another good password')).data.signIn.viewer).not.toBeNull()
  })

  test('too many attempts on one address of a person are refused for a while, the right password too', async () => {
    const { setupCode } = await createAdmin(instance.ctx, { email: 'target@example.com', role: 'auditor' })
    await instance.ask(
      'mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { userErrors { code } } }',
      {
        input: { code: setupCode, password: PASSWORD },
      },
    )
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(codes(await signIn('target@example.com', `guess ${attempt}`))).toEqual([])
    }
    const refused = await signIn('Target@example.com', PASSWORD)
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    instance.advance(HOUR)
    expect((await signIn('target@example.com', PASSWORD)).data.signIn.viewer).not.toBeNull()
  })

  test('a session acts as its admin: audit says who, and what they may not is forbidden', async () => {
    const cookie = cookieOf(await signIn('ida@example.com', 'another good password'))
    const refused = await withCookie(
      cookie,
      'mutation { createTenant(input: {slug: "x1", name: "X"}) { userErrors { code } } }',
    )
    expect(codes(refused)).toEqual(['FORBIDDEN'])
    const events = await withCookie(
      cookie,
      '{ auditEvents(first: 100, filter: {actions: ["admin.signed_in"]}) { nodes { actor { type label } target { label } } } }',
    )
    expect(events.data.auditEvents.nodes[0]).toEqual({
      actor: { type: 'ADMIN', label: 'Ida@Example.com' },
      target: { label: 'Ida@Example.com' },
    })
  })
})

test('over TLS the cookie is __Host-, Secure, HttpOnly and SameSite', async () => {
  const instance = await createInstance('sqlite', { publicUrl: 'https://rollcall.example.com' })
  try {
    const code = await issueFirstOwnerCode(instance.ctx)
    const answer = await instance.ask(
      'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { userErrors { code } } }',
      {
        input: { code, email: 'owner@example.com', password: PASSWORD },
      },
    )
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-rollcall=rcw_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Expires=/,
    )
  } finally {
    await instance.close()
  }
})
