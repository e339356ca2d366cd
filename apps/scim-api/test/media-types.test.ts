import { expect, test } from 'vitest'
import { expectError, onEachDatabase, userBody } from './support.ts'

onEachDatabase('Media types', (shared) => {
  const post = (type: string, raw: string | Buffer = JSON.stringify(userBody())) =>
    shared.client.post('/Users', undefined, { raw, headers: { 'Content-Type': type } })

  test.each([
    'APPLICATION/SCIM+JSON',
    'Application/Json',
    'application/scim+json; charset=UTF-8',
    'application/scim+json;CHARSET="utf-8"',
    'application/scim+json ; charset = utf8',
    'application/json; charset=us-ascii',
    'application/json; odata=verbose; charset=utf-8',
    'application/json;',
  ])('a body of %j is read', async (type) => {
    expect((await post(type)).status).toBe(201)
  })

  test.each([
    'application/scim+json; charset=utf-16',
    'application/json; charset="ISO-8859-1"',
    'APPLICATION/JSON;Charset=windows-1252',
    'application/json; charset=utf-8000',
    'application/json; charset=""',
  ])('a body of %j is refused, and the answer says what to send', async (type) => {
    const answer = await post(type)
    expectError(answer, 415)
    expect(answer.json.detail).toContain('UTF-8')
  })

  test.each(['text/json', 'application/scim', 'application/vnd.api+json', 'json', ''])(
    'a body of %j is refused, and the answer names what is taken',
    async (type) => {
      const answer = await post(type)
      expectError(answer, 415)
      expect(answer.json.detail).toContain('application/scim+json')
    },
  )

  // RFC 9110 section 12.4.1: a server may disregard Accept, and clients that name what they cannot get read the answer all the same.
  test.each(['APPLICATION/SCIM+JSON', 'application/json;q=0', 'application/xml', 'text/html;charset=utf-16', ''])(
    'Accept %j is answered with SCIM',
    async (accept) => {
      const answer = await shared.client.get('/Users?count=0', { headers: { Accept: accept } })
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/)
    },
  )
})
