import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { policyDocument } from '../src/policy/policy-document.ts'
import { readPolicy } from '../src/policy/read-policy.ts'

const page = readFileSync(new URL('../../../docs/policy/README.md', import.meta.url), 'utf8')

type Schema = z.core.JSONSchema.BaseSchema

/** Every key as the page writes it, with its default where it has one. */
function keysOf(schema: Schema, path: string): [path: string, fallback: unknown][] {
  const children: [string, Schema][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, child]): [string, Schema] => [
      path === '' ? name : `${path}.${name}`,
      child as Schema,
    ]),
  ]
  const inside: [string, Schema][] = []
  if (typeof schema.items === 'object') inside.push([`${path}[]`, schema.items as Schema])
  if (typeof schema.additionalProperties === 'object') inside.push([`${path}.<slug>`, schema.additionalProperties])
  for (const each of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) inside.push([path, each as Schema])
  return [
    ...children.flatMap(([at, child]) => [[shown(at), child.default] as [string, unknown], ...keysOf(child, at)]),
    ...inside.flatMap(([at, child]) => keysOf(child, at)),
  ]
}

/** What is the same in every list of rules, and in every threshold of the brake, stands on the page once. */
const shown = (path: string): string =>
  path
    .replace(/^.*\brules\[\]\.when\./, 'when.')
    .replace(/^.*\brules\[\]\.(id|when)$/, 'rules[].$1')
    .replace(/\.brake\.(delete|deactivate|empty-group|lose-role)\./, '.brake.<kind>.')

const keys = new Map(keysOf(z.toJSONSchema(policyDocument, { io: 'input' }), ''))

test('the reference has a row for each key of the policy, with its default', () => {
  expect(keys.size).toBeGreaterThan(70)
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const missing = [...keys].filter(([path, fallback]) => {
    const row = rows.find((line) => line.split(' | ')[0]?.includes(`\`${path}\``))
    return row === undefined || (fallback !== undefined && row.split(' | ')[1] !== `\`${JSON.stringify(fallback)}\``)
  })
  expect(missing).toEqual([])
})

test('the reference names no key that there is not', () => {
  const named = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ''))
  expect(named.filter((path) => !keys.has(path))).toEqual([])
})

test('the whole document of the reference is a valid policy that uses every part', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? []
  const surroundings = { directories: [{ slug: 'okta', definitions: null }], organisations: ['North'] }
  const document = JSON.parse(json)
  expect(readPolicy(document, surroundings)).toMatchObject(document)
  expect(Object.keys(document).sort()).toEqual(Object.keys(policyDocument.shape).sort())
})
