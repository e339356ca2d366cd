import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { byLine, GUIDES, type GuideLine, linesOf, printPage, titlesIn } from './page.ts'

const here = (name: string) => new URL(name, import.meta.url)
const root = (path: string) => new URL(`../../../../${path}`, import.meta.url)
const lines = JSON.parse(readFileSync(here('lines.json'), 'utf8')) as GuideLine[]
const sources = readdirSync(here('.')).filter((name) => name.endsWith('.test.ts') && name !== 'page.test.ts')
const titles = byLine(sources.flatMap((name) => titlesIn(readFileSync(here(name), 'utf8'))))

test('every line of the five guides is there, in order', () => {
  const expected = Object.entries(GUIDES).flatMap(([letter, guide]) =>
    Array.from({ length: guide.lines }, (_, n) => `${letter}${n + 1}`),
  )
  expect(lines.map(({ id }) => id)).toEqual(expected)
})

test('every line is proved by a test, or says why none speaks of it, and never both', () => {
  const wrong = lines.filter(({ id, reason }) => titles.has(id) === (reason !== undefined))
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('a title names only lines that are there, and stands in the test of its guide', () => {
  const ids = lines.map(({ id }) => id)
  expect([...titles.keys()].filter((id) => !ids.includes(id))).toEqual([])
  for (const [letter, { file }] of Object.entries(GUIDES)) {
    const own = titlesIn(readFileSync(here(`${file}.test.ts`), 'utf8')).flatMap(linesOf)
    expect(
      own.filter((id) => !id.startsWith(letter)),
      file,
    ).toEqual([])
  }
})

test.each(Object.values(GUIDES))(
  'the recipe of $name shows the policy that its tests apply, word by word',
  ({ file }) => {
    const recipe = readFileSync(root(`docs/vendors/${file}.md`), 'utf8')
    expect(recipe).toContain(`\`\`\`json\n${readFileSync(root(`examples/policies/${file}.json`), 'utf8')}\`\`\``)
  },
)

test('docs/vendors.md says what the lines and the titles say', async () => {
  await expect(printPage(lines, titles)).toMatchFileSnapshot('../../../../docs/vendors.md')
})

test.each([
  ['test("x", …)', []],
  ["test('[V9] [V12] made', …)", ['V9', 'V12']],
  ["test.each(rows)('[C6] mode %s', …)", ['C6']],
  ["expect('[1] no line')", []],
])('%s names %j', (source, expected) => {
  expect(titlesIn(source).flatMap(linesOf)).toEqual(expected)
})
