import { expect, test } from 'vitest'
import { createUser, onEachDatabase, USER, unique } from '../support.ts'

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** The file sends a Content-Type on every GET and creates with application/json. */
const HEADERS = { 'Content-Type': 'application/json', Accept: 'application/scim+json; charset=utf-8' }

/** https://developer.okta.com/standards/SCIM/SCIMFiles/Okta-SCIM-20-SPEC-Test.json, request by request, its own order. */
onEachDatabase(
  'Okta’s published SPEC test',
  (shared) => {
    test('all twelve requests, in order', async () => {
      const get = (path: string, authorization?: string) =>
        shared.client.get(path, { headers: HEADERS, ...(authorization === undefined ? {} : { authorization }) })
      const byName = (name: string) => `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`
      await createUser(shared.client, {
        name: { familyName: 'F', givenName: 'G' },
        emails: [{ primary: true, value: 'first@example.com', type: 'work' }],
      })

      // 1. Users exist, and look as Okta needs them.
      const first = await get('/Users?count=1&startIndex=1')
      expect(first.status).toBe(200)
      expect(first.json.schemas).toContain(LIST)
      for (const name of ['itemsPerPage', 'startIndex', 'totalResults'])
        expect(Number.isInteger(first.json[name]), name).toBe(true)
      const complete = (user: { [name: string]: unknown }) => {
        expect(user).toMatchObject({
          id: expect.any(String),
          name: { familyName: expect.any(String), givenName: expect.any(String) },
          userName: expect.any(String),
          active: expect.any(Boolean),
          emails: [{ value: expect.any(String) }],
        })
      }
      complete(first.json.Resources[0])

      // 2. One user.
      const id = first.json.Resources[0].id
      const one = await get(`/Users/${id}`)
      expect(one.status).toBe(200)
      complete(one.json)
      expect(one.json.id).toBe(id)

      // 3. and 5. Nobody.
      const email = `Runscope123Abcdefghi456@${unique().split('@')[1]}`
      for (const name of ['abcdefgh@atko.com', email]) {
        const nobody = await get(byName(name))
        expect(nobody.status).toBe(200)
        expect(nobody.json.schemas).toContain(LIST)
        expect(nobody.json.totalResults).toBe(0)
      }

      // 4. and 12. Unknown ids.
      for (const unknown of ['010101001010101011001010101011', '00919288221112222']) {
        const missing = await get(`/Users/${unknown}`)
        expect(missing.status).toBe(404)
        expect(missing.json).toMatchObject({ schemas: [ERROR], status: '404' })
        expect(missing.json.detail).not.toBe('')
      }

      // 6. Create, the case of the userName kept.
      const body = {
        schemas: [USER],
        userName: email,
        name: { givenName: 'Runscope123', familyName: 'Abcdefghi456' },
        emails: [{ primary: true, value: email, type: 'work' }],
        displayName: 'Runscope123 Abcdefghi456',
        active: true,
      }
      const created = await shared.client.post('/Users', body, { headers: HEADERS })
      expect(created.status).toBe(201)
      expect(created.json).toMatchObject({ active: true, name: body.name, userName: email })
      expect(created.json.schemas).toContain(USER)

      // 7. Read it back.
      const back = await get(`/Users/${created.json.id}`)
      expect(back.json).toMatchObject({ userName: email, name: body.name })

      // 8. The same again.
      expect((await shared.client.post('/Users', body, { headers: HEADERS })).status).toBe(409)

      // 9. In capitals.
      const capitals = await get(byName(email.toUpperCase()))
      expect(capitals.status).toBe(200)
      expect(capitals.json.totalResults).toBe(1)

      // 10. Groups.
      const started = performance.now()
      const groups = await get('/Groups')
      expect(groups.status).toBe(200)
      expect(performance.now() - started).toBeLessThan(600)
      expect(groups.json.totalResults === 0 || Array.isArray(groups.json.Resources)).toBe(true)

      // 11. A wrong token.
      const refused = await get(byName(email), 'non-token')
      expect(refused.status).toBe(401)
      expect(refused.json).toMatchObject({ schemas: [ERROR], status: '401' })
      expect(refused.json.detail).not.toBe('')
    })
  },
  { preset: 'okta-catalogue' },
)
