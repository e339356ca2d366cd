import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const SOURCE = new URL('./', import.meta.url)

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({
    name: name.replaceAll('\\', '/'),
    code: withoutComments(readFileSync(new URL(name, SOURCE), 'utf8')),
  }))

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
}

/** Where the standard's own types are written down as data. */
const isData = (name: string): boolean =>
  /^schema\/(user|enterprise-user|group|resource-types|resource-type-schema|schema-schema)\.ts$/.test(name) ||
  name === 'protocol/urns.ts'

describe('the sources', () => {
  test('are found', () => {
    expect(files.length).toBeGreaterThan(30)
    expect(files.filter(({ name }) => isData(name))).toHaveLength(7)
  })

  test.each(files.filter(({ name }) => !isData(name)))('$name treats all resource types alike', ({ code }) => {
    expect(code).not.toMatch(/\b(User|Group|userName|Users|Groups)\b/)
  })

  test.each(files)('$name asks no clock, no chance and no other package', ({ code }) => {
    expect(code).not.toMatch(/Date\.now|new Date\(\)|Math\.random|console\.|from '(?!\.{1,2}\/)|require\(/)
  })
})
