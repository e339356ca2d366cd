import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { listCredentials, revokeCredential } from '@rollcall/provisioning'
import { ManualClock } from '@rollcall/request-bodies/testing'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOUNDS } from '../src/http/admission.ts'
import { startTestServer, type TestDirectory, type TestServer } from '../testing/index.ts'
import { userBody } from './support.ts'

const KIB = 1_024

/** A connection that writes what it is told, byte for byte, and keeps what it is answered. */
class Wire {
  readonly socket: Socket
  text = ''
  readonly closed: Promise<unknown>

  constructor(origin: string) {
    const { hostname, port } = new URL(origin)
    this.socket = connect(Number(port), hostname)
    this.socket.on('data', (chunk: Buffer) => {
      this.text += chunk.toString('latin1')
    })
    this.socket.on('error', () => undefined)
    this.closed = once(this.socket, 'close')
  }

  write(text: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(text, () => resolve()))
  }

  /** The whole head and body of the first answer that is not `100 Continue`. */
  async answer(): Promise<{ readonly status: number; readonly head: string; readonly json: { detail?: string } }> {
    for (;;) {
      const text = this.text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')
      const end = text.indexOf('\r\n\r\n')
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? Number.NaN)
      if (end > 0 && text.length >= end + 4 + length) {
        return { status: Number(text.slice(9, 12)), head: text.slice(0, end), json: JSON.parse(text.slice(end + 4)) }
      }
      await Promise.race([once(this.socket, 'data'), this.closed.then(() => Promise.reject(new Error(this.text)))])
    }
  }
}

const head = ({ token }: TestDirectory, ...more: string[]) =>
  ['POST /scim/v2/Users HTTP/1.1', 'Host: x', `Authorization: Bearer ${token}`, ...more, '', ''].join('\r\n')

describe.each(DIALECTS)('half-sent bodies (%s)', (dialect) => {
  const clock = new ManualClock()
  let server: TestServer
  let other: TestDirectory
  const wires: Wire[] = []
  const open = (): Wire => {
    const wire = new Wire(server.origin)
    wires.push(wire)
    return wire
  }
  /** Connections whose bodies the server waits for. */
  const begin = async (directory: TestDirectory, count: number, body: string | Buffer, length = 1_000) => {
    const before = clock.waiting
    const made = Array.from({ length: count }, open)
    for (const wire of made)
      void wire.write(Buffer.concat([Buffer.from(head(directory, `Content-Length: ${length}`)), Buffer.from(body)]))
    while (clock.waiting < before + count && made.every(({ text }) => text === '')) await new Promise(setImmediate)
    return made
  }
  const serveOther = async () => {
    expect((await other.client.get('/Users')).status).toBe(200)
    expect((await other.client.post('/Users', userBody())).status).toBe(201)
  }
  const end = async () => {
    await Promise.all(
      wires.splice(0).map((wire) => {
        wire.socket.destroy()
        return wire.closed
      }),
    )
    while (clock.waiting > 0) await new Promise(setImmediate)
  }

  beforeAll(async () => {
    server = await startTestServer(dialect, { clock, bounds: { ...BOUNDS, bodyBytes: 1_024 * KIB } })
    other = await server.addDirectory({ tenantSlug: 'other' })
  })
  afterAll(async () => {
    expect(server.failures).toEqual([])
    await server.close()
  })

  test('1,200 of one tenant shut nobody out, and are answered 408 when their time is over', async () => {
    const directories = [server, await server.addDirectory(), await server.addDirectory()]
    const all: Wire[] = []
    for (const each of directories) all.push(...(await begin(each, 400, '{"u')))
    await serveOther()
    // The tenant itself is served as well: what is not complete takes no slot.
    expect((await server.client.post('/Users', userBody())).status).toBe(201)
    clock.advance(25_000)
    for (const wire of all.slice(0, 20)) {
      const { status, head: sent, json } = await wire.answer()
      expect([status, sent.includes('Connection: close')]).toEqual([408, true])
      expect(json.detail).toContain('too slowly')
    }
    await end()
    await serveOther()
  })

  test('a body that drips has the same time', async () => {
    const [wire] = await begin(server, 1, '{')
    for (let each = 0; each < 6; each += 1) {
      await wire?.write(' ')
      clock.advance(5_000)
    }
    expect((await wire?.answer())?.status).toBe(408)
    await end()
  })

  test('bytes are bounded in all: a tenant that keeps all it may is refused, and another is served', async () => {
    const held = Buffer.alloc(64 * KIB, 0x20)
    const second = await server.addDirectory()
    const third = await server.addDirectory()
    const all: Wire[] = []
    for (const each of [server, second, third]) all.push(...(await begin(each, 8, held, 1_024 * KIB)))
    const refused = await Promise.race(all.map((wire) => wire.answer()))
    expect(refused).toMatchObject({ status: 429, head: expect.stringMatching(/retry-after: [1-9]/i) })
    await serveOther()
    await end()
    expect((await server.client.post('/Users', userBody())).status).toBe(201)
  })

  test('a length above the limit is refused before the body, also when the client waits for its turn', async () => {
    const wire = open()
    await wire.write(head(server, 'Content-Length: 99999999999'))
    expect(await wire.answer()).toMatchObject({ status: 413, head: expect.stringContaining('Connection: close') })
    const waits = open()
    await waits.write(head(server, `Content-Length: ${17 * KIB * KIB}`, 'Expect: 100-continue'))
    expect((await waits.answer()).status).toBe(413)
    expect(waits.text).not.toContain('100 Continue')
    await end()
  })

  test('a client that waits is asked to go on once it is known, and not before', async () => {
    const stranger = open()
    await stranger.write(head({ ...server, token: 'nobody' }, 'Content-Length: 10', 'Expect: 100-continue'))
    expect((await stranger.answer()).status).toBe(401)
    expect(stranger.text).not.toContain('100 Continue')
    const body = JSON.stringify(userBody())
    const known = open()
    await known.write(head(server, `Content-Length: ${body.length}`, 'Expect: 100-continue'))
    while (!known.text.includes('100 Continue')) await once(known.socket, 'data')
    await known.write(body)
    expect((await known.answer()).status).toBe(201)
    await end()
  })

  test('a token that is revoked while its body comes does nothing any more', async () => {
    const directory = await server.addDirectory()
    const body = JSON.stringify(userBody())
    const [wire] = await begin(directory, 1, body.slice(0, 5), body.length)
    const { tenant_id: tenantId } = directory.directory
    const [credential] = await listCredentials(server.ctx, tenantId, directory.directory.id)
    await revokeCredential(server.ctx, { tenantId, id: credential?.id ?? '' })
    clock.advance(2_000)
    await wire?.write(body.slice(5))
    expect((await wire?.answer())?.status).toBe(401)
    await end()
  })

  test('a body that inflates beyond its share is refused, and nothing of it stays', async () => {
    const bomb = gzipSync(Buffer.alloc(2 * KIB * KIB, 0x20))
    const sent = () =>
      server.client.send('POST', '/Users', { raw: bomb, headers: { 'Content-Encoding': 'gzip' } }).then((a) => a.status)
    expect(await Promise.all(Array.from({ length: 8 }, sent))).toEqual(Array.from({ length: 8 }, () => 429))
    expect((await server.client.post('/Users', userBody())).status).toBe(201)
  })
})
