import { describe, expect, test } from 'vitest'
import { judgeAnswers, parseTrace } from './trace.ts'

const LOG = '21</data/rollcall.db-wal>'
const page = (id: string) => `7 pwrite64(${LOG}, "\\2\\0${id}\\0"..., 4096, 56) = 4096`
const header = (size: string) =>
  `7 pwrite64(${LOG}, "\\0\\0\\0\\3\\0\\0\\0${size}\\1\\2\\3\\4\\5\\6\\7\\10\\t\\n\\v\\f\\r\\16\\17\\20", 24, 32) = 24`
const COMMIT = header('\\32')
const MIDDLE = header('\\0')
const SYNC = `7 fdatasync(${LOG}) = 0`
const answer = (id: string, status = 201) =>
  `7 write(25<socket:[99]>, "HTTP/1.1 ${status} Created\\r\\nETag: 1\\r\\nX-Request-Id: ${id}\\r\\n\\r\\n{}", 80) = 80`

const CASES: readonly (readonly [title: string, lines: readonly string[], verdicts: readonly string[]])[] = [
  ['commit, sync, answer', [COMMIT, page('id-1'), SYNC, answer('id-1')], ['after its sync']],
  [
    'two in one commit',
    [MIDDLE, page('id-1'), COMMIT, page('id-2'), SYNC, answer('id-1'), answer('id-2')],
    ['after its sync', 'after its sync'],
  ],
  [
    'a sync in another thread, in two lines',
    [
      COMMIT,
      page('id-1'),
      `8 fdatasync(${LOG} <unfinished ...>`,
      '7 getpid() = 7',
      '8 <... fdatasync resumed>) = 0',
      answer('id-1'),
    ],
    ['after its sync'],
  ],
  ['an answer before the sync', [COMMIT, page('id-1'), answer('id-1'), SYNC], ['no sync between commit and answer']],
  [
    'an answer before the commit',
    [MIDDLE, page('id-1'), SYNC, answer('id-1'), COMMIT, page('x'), SYNC],
    ['no commit before it'],
  ],
  ['an answer without a commit', [answer('id-1')], ['no commit before it']],
  [
    'a sync of the page before its commit',
    [MIDDLE, page('id-1'), SYNC, COMMIT, page('x'), answer('id-1')],
    ['no sync between commit and answer'],
  ],
  [
    'a sync that began before the commit was written',
    [`8 fdatasync(${LOG} <unfinished ...>`, COMMIT, page('id-1'), '8 <... fdatasync resumed>) = 0', answer('id-1')],
    ['no sync between commit and answer'],
  ],
  [
    'a sync that had not returned',
    [COMMIT, page('id-1'), `8 fdatasync(${LOG} <unfinished ...>`, answer('id-1'), '8 <... fdatasync resumed>) = 0'],
    ['no sync between commit and answer'],
  ],
  [
    'a sync of another file',
    [COMMIT, page('id-1'), '7 fdatasync(20</data/rollcall.db>) = 0', answer('id-1')],
    ['no sync between commit and answer'],
  ],
  [
    'a sync that failed',
    [COMMIT, page('id-1'), `7 fdatasync(${LOG}) = -1 EIO (Input/output error)`, answer('id-1')],
    ['no sync between commit and answer'],
  ],
  ['a refusal', [answer('id-1', 409)], []],
]

describe('the trace of a server is judged', () => {
  test.each(CASES)('%s', (_, lines, verdicts) => {
    const answers = judgeAnswers(parseTrace(lines), new Set(['id-1', 'id-2']))
    expect(answers.map(({ verdict }) => verdict)).toEqual(verdicts)
  })
})
