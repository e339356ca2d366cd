import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPolicy } from '../src/policy/read-policy.ts'

test.each(['contract', 'licences', 'organisations-and-kinds', 'roles', 'safety'])(
  'the example of docs/policy/%s.md is a valid policy',
  (name) => {
    const text = readFileSync(new URL(`../../../docs/policy/${name}.md`, import.meta.url), 'utf8')
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? []
    const surroundings = { directories: [{ slug: 'okta', definitions: null }], organisations: ['North', 'South'] }
    expect(readPolicy(JSON.parse(json), surroundings)).toMatchObject(JSON.parse(json))
  },
)
