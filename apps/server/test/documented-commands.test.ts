import { readdirSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'

const docs = (path: string) => new URL(`../../../docs/${path}`, import.meta.url)
const pages = [
  'okta.md',
  ...['vendors', 'policy'].flatMap((folder) => readdirSync(docs(folder)).map((name) => `${folder}/${name}`)),
]

/** `rollcall …` in a line of its own or between backticks. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/(?:^\s*|`)rollcall ([a-z][^`\n#]*)/gm)].map(([, command = '']) => command.trim())

/** The command that the first words name, and the words after them. */
function resolve(words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } {
  let command = createProgram()
  for (const [index, word] of words.entries()) {
    const next = command.commands.find((each) => each.name() === word)
    if (next === undefined) return { command, rest: words.slice(index) }
    command = next
  }
  return { command, rest: [] }
}

test.each(pages)('every command of docs/%s exists, with its options', (page) => {
  for (const text of commandsIn(readFileSync(docs(page), 'utf8'))) {
    const { command, rest } = resolve(text.split(/\s+/))
    expect(command.commands, text).toEqual([])
    const given = rest.filter((word) => word.startsWith('--'))
    const known = command.options.map(({ long }) => long)
    expect(
      given.filter((name) => !known.includes(name)),
      text,
    ).toEqual([])
  }
})
