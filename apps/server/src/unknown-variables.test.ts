import { expect, test } from 'vitest'
import { VARIABLES } from './config.ts'
import { unknownVariables } from './unknown-variables.ts'

test.each([
  ['ROLLCALL_RATE_LIMITS', '500', 'Did you mean ROLLCALL_RATE_LIMIT?'],
  ['ROLLCALL_SECRETKEY', 'hush', 'Did you mean ROLLCALL_SECRET_KEY?'],
  ['rollcall_rate_limit', '500', 'Did you mean ROLLCALL_RATE_LIMIT?'],
  ['ROLLCALL_PORT', '3001', 'Did you mean PORT?'],
  ['ROLLCALL_PUBLIC_URL', 'https://x', 'Did you mean PUBLIC_URL?'],
  ['ROLLCALL_SOMETHING_ELSE', 'hush', 'is no setting of Rollcall and changes nothing.'],
  ['ROLLCALL_DRAIN_SECONDS', '25', 'is not used by this version of Rollcall.'],
  ['METRICS_PORT', '9000', 'is not used by this version of Rollcall.'],
])('%s is told, without its value', (name, value, words) => {
  const [sentence = '', ...more] = unknownVariables({ [name]: value })
  expect(more).toEqual([])
  expect(sentence).toMatch(new RegExp(`^${name} is `))
  expect(sentence.endsWith(words)).toBe(true)
  expect(sentence).not.toContain('hush')
})

test.each([
  ...VARIABLES.map((name) => [name, 'x']),
  ['ROLLCALL_RATE_LIMITS', ''],
  ['ROLLCALL_CONSOLE_BODY_SIZE_LIMIT', '512K'],
  ['ROLLCALL_PORT', 'tcp://10.0.0.1:3000'],
  ['ROLLCALL_PORT_3000_TCP_ADDR', '10.0.0.1'],
  ['ROLLCALL_SERVICE_HOST', '10.0.0.1'],
  ['ROLLCALL_CONSOLE_SERVICE_PORT_HTTP', '80'],
  ['ROLLCALLX', '1'],
  ['PATH', '/bin'],
])('%s=%s is nothing to tell', (name = '', value = '') => {
  expect(unknownVariables({ [name]: value })).toEqual([])
})
