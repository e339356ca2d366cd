import { expect, test } from 'vitest'
import { createUser, onEachDatabase, userBody } from '../support.ts'

/** What RFC 9967 adds is not built. A client must be able to see that, and must meet no half of it. */
onEachDatabase('RFC 9967: events, announced as unsupported', (shared) => {
  test('[105] [106] [107] [108] [110] ServiceProviderConfig announces no event', async () => {
    const { securityEvents } = (await shared.client.get('/ServiceProviderConfig')).json
    expect(securityEvents?.eventUris ?? []).toEqual([])
    expect(securityEvents?.asyncRequest ?? 'none').toBe('none')
  })

  test('[109] a request for an asynchronous answer is just answered', async () => {
    const answer = await shared.client.post('/Users', userBody(), { headers: { Prefer: 'respond-async' } })
    expect(answer.status).toBe(201)
    for (const name of ['set-txn', 'preference-applied']) expect(answer.headers).not.toHaveProperty([name])
    expect((await shared.client.get(`/Users/${answer.json.id}`)).status).toBe(200)
  })

  test('changePassword is announced as unsupported, and a password changes nothing', async () => {
    expect((await shared.client.get('/ServiceProviderConfig')).json.changePassword).toEqual({ supported: false })
    const user = await createUser(shared.client, { password: 'a' })
    const { json } = await shared.client.change(`/Users/${user.id}`, { op: 'replace', value: { password: 'b' } })
    expect(json.meta).toEqual(user.meta)
  })
})
