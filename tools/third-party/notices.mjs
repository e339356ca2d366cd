// The texts that licences ask to be handed on with the code that a bundle holds. Used by the builds of the console and of the server.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ROOT } from '../bootstrap/paths.mjs'

/** SPDX ids of licences whose code may ship; OFL-1.1 is that of fonts. */
const ALLOWED =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|OFL-1\.1)$/
const TEXT = /^(licen[cs]e|copying)([.-].*)?$/i
const NOTICE = /^notice(\..*)?$/i

/**
 * Packages under the MIT licence that are published without its text, with the copyright line of their repository (or, where that has no text either,
 * of their package.json). Look it up before you add one.
 * @type {readonly [RegExp, string][]}
 */
const WITHOUT_TEXT = [
  [/^@whatwg-node\//, 'Copyright (c) 2023 Arda TANRIKULU'],
  [/^(@graphql-tools\/.*|cross-inspect)$/, 'Copyright (c) 2020 The Guild, Inc.'],
  [/^iso-3166-1$/, 'Copyright (c) Daniel Eckermann'],
]

/** @param {string} name @param {string} license */
function knownText(name, license) {
  const [, copyright] = WITHOUT_TEXT.find(([names]) => names.test(name)) ?? []
  if (copyright === undefined || license !== 'MIT') return undefined
  return `MIT License\n\n${copyright}\n\n${readFileSync(new URL('mit.txt', import.meta.url), 'utf8').trim()}`
}

/**
 * A plugin of Rolldown and Vite that tells `onPackages` the folders, relative to the repository, of every package that a bundle holds code, styles or
 * fonts of.
 * @param {(folders: string[], environment: string) => void} onPackages
 */
export function bundledPackages(onPackages) {
  return {
    name: 'bundled-packages',
    /** @this {{ getModuleIds(): Iterable<string>, environment?: { name: string } }} */
    generateBundle(/** @type {unknown} */ _options, /** @type {Record<string, { moduleIds?: string[] }>} */ bundle) {
      const code = Object.values(bundle).flatMap((output) => output.moduleIds ?? [])
      const assets = [...this.getModuleIds()].filter((id) => /\.(css|woff2?)($|\?)/.test(id))
      const folders = [...code, ...assets].flatMap((id) => folderOf(id) ?? [])
      onPackages([...new Set(folders)].sort(), this.environment?.name ?? 'server')
    },
  }
}

/** @param {string} id @returns {string | undefined} */
function folderOf(id) {
  // What a bundler adds by itself is its own code.
  const [, tool] = /^\0(rolldown|vite)\//.exec(id) ?? []
  if (tool !== undefined) return packageFolder(tool, tool === 'vite' ? 'apps/admin' : 'apps/server')
  const [, folder] = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? []
  return folder === undefined ? undefined : relative(ROOT, folder)
}

/** Of a package that the workspace `from` depends on, by its name. @param {string} name @param {string} from */
export function packageFolder(name, from) {
  let folder = dirname(createRequire(join(ROOT, from, 'package.json')).resolve(name))
  while (!existsSync(join(folder, 'package.json')) || readPackage(folder).name !== name) folder = dirname(folder)
  return relative(ROOT, folder)
}

/** @param {string} folder @returns {{ name?: string, version?: string, license?: string }} */
const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** @param {string} file @param {readonly string[]} folders */
export function writeFolders(file, folders) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(folders, null, 2)}\n`)
}

/**
 * The notice for the packages in `folders`, in order of name and version. Throws an error that names every package whose licence is none of those
 * allowed or whose licence has no text.
 * @param {readonly string[]} folders
 */
export function noticeOf(folders) {
  /** @type {Map<string, string>} */
  const entries = new Map()
  /** @type {string[]} */
  const faults = []
  for (const folder of folders.map((each) => join(ROOT, each))) {
    const { name = '', version = '', license = '' } = readPackage(folder)
    const title = `${name} ${version}`
    const files = readdirSync(folder)
    /** @param {RegExp} names */
    const textsOf = (names) =>
      files.filter((file) => names.test(file)).map((file) => readFileSync(join(folder, file), 'utf8').trim())
    const licences = textsOf(TEXT)
    if (licences.length === 0) licences.push(knownText(name, license) ?? '')
    if (!isAllowed(license)) faults.push(`${title} has the licence "${license}"`)
    if (licences.includes('')) faults.push(`${title} has no licence text`)
    const parts = [...licences, ...textsOf(NOTICE)]
    entries.set(title, `${title}\nLicence: ${license}\n\n${parts.join('\n\n')}\n`)
  }
  if (faults.length > 0) throw new Error(`These packages cannot ship in a bundle:\n  ${faults.join('\n  ')}`)
  const rule = `\n${'-'.repeat(80)}\n\n`
  const head =
    'Rollcall holds code, styles and fonts of the packages below. Each stands under its own licence, whose text follows its name.\n'
  return [head, ...[...entries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry)].join(rule)
}

/** One of several that may be chosen is enough. @param {string} license */
const isAllowed = (license) =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((id) => ALLOWED.test(id))
