import { applyPolicy } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import { createUser, onEachDatabase, PATCH_OP, userBody } from './support.ts'

/** Names that every JavaScript object has without holding them. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']

onEachDatabase('attributes that no schema has', (shared) => {
  test.each(['ignore', 'store'] as const)(
    'are unknown whatever they are called, and reach nothing else (%s)',
    async (unknown) => {
      const { client, directory } = await shared.server.addDirectory({
        tenantSlug: `names-${unknown}`,
        slug: 'okta',
        name: 'Okta',
      })
      const contract = { required: [], unknown }
      await applyPolicy(shared.server.ctx, directory.tenant_id, { directories: { okta: { contract } } })
      const made = await createUser(client)
      for (const name of NAMES) {
        const odd = (value: string) => `"${name}": {"polluted": ${value}, "admin": true}`
        const body = JSON.stringify(userBody()).replace(
          /\}$/,
          `, ${odd('1')}, "name": {"givenName": "Ada", ${odd('2')}}}`,
        )
        const answer = await client.post('/Users', JSON.parse(body))
        expect(answer.status, name).toBe(201)
        expect(Object.hasOwn(answer.json as object, name)).toBe(false)
        const patch = `{"schemas": ["${PATCH_OP}"], "Operations": [{"op": "replace", "value": {${odd('3')}, "title": "T"}}, {"op": "add", "path": "${name}", "value": "x"}]}`
        expect([200, 204, 400]).toContain((await client.patch(`/Users/${made.id}`, JSON.parse(patch))).status)
        expect((await client.get(`/Users?filter=${encodeURIComponent(`${name} eq "x"`)}`)).status).toBeLessThan(500)
        expect((await client.get(`/Users/${made.id}?attributes=${name}`)).status).toBeLessThan(500)
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    },
  )
})
