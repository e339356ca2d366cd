import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { createConsole } from './console.ts'

const cleanups: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** A console that tells what it was given. */
const ECHO_HANDLER = `export const handler = (request, response) => response.end(JSON.stringify({
  protocol: request.headers[process.env.ROLLCALL_CONSOLE_PROTOCOL_HEADER],
  host: request.headers[process.env.ROLLCALL_CONSOLE_HOST_HEADER],
  lendsGraphql: typeof request.fetchGraphql === 'function',
}))`

test('answers 503 and says what to run when the console is not built', async () => {
  const origin = await serve({ buildFolder: join(tmpdir(), 'no-such-console') })
  const response = await fetch(`${origin}/sign-in`)
  expect(response.status).toBe(503)
  expect(await response.text()).toBe('The console is not built. Run "npm run build" and start again.\n')
})

test('hands the public protocol and host to the console, whatever the client claims', async () => {
  const origin = await serve({ buildFolder: await buildFolder() })
  const response = await fetch(origin, {
    headers: { 'x-rollcall-console-protocol': 'http', 'x-rollcall-console-host': 'evil.example.com' },
  })
  expect(await response.json()).toEqual({ protocol: 'https', host: 'rollcall.example.com', lendsGraphql: false })
})

test('lends the GraphQL handler with the request', async () => {
  const origin = await serve({ buildFolder: await buildFolder(), fetchGraphql: async () => new Response() })
  expect(await (await fetch(origin)).json()).toMatchObject({ lendsGraphql: true })
})

test('serves the licences of what ships as text, to everybody', async () => {
  const folder = await buildFolder()
  const noticesFile = join(folder, 'notices.txt')
  await writeFile(noticesFile, 'Copyright (c) Zoë')
  const origin = await serve({ buildFolder: folder, noticesFile })
  const response = await fetch(`${origin}/settings/about/third-party-notices.txt`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toBe('Copyright (c) Zoë')
})

test('says that the licences are made by the build where they are missing', async () => {
  const folder = await buildFolder()
  const origin = await serve({ buildFolder: folder, noticesFile: join(folder, 'none.txt') })
  const response = await fetch(`${origin}/settings/about/third-party-notices.txt`)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('npm run build')
})

async function buildFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-console-'))
  cleanups.push(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'handler.js'), ECHO_HANDLER)
  return folder
}

async function serve(options: {
  buildFolder: string
  noticesFile?: string
  fetchGraphql?: () => Promise<Response>
}): Promise<string> {
  const app = express()
  const findSignedIn = async () => undefined
  app.use(await createConsole({ publicUrl: new URL('https://rollcall.example.com'), findSignedIn, ...options }))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
