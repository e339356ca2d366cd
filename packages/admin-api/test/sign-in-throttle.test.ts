import { completeSetup, createAdmin, FULL_AUTHORITY, unlockAdmin } from '@rollcall/provisioning'
import { openStore, type Store } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createAdminApi } from '../src/index.ts'
import { createInstance, DIALECTS, type GraphqlError, type Instance } from './support.ts'

// Hundreds of passwords are really compared, on however busy a machine.
vi.setConfig({ testTimeout: 240_000 })

const PASSWORD = 'correct horse battery staple'
const QUARTER = 15 * 60_000
const PUBLIC_URL = 'https://rollcall.example.com'
const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { name } userErrors { code message } } }'

interface Attempt {
  readonly signedIn: boolean
  /** Whole seconds; undefined: the password was compared. */
  readonly retryAfter: number | undefined
  readonly device: string | undefined
  readonly session: string | undefined
  /** What the answer says, without ids. */
  readonly text: string
}

describe.each(DIALECTS)('attempts to sign in on %s', (dialect) => {
  let instance: Instance
  /** A second process on the same database. */
  let otherStore: Store
  let skew = 0
  const now = () => new Date(Date.UTC(2026, 5, 1) + skew)
  const later = (ms: number) => {
    skew += ms
  }
  type Fetch = ReturnType<typeof createAdminApi>['fetchGraphql']
  let here: Fetch
  let there: Fetch

  beforeAll(async () => {
    instance = await createInstance(dialect)
    otherStore = await openStore({ url: instance.database.url })
    const { keyring } = instance.ctx
    const silent = { info: () => undefined, error: () => undefined } as never
    const api = (store: Store) => createAdminApi({ store, keyring, publicUrl: PUBLIC_URL, logger: silent, now })
    here = api(instance.store).fetchGraphql
    there = api(otherStore).fetchGraphql
  })
  afterAll(async () => {
    await otherStore?.close()
    await instance.close()
  })

  const send = async (query: string, variables: object, address: string, cookie = '', fetchGraphql = here) => {
    const headers = { 'content-type': 'application/json', 'x-rollcall-csrf': '1', origin: PUBLIC_URL, cookie }
    const body = JSON.stringify({ query, variables })
    const response = await fetchGraphql(
      new Request(`${PUBLIC_URL}/graphql`, { method: 'POST', headers, body }),
      address,
    )
    return { response, text: await response.text() }
  }

  async function signIn(
    email: string,
    password: string,
    address: string,
    options: { readonly cookie?: string | undefined; readonly fetchGraphql?: Fetch } = {},
  ): Promise<Attempt> {
    const { response, text } = await send(
      SIGN_IN,
      { input: { email, password } },
      address,
      options.cookie,
      options.fetchGraphql,
    )
    const answer = JSON.parse(text) as { data?: { signIn: { viewer: object | null } }; errors?: GraphqlError[] }
    const cookies = response.headers.getSetCookie()
    const cookie = (name: string) => cookies.find((each) => each.startsWith(`${name}=`))?.split(';')[0]
    const retryAfter = answer.errors?.[0]?.extensions.retryAfterSeconds as number | undefined
    if (retryAfter !== undefined) {
      expect(response.status).toBe(429)
      expect(response.headers.get('retry-after')).toBe(String(retryAfter))
    }
    return {
      signedIn: (answer.data?.signIn?.viewer ?? null) !== null,
      retryAfter,
      device: cookie('__Host-rollcall-device'),
      session: cookie('__Host-rollcall'),
      text: text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id'),
    }
  }

  let counter = 0
  /** An admin with a password, and the cookie of the device that they set up with. */
  async function newAdmin(): Promise<{ readonly email: string; readonly id: string; readonly device: string }> {
    counter += 1
    const ctx = { ...instance.ctx, now }
    const email = `owner-${counter}@example.com`
    const { admin, setupCode } = await createAdmin(ctx, { email, role: 'owner' })
    const { device } = await completeSetup(ctx, { code: setupCode, password: PASSWORD })
    return { email, id: admin.id, device: `__Host-rollcall-device=${device}` }
  }

  const clients = (count: number, addressOf: (n: number) => string) =>
    Array.from({ length: count }, (_, index) => addressOf(index))
  /** Each attempt from the next client; those that follow one that was refused are refused, too, and cost nothing. */
  async function flood(email: string, addresses: readonly string[]): Promise<{ compared: number; refused: number }> {
    let compared = 0
    for (const address of addresses) {
      if ((await signIn(email, 'a guess', address)).retryAfter === undefined) compared += 1
    }
    return { compared, refused: addresses.length - compared }
  }

  const ATTACKS: readonly (readonly [name: string, addresses: readonly string[], compared: number])[] = [
    ['one IPv4 address', clients(40, () => '203.0.113.7'), 10],
    [
      'one IPv4 address, now and then written as IPv6',
      clients(20, (n) => (n % 2 ? '203.0.113.8' : '::ffff:203.0.113.8')),
      10,
    ],
    [
      '1,000 addresses of one /64',
      clients(1_000, (n) => `2001:db8:0:1:${n.toString(16)}::${(n + 1).toString(16)}`),
      10,
    ],
    // The first hundred are free; each that follows is told to wait before anything is compared.
    ['1,000 different clients', clients(1_000, (n) => `2001:db8:1:${n.toString(16)}::1`), 100],
  ]

  test.each(ATTACKS)(
    'a stranger with %s keeps nobody out: a new device waits seconds at most, a known one never',
    async (_name, addresses, compared) => {
      const owner = await newAdmin()
      expect(await flood(owner.email, addresses)).toEqual({ compared, refused: addresses.length - compared })
      const known = await signIn(owner.email, PASSWORD, '198.51.100.1', { cookie: owner.device })
      expect(known).toMatchObject({ signedIn: true, retryAfter: undefined })
      const first = await signIn(owner.email, PASSWORD, '198.51.100.2')
      if (!first.signedIn) {
        expect(first.retryAfter).toBeLessThanOrEqual(30)
        later((first.retryAfter ?? 0) * 1_000)
        expect((await signIn(owner.email, PASSWORD, '198.51.100.2')).signedIn).toBe(true)
      }
      // Even behind the very address that the attack comes from.
      const [attacker = ''] = addresses
      expect((await signIn(owner.email, PASSWORD, attacker, { cookie: owner.device })).signedIn).toBe(true)
      later(QUARTER + 1)
    },
  )

  test('the waits grow to half a minute, are told truly, and are over when they were told to be', async () => {
    const owner = await newAdmin()
    await flood(
      owner.email,
      clients(100, (n) => `10.1.0.${n}`),
    )
    const waits: (number | undefined)[] = []
    for (let n = 0; n < 7; n += 1) {
      const address = `10.1.1.${n}`
      const told = (await signIn(owner.email, 'a guess', address)).retryAfter ?? 0
      waits.push(told)
      later(told * 1_000 - 1)
      // Too early: nothing is compared, and the wait grows no longer.
      expect((await signIn(owner.email, PASSWORD, address)).retryAfter).toBe(1)
      later(1)
      expect((await signIn(owner.email, 'a guess', address)).retryAfter).toBeUndefined()
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
    // Whoever came meanwhile takes no place of who waits.
    const owners = await signIn(owner.email, PASSWORD, '198.51.100.3')
    expect(owners.retryAfter).toBe(30)
    await flood(
      owner.email,
      clients(40, (n) => `10.1.2.${n}`),
    )
    later(30_000)
    expect((await signIn(owner.email, PASSWORD, '198.51.100.3')).signedIn).toBe(true)
  })

  test('only a device of this very account is known, and only while nothing changed there', async () => {
    const owner = await newAdmin()
    const other = await newAdmin()
    const attacked = '203.0.113.9'
    await flood(
      owner.email,
      clients(11, () => attacked),
    )
    const waits = async (cookie: string | undefined) =>
      (await signIn(owner.email, PASSWORD, attacked, { cookie })).retryAfter !== undefined
    const [name, value = ''] = owner.device.split('=')
    const flipped = Buffer.from(value, 'base64url')
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
    const wrong: Readonly<Record<string, string | undefined>> = {
      none: undefined,
      'of another admin': other.device,
      'with a bit changed': `${name}=${flipped.toString('base64url')}`,
      'cut short': `${name}=${value.slice(0, 40)}`,
      empty: `${name}=`,
      'not of ours': `${name}=${'A'.repeat(3_000)}`,
    }
    for (const [what, cookie] of Object.entries(wrong)) expect(await waits(cookie), what).toBe(true)
    expect(Buffer.from(value, 'base64url').includes(Buffer.from(owner.id.replaceAll('-', ''), 'hex'))).toBe(false)

    const session = await signIn(owner.email, PASSWORD, '198.51.100.4', { cookie: owner.device })
    const cookie = `${session.session}; ${session.device}`
    const out = await send('mutation { signOut { userErrors { code } } }', {}, '198.51.100.4', cookie)
    expect(out.response.headers.getSetCookie().map((each) => each.split('=')[0])).toEqual(['__Host-rollcall'])
    expect(await waits(session.device), 'after signing out').toBe(false)

    const again = await signIn(owner.email, PASSWORD, '198.51.100.4', { cookie: owner.device })
    const changed = await send(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }',
      { input: { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` } },
      '198.51.100.4',
      again.session,
    )
    const renewed = changed.response.headers.getSetCookie().find((each) => each.startsWith('__Host-rollcall-device='))
    expect(await waits(owner.device), 'after the password was changed').toBe(true)
    expect((await signIn(owner.email, `${PASSWORD}!`, attacked, { cookie: renewed?.split(';')[0] })).signedIn).toBe(
      true,
    )
  })

  test('a stolen device cookie gives ten guesses more, not any number', async () => {
    const owner = await newAdmin()
    let compared = 0
    for (let n = 0; n < 40; n += 1) {
      const { retryAfter } = await signIn(owner.email, `guess ${n}`, '203.0.113.10', { cookie: owner.device })
      if (retryAfter === undefined) compared += 1
    }
    expect(compared).toBe(20)
  })

  test('the device cookie is __Host-, Secure, HttpOnly, SameSite and outlives the session', async () => {
    const owner = await newAdmin()
    const { response } = await send(SIGN_IN, { input: { email: owner.email, password: PASSWORD } }, '198.51.100.5')
    const [session, device, ...rest] = response.headers.getSetCookie()
    expect(session).toMatch(/^__Host-rollcall=rcw_/)
    expect(device).toMatch(/^__Host-rollcall-device=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Expires=/)
    expect(rest).toEqual([])
    const ends = Date.parse(/Expires=(.+)$/.exec(device ?? '')?.[1] ?? '')
    expect(ends - now().getTime()).toBeGreaterThan(170 * 86_400_000)
  })

  test('two processes count together', async () => {
    const owner = await newAdmin()
    let compared = 0
    for (let n = 0; n < 16; n += 1) {
      const fetchGraphql = n % 2 === 0 ? here : there
      const { retryAfter } = await signIn(owner.email, 'a guess', '203.0.113.11', { fetchGraphql })
      if (retryAfter === undefined) compared += 1
    }
    expect(compared).toBe(10)
    await flood(
      owner.email,
      clients(90, (n) => `10.2.0.${n}`),
    )
    expect((await signIn(owner.email, 'a guess', '203.0.113.12', { fetchGraphql: there })).retryAfter).toBe(1)
  })

  test('unlocking forgets every count of the admin, whatever the client', async () => {
    const owner = await newAdmin()
    await flood(
      owner.email,
      clients(11, () => '203.0.113.13'),
    )
    await flood(
      owner.email,
      clients(120, (n) => `10.3.0.${n}`),
    )
    expect((await signIn(owner.email, PASSWORD, '203.0.113.13')).retryAfter).toBeDefined()
    await unlockAdmin({ ...instance.ctx, now }, { id: owner.id, by: FULL_AUTHORITY })
    expect((await signIn(owner.email, PASSWORD, '203.0.113.13')).signedIn).toBe(true)
    expect((await signIn(owner.email, PASSWORD, '10.3.0.119')).signedIn).toBe(true)
  })

  test('an address that nobody has is answered, counted and made to wait like one that somebody has', async () => {
    const owner = await newAdmin()
    const addresses = [
      ...clients(11, () => '203.0.113.14'),
      ...clients(90, (n) => `10.4.0.${n}`),
      ...clients(3, () => '203.0.113.15'),
    ]
    const answers = async (email: string) => {
      const seen: string[] = []
      for (const address of addresses) seen.push((await signIn(email, 'a guess', address)).text)
      return seen
    }
    expect(await answers('nobody@example.com')).toEqual(await answers(owner.email))
  })

  test("one's own password is guessed ten times at most while signed in, and strangers cannot use that up", async () => {
    const owner = await newAdmin()
    await flood(
      owner.email,
      clients(110, (n) => `10.5.0.${n}`),
    )
    const { session } = await signIn(owner.email, PASSWORD, '198.51.100.6', { cookie: owner.device })
    const change = async (currentPassword: string) =>
      (
        await send(
          'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }',
          { input: { currentPassword, newPassword: 'quite another password' } },
          '203.0.113.16',
          session,
        )
      ).text
    for (let n = 0; n < 10; n += 1) expect(await change('a guess')).toContain('WRONG_CREDENTIALS')
    expect(await change(PASSWORD)).toContain('RATE_LIMITED')
    later(QUARTER + 1)
    expect(await change(PASSWORD)).toContain('"userErrors":[]')
  })

  test('of 1,000 simultaneous sign-ins most are told to come back, and a known device is served meanwhile', async () => {
    const owner = await newAdmin()
    const crowd = Array.from({ length: 1_000 }, (_, n) =>
      signIn(`crowd-${n}@example.com`, 'a guess', `10.6.${n >> 8}.${n & 255}`),
    )
    const known = signIn(owner.email, PASSWORD, '198.51.100.7', { cookie: owner.device })
    const answers = await Promise.all(crowd)
    expect(await known).toMatchObject({ signedIn: true, text: expect.stringContaining('viewer') })
    const refused = answers.filter(({ retryAfter }) => retryAfter !== undefined)
    expect(refused.length).toBeGreaterThan(0)
    // Either queue may be full first: that of strangers' requests, or that of comparing passwords.
    for (const { text } of refused) expect(text).toContain('RATE_LIMITED')
    later(QUARTER + 1)
  })
})
