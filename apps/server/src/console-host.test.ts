import { describe, expect, test } from 'vitest'
import { requestHost } from './console-host.ts'

const cases = [
  { asked: 'rollcall.example.com', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'Rollcall.Example.com', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'rollcall.example.com:443', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'acme.rollcall.example.com', publicUrl: 'https://rollcall.example.com', host: 'acme.rollcall.example.com' },
  { asked: 'evil.example.com', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'evilrollcall.example.com', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'rollcall.example.com:8443', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'rollcall.example.com/path', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'user@rollcall.example.com', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'a b', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: undefined, publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: '127.0.0.1:3000', publicUrl: 'http://localhost:3000', host: '127.0.0.1:3000' },
  { asked: '[::1]:3000', publicUrl: 'http://localhost:3000', host: '[::1]:3000' },
  { asked: 'localhost:3000', publicUrl: 'https://rollcall.example.com', host: 'rollcall.example.com' },
  { asked: 'evil.example.com:3000', publicUrl: 'http://localhost:3000', host: 'localhost:3000' },
]

describe('requestHost', () => {
  test.each(cases)('answers as $host when asked for $asked under $publicUrl', ({ asked, publicUrl, host }) => {
    expect(requestHost(asked, new URL(publicUrl))).toBe(host)
  })
})
