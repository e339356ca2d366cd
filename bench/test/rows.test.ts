import { expect, test } from 'vitest'
import { toCopyText } from '../src/population/copy-in.ts'
import { insertInto } from '../src/rows/columns.ts'
import { requestRecordRow } from '../src/rows/request-record.ts'

test.each([
  [null, '\\N'],
  [7, '7'],
  ['plain', 'plain'],
  ['a\tb\nc\\d\r', 'a\\tb\\nc\\\\d\\r'],
  [Buffer.from([1, 255]), '\\\\x01ff'],
])('COPY writes %j as %s', (value, text) => {
  expect(toCopyText(value)).toBe(text)
})

test('an insert names every column in order', () => {
  expect(insertInto('scim_member', (position) => `$${position}`)).toBe(
    'insert into scim_member (tenant_id, group_id, member_id) values ($1, $2, $3)',
  )
})

test('a request record holds no literal of a filter', () => {
  const space = { tenantId: 't', directoryId: 'd', credentialId: 'c', credentialName: 'n' }
  const row = requestRecordRow(space, {
    ...{ requestId: 'r', at: 'now', method: 'GET', path: '/Users', query: 'filter=userName%20eq%20%22ada%22&count=1' },
    ...{ status: 200, ms: 1, requestBytes: 0, responseBytes: 2, userAgent: undefined },
    ...{ resourceId: undefined, body: undefined },
  })
  expect(row[7]).toBe('filter=userName eq "?"&count=1')
})
