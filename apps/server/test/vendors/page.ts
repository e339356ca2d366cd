/** One line of a vendor's guide. */
export interface GuideLine {
  readonly id: string
  /** What the guide says. */
  readonly what: string
  /** Where it is set here. */
  readonly here: string
  /** Why no test speaks of it. */
  readonly reason?: string
  /** What of it is not there yet. */
  readonly open?: string
}

/** The guides, by the letter that their lines begin with, and how many lines each has. */
export const GUIDES = {
  V: { name: 'Vivantio', file: 'vivantio', lines: 14 },
  Z: { name: 'VIDIZMO', file: 'vidizmo', lines: 26 },
  E: { name: 'Envi', file: 'envi', lines: 21 },
  C: { name: 'Condeco', file: 'condeco', lines: 7 },
  O: { name: 'ServiceOps', file: 'serviceops', lines: 16 },
} as const

/** The titles in a test's source that name lines: `'[V3] a user taken off the app …'`. */
export const titlesIn = (source: string): string[] =>
  [...source.matchAll(/'((?:\[[VZECO]\d+\] )+[^'\n]+)'/g)].map(([, title = '']) => title)

/** `[V9] [V12] the command line …`: V9 and V12. */
export const linesOf = (title: string): string[] => [...title.matchAll(/\[([VZECO]\d+)\] /g)].map(([, id = '']) => id)

/** Titles by the lines they name. */
export function byLine(titles: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const pairs = titles.flatMap((title) => linesOf(title).map((id) => ({ id, title })))
  return new Map([...Map.groupBy(pairs, ({ id }) => id)].map(([id, found]) => [id, found.map(({ title }) => title)]))
}

const cell = (text: string): string => text.replaceAll('|', '\\|')
/** Without the lines and the values of a table's row. */
const bare = (title: string): string =>
  title
    .replaceAll(/\[[VZECO]\d+\] /g, '')
    .replaceAll(/ \(%[sij]\)/g, '')
    .replaceAll(/%[sij]/g, '…')

/** docs/vendors.md: what each line of the guides became. */
export function printPage(lines: readonly GuideLine[], titles: ReadonlyMap<string, readonly string[]>): string {
  const page = [
    '# Five vendors’ guides, line by line',
    '',
    'Five vendors document how their admins connect Okta. Their settings, promises and notices work here, and the limits they apologise for are gone; what is not there yet says so. Each line names the tests that prove it: a whole server over HTTP, the admin by GraphQL or the command line, Okta by the requests it sends, on SQLite and on PostgreSQL. Made of `apps/server/test/vendors/lines.json` and of the titles of the tests: `pnpm exec vitest run test/vendors/page.test.ts -u` in `apps/server` writes it.',
    '',
  ]
  for (const [letter, { name, file }] of Object.entries(GUIDES)) {
    page.push(
      `## ${name}`,
      '',
      `[The recipe](vendors/${file}.md) · [its policy](../examples/policies/${file}.json)`,
      '',
    )
    page.push('| line | the guide | proved by | set here |', '|---|---|---|---|')
    for (const line of lines.filter(({ id }) => id.startsWith(letter))) {
      const proof = line.reason ?? (titles.get(line.id) ?? []).map(bare).join('; ')
      const missing = line.open === undefined ? '' : ` (not yet: ${line.open})`
      page.push(`| ${line.id} | ${cell(line.what)} | ${cell(proof + missing)} | ${cell(line.here)} |`)
    }
    page.push('')
  }
  return page.join('\n')
}
