import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPolicy } from '../src/policy/read-policy.ts'

const PAGES = [
  'contract',
  'credentials',
  'directories',
  'licences',
  'organisations-and-kinds',
  'people',
  'roles',
  'safety',
]

test.each(PAGES)('every example of docs/policy/%s.md is a valid policy', (name) => {
  const text = readFileSync(new URL(`../../../docs/policy/${name}.md`, import.meta.url), 'utf8')
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json))
  expect(examples).not.toEqual([])
  const directories = ['okta', 'entra'].map((slug) => ({ slug, definitions: null }))
  const surroundings = { directories, organisations: ['North', 'South'] }
  for (const example of examples) expect(readPolicy(example, surroundings)).toMatchObject(example)
})
