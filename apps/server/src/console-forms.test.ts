import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { ManualClock } from '@rollcall/request-bodies/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { guardForms } from './console-forms.ts'
import { createHttpServer } from './http-server.ts'

const clock = new ManualClock()
const open: Socket[] = []
let server: Server
let asked = 0
let aborted = 0

beforeAll(async () => {
  const guard = guardForms(async (cookie) => {
    asked += 1
    return cookie === 'rollcall=ada' ? 'ada' : undefined
  }, clock)
  server = createServer((req, res) => {
    // As the console does it: all of the form is kept before it is looked at.
    void guard(req, res, async () => {
      let bytes = 0
      try {
        for await (const chunk of req) bytes += (chunk as Buffer).length
        res.end(`${bytes} bytes.`)
      } catch {
        aborted += 1
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function send(
  text: string,
  to: Server = server,
): Promise<{ readonly socket: Socket; answer(): Promise<string> }> {
  const socket = connect((to.address() as AddressInfo).port, '127.0.0.1')
  open.push(socket)
  let got = ''
  socket.on('data', (chunk: Buffer) => {
    got += chunk.toString()
  })
  socket.on('error', () => undefined)
  socket.write(text)
  const answer = async () => {
    while (!/\r\n\r\n(.*\.|$)/s.test(got)) await once(socket, 'data')
    return got
  }
  return { socket, answer }
}

const form = (length: string, cookie = '') => `POST /sign-in HTTP/1.1\r\nHost: x\r\n${length}\r\n${cookie}\r\n`
const ADA = 'Cookie: rollcall=ada\r\n'

test.each<[string, string, RegExp]>([
  ['of nobody, too large for that', form('Content-Length: 8193'), /^HTTP\/1.1 413 .*Connection: close/s],
  ['of nobody, whatever the cookie', form('Content-Length: 8193', 'Cookie: rollcall=eve\r\n'), /^HTTP\/1.1 413/],
  ['of somebody, too large for anybody', form('Content-Length: 524289', ADA), /^HTTP\/1.1 413/],
  ['that does not say its length', form('Transfer-Encoding: chunked', ADA), /^HTTP\/1.1 411/],
])('a form %s is refused before it is there', async (_, text, expected) => {
  expect(await (await send(text)).answer()).toMatch(expected)
})

test.each([
  ['of nobody', 8_192, '', 0],
  ['of somebody', 524_288, ADA, 1],
])(
  'a form %s of the size it may have is taken, and asked for only then who sends it',
  async (_, size, cookie, times) => {
    asked = 0
    const sent = await send(form(`Content-Length: ${size}`, cookie) + 'x'.repeat(size))
    expect(await sent.answer()).toContain(`${size} bytes.`)
    expect(asked).toBe(times)
  },
)

test('a form that does not come is answered 408, and whoever reads it sees the client go', async () => {
  const sent = await send(`${form('Content-Length: 100')}x`)
  while (clock.waiting === 0) await new Promise(setImmediate)
  clock.advance(25_000)
  expect(await sent.answer()).toMatch(/^HTTP\/1.1 408/)
  await once(sent.socket, 'close')
  while (aborted === 0) await new Promise(setImmediate)
  expect(clock.waiting).toBe(0)
})

test('connections beyond the bound are closed, and told once for all of a second', async () => {
  const told: number[] = []
  let hear: () => void = () => undefined
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const bounded = createHttpServer((_req, res) => void res.end('served.'), {
    maxConnections: 10,
    onDropped(count) {
      told.push(count)
      hear()
    },
  })
  await new Promise<void>((resolve) => bounded.listen(0, '127.0.0.1', resolve))
  try {
    const first = await Promise.all(Array.from({ length: 10 }, () => send('GET / HTTP/1.1\r\n', bounded)))
    while (bounded.listenerCount('connection') > 0 && (await count(bounded)) < 10) await new Promise(setImmediate)
    const more = await Promise.all(Array.from({ length: 5 }, () => send('', bounded)))
    await Promise.all(more.map(({ socket }) => once(socket, 'close')))
    await heard
    expect(told).toEqual([5])
    first[0]?.socket.write('Host: x\r\n\r\n')
    expect(await first[0]?.answer()).toContain('served.')
  } finally {
    bounded.closeAllConnections()
    bounded.close()
  }
})

const count = (of: Server) => new Promise<number>((resolve) => of.getConnections((_, open) => resolve(open)))
