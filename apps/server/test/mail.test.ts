import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import {
  createAdmin,
  createDirectory,
  createTenant,
  createToken,
  ExpiryJob,
  Keyring,
  newId,
} from '@rollcall/provisioning'
import { openStore, type Store } from '@rollcall/store'
import { createTestDatabase, DIALECTS, type TestDatabase } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { mailExpiring } from '../src/mail/expiry-mail.ts'
import { createMailer, type Mailer } from '../src/mail/mailer.ts'

const DAY_MS = 86_400_000

interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
}

/** As much of RFC 5321 as a client needs to hand over a mail. `refuse`: answers recipients with 550. */
async function startSmtpServer(mood: 'takes' | 'refuse' = 'takes') {
  const received: Received[] = []
  const server: Server = createServer((socket) => {
    let text = ''
    let from = ''
    let to: string[] = []
    let inData = false
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test ESMTP')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk.toString()
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const part = text.slice(0, end)
        text = text.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          received.push({ from, to, data: part })
          say('250 taken')
          continue
        }
        const address = /<([^>]*)>/.exec(part)?.[1] ?? ''
        if (/^(EHLO|HELO)/i.test(part)) say('250 test')
        else if (/^MAIL/i.test(part)) {
          from = address
          to = []
          say('250 ok')
        } else if (/^RCPT/i.test(part)) {
          to.push(address)
          say(mood === 'refuse' ? '550 nobody here' : '250 ok')
        } else if (/^DATA/i.test(part)) {
          inData = true
          say('354 go on')
        } else if (/^QUIT/i.test(part)) {
          say('221 bye')
          socket.end()
        } else say('250 ok')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    received,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** As a reader of mail shows it. */
const readable = (data: string): string =>
  data
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

describe('settings of e-mail', () => {
  test('come together or not at all', () => {
    expect(readConfig({}).mail).toBeUndefined()
    const mail = { SMTP_URL: 'smtps://user:p%40ss@mail.example.com:465', SMTP_FROM: 'Rollcall <rollcall@example.com>' }
    expect(readConfig(mail).mail).toEqual({ smtpUrl: mail.SMTP_URL, from: mail.SMTP_FROM })
    expect(readConfig({ SMTP_FROM: 'rollcall@example.com' }).mail).toBeUndefined()
  })

  test.each<[string, Record<string, string>]>([
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.com', SMTP_FROM: 'a@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'http://mail.example.com', SMTP_FROM: 'a@example.com' }],
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'rollcall' }],
    ['SMTP_FROM', { SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'a@example.com\nBcc: b@example.com' }],
  ])('a bad %s stops the start with a line that names it', (name, env) => {
    expect(() => readConfig(env)).toThrow(new RegExp(`^Bad configuration: ${name} must be [^\\n]+\\.$`))
  })
})

describe.each(DIALECTS)('mail about credentials that end soon (%s)', (dialect) => {
  let database: TestDatabase
  let store: Store
  let now = new Date()
  const ctx = {
    keyring: new Keyring(['a-key-for-tests-that-is-long-enough-0000']),
    actor: { type: 'system' as const, id: 'server', label: 'the server' },
    requestId: newId(),
    now: () => now,
    newId,
    get store() {
      return store
    },
  }
  beforeAll(async () => {
    database = await createTestDatabase(dialect)
    store = await openStore({ url: database.url })
  })
  afterAll(async () => {
    await store?.close()
    await database?.drop()
  })

  async function tenantWith(slug: string, tokens: readonly [name: string, days: number][]) {
    const tenant = await createTenant(ctx, { slug, name: `Tenant ${slug}` })
    const target = { tenantId: tenant.id }
    const directory = await createDirectory(ctx, { ...target, slug: 'okta', name: 'Okta' })
    for (const [name, days] of tokens) {
      const expiresAt = new Date(now.getTime() + days * DAY_MS)
      await createToken(ctx, { ...target, directoryId: directory.id, name, expiresAt })
    }
    return target
  }
  const run = async (mailer: Mailer) => {
    const logged: unknown[] = []
    const options = {
      mailer,
      publicUrl: 'https://rollcall.example.com',
      logger: { warn: (...all: unknown[]) => void logged.push(all) },
    }
    const job = new ExpiryJob(
      ctx,
      (warned, signal) => mailExpiring(ctx, warned, options, signal),
      (error) => logged.push(error),
    )
    await job.run()
    await job.close()
    return logged
  }

  test('goes once to the admins of the tenant who look after credentials: one mail a tenant', async () => {
    const smtp = await startSmtpServer()
    const mailer = createMailer({ smtpUrl: smtp.url, from: 'Rollcall <rollcall@example.com>' })
    const one = await tenantWith('one', [
      ['Okta', 6.5],
      ['Entra', 0.9],
      ['Later', 300],
    ])
    await tenantWith('two', [['Ping', 25]])
    for (const [email, role, of] of [
      ['owner@one.example', 'owner', one],
      ['tokens@one.example', 'token-manager', one],
      ['auditor@one.example', 'auditor', one],
      ['scim@one.example', 'scim-manager', one],
      ['owner@instance.example', 'owner', {}],
    ] as const) {
      await createAdmin(ctx, { email, role, ...of })
    }
    expect(await run(mailer)).toEqual([])
    expect(smtp.received.map(({ from, to }) => [from, [...to].sort()])).toEqual([
      ['rollcall@example.com', ['owner@one.example', 'tokens@one.example']],
      ['rollcall@example.com', ['owner@instance.example']],
    ])
    const [mail = ''] = smtp.received.map(({ data }) => readable(data))
    expect(mail).toContain('Subject: Tenant one: 2 credentials for provisioning end in a day')
    expect(mail).toContain('- "Entra" of the directory "Okta": in a day, on ')
    expect(mail).toContain('- "Okta" of the directory "Okta": in 7 days, on ')
    expect(mail).toContain('https://rollcall.example.com')
    expect(mail).not.toContain('Later')
    expect(await run(mailer)).toEqual([])
    expect(smtp.received).toHaveLength(2)
    now = new Date(now.getTime() + 12 * DAY_MS)
    await run(mailer)
    expect(smtp.received.slice(2).map(({ data }) => /Subject: (.*)\r/.exec(readable(data))?.[1])).toEqual([
      'Tenant two: a credential for provisioning ends in 13 days',
    ])
    await smtp.close()
  })

  test.each(['refuse', 'away'] as const)(
    'that the mail server cannot take (%s) is logged, and nothing fails',
    async (mood) => {
      const smtp = await startSmtpServer('refuse')
      if (mood === 'away') await smtp.close()
      await tenantWith(`three-${mood}`, [['Okta', 5]])
      const logged = await run(createMailer({ smtpUrl: smtp.url, from: 'rollcall@example.com' }))
      expect(logged).toEqual([
        [expect.objectContaining({ tenantId: expect.any(String) }), expect.stringContaining('not sent')],
      ])
      if (mood === 'refuse') await smtp.close()
    },
  )

  // The mail server never answers: waiting for it would be noticed by the time limit of the test.
  test.each(['before anything was asked', 'while the mail is sent'])(
    'does not hold up a server that stops %s',
    async (moment) => {
      await tenantWith(`four-${moment.split(' ')[0]}`, [['Okta', 5]])
      const telling = Promise.withResolvers<void>()
      const sending = Promise.withResolvers<void>()
      const mailer: Mailer = {
        send: () => {
          sending.resolve()
          return new Promise(() => undefined)
        },
      }
      const options = { mailer, publicUrl: 'https://rollcall.example.com', logger: { warn: () => undefined } }
      const job = new ExpiryJob(
        ctx,
        (warned, signal) => {
          telling.resolve()
          return mailExpiring(ctx, warned, options, signal)
        },
        () => undefined,
      )
      const running = job.run()
      await (moment === 'while the mail is sent' ? sending : telling).promise
      await job.close()
      await running
    },
  )
})
