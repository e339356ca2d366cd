import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../bootstrap/paths.mjs'
import { bundledPackages, noticeOf } from './notices.mjs'

let folder: string
beforeAll(() => {
  mkdirSync(join(ROOT, 'tools', '.test-results'), { recursive: true })
  folder = mkdtempSync(join(ROOT, 'tools', '.test-results', 'third-party-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function packageOf(name: string, license: string, files: Readonly<Record<string, string>>): string {
  const own = join(folder, 'node_modules', name)
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text)
  return relative(ROOT, own)
}

describe('the notice', () => {
  test('has the name, version, licence and texts of each package, once, in order', () => {
    const packages = [
      packageOf('zeta', 'Apache-2.0', { 'LICENSE.md': 'Apache text', NOTICE: 'Zeta notice' }),
      packageOf('@scope/alpha', '(WTFPL OR MIT)', { licence: 'MIT text' }),
    ]
    const notice = noticeOf([...packages, ...packages])
    expect(notice).toMatch(
      /@scope\/alpha 1\.2\.3\nLicence: \(WTFPL OR MIT\)\n\nMIT text\n[\s\S]*zeta 1\.2\.3\nLicence: Apache-2\.0\n\nApache text\n\nZeta notice\n$/,
    )
    expect(notice.match(/zeta/g)).toHaveLength(1)
  })

  test('is refused, with every package that is at fault, for another licence or a missing text', () => {
    const packages = [
      packageOf('gpl', 'GPL-3.0-only', { LICENSE: 'GPL text' }),
      packageOf('none', '', { LICENSE: 'some text' }),
      packageOf('silent', 'MIT', {}),
      packageOf('fine', 'ISC', { LICENSE: 'ISC text' }),
    ]
    expect(() => noticeOf(packages)).toThrow(/gpl 1\.2\.3[\s\S]*none 1\.2\.3[\s\S]*silent 1\.2\.3 has no licence text$/)
  })

  test('knows the text of a package that is published without one, as long as it is MIT', () => {
    expect(noticeOf([packageOf('cross-inspect', 'MIT', {})])).toContain('Copyright (c) 2020 The Guild, Inc.')
    expect(() => noticeOf([packageOf('iso-3166-1', 'ISC', {})])).toThrow(/iso-3166-1/)
  })
})

test('what a bundle holds is read from its code, styles and fonts, and what only stands in the graph is not', () => {
  const heard: string[][] = []
  const plugin = bundledPackages((folders) => void heard.push(folders))
  const at = (path: string) => join(ROOT, 'node_modules', path)
  plugin.generateBundle.call(
    { getModuleIds: () => [at('unused/index.js'), at('font/files/a.woff2?url'), at('style/a.css'), at('code/a.js')] },
    {},
    { 'a.js': { moduleIds: [at('code/a.js'), at('x/node_modules/@s/inner/b.js'), join(ROOT, 'apps/a.ts')] } },
  )
  const names = ['code', 'font', 'style', 'x/node_modules/@s/inner'].map((name) => `node_modules/${name}`)
  expect(heard).toEqual([names])
})
