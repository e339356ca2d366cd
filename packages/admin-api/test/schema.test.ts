import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseGlobalId, toGlobalId } from '../src/global-id.ts'
import { schema, schemaText } from '../src/schema/schema.ts'
import { createInstance } from './support.ts'

test('schema.graphql is what the code says; "pnpm run print-schema" brings it up to date', () => {
  expect(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')).toBe(schemaText)
})

test('every root field says who may use it', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  )
  expect(roots.length).toBeGreaterThan(30)
  expect(roots.filter((field) => field.extensions.access === undefined).map((field) => field.name)).toEqual([])
})

test('every mutation takes one input and answers with userErrors', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    expect(
      field.args.map((argument) => argument.name),
      field.name,
    ).toEqual(field.name === 'signOut' ? [] : ['input'])
    expect(String(field.type), field.name).toBe(`${field.name[0]?.toUpperCase()}${field.name.slice(1)}Payload`)
  }
})

test('the schema is served as text to whoever is signed in, and to nobody else', async () => {
  const instance = await createInstance('sqlite')
  try {
    const url = `${instance.origin}/graphql/schema.graphql`
    const key = await instance.key('auditor')
    const known = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    expect(known.status).toBe(200)
    expect(await known.text()).toBe(schemaText)
    for (const headers of [{}, { 'x-rollcall-csrf': '1' }, { authorization: 'Bearer rck_wrong' }]) {
      const answer = await fetch(url, { headers: headers as Record<string, string> })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    }
  } finally {
    await instance.close()
  }
})

test('a global id has one spelling and says what it names', () => {
  const tenantId = '01a2018e-ee10-7331-938a-4288dc202d75'
  const id = '01a2018e-ed90-73a6-be1e-ee849d521b64'
  const text = toGlobalId('Directory', id, tenantId)
  expect(parseGlobalId(text)).toEqual({ type: 'Directory', tenantId, id })
  expect(parseGlobalId(toGlobalId('Tenant', tenantId))).toEqual({ type: 'Tenant', tenantId, id: tenantId })
  for (const bad of [
    '',
    'dir_',
    `${text}A`,
    `${text.slice(0, -1)}`,
    text.replace('dir', 'usr').slice(1),
    'xyz_AAAA',
    tenantId,
    `${text}=`,
  ]) {
    expect(parseGlobalId(bad), bad).toBeUndefined()
  }
})
