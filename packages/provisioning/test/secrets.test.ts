import { findPersonKey, type Store } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { seal, unseal } from '../src/crypto/keyring.ts'
import { hashSecret } from '../src/crypto/secrets.ts'
import {
  authenticate,
  createApiKey,
  createBasicCredential,
  createToken,
  Keyring,
  mintSecret,
  revokeCredential,
  SealBrokenError,
} from '../src/index.ts'
import { findKeyedPerson } from '../src/persons/person-keys.ts'
import { create, createSpaces, SECRET, useInstance, userBody } from './support.ts'

const OTHER = 'another secret of the instance, as long'

describe('a keyring', () => {
  test('opens what it wrapped, for the same purpose only', () => {
    const keyring = new Keyring([SECRET])
    const wrapped = keyring.wrap(Buffer.from('inner'), 'here')
    expect(keyring.unwrap(wrapped, 'here').toString()).toBe('inner')
    expect(() => keyring.unwrap(wrapped, 'there')).toThrow(SealBrokenError)
    expect(wrapped.includes('inner')).toBe(false)
  })

  test('is rotated by a new secret in front: old values open, new ones open with the new secret alone', () => {
    const old = new Keyring([SECRET]).wrap(Buffer.from('x'), 'p')
    const rotated = new Keyring([OTHER, SECRET])
    expect(rotated.unwrap(old, 'p').toString()).toBe('x')
    const fresh = rotated.wrap(Buffer.from('y'), 'p')
    expect(new Keyring([OTHER]).unwrap(fresh, 'p').toString()).toBe('y')
    expect(() => new Keyring([OTHER]).unwrap(old, 'p')).toThrow(SealBrokenError)
    expect(() => new Keyring([SECRET]).unwrap(fresh, 'p')).toThrow(SealBrokenError)
  })

  test('notices every byte that was changed', () => {
    const key = Buffer.alloc(32, 7)
    const sealed = seal(key, Buffer.from('value'), 'p')
    for (let index = 0; index < sealed.length; index += 1) {
      const tampered = Buffer.from(sealed)
      tampered[index] = (tampered[index] ?? 0) ^ 1
      expect(() => unseal(key, tampered, 'p'), `byte ${index}`).toThrow(SealBrokenError)
    }
  })

  test('makes secrets that differ and say what they are', () => {
    const secrets = Array.from({ length: 100 }, () => mintSecret('token'))
    expect(new Set(secrets).size).toBe(100)
    for (const secret of secrets) expect(secret).toMatch(/^rct_[\w-]{43}$/)
  })
})

/** Every value of every table. */
async function everything(store: Store): Promise<Buffer[]> {
  return store.read('*', async (db) => {
    const found: Buffer[] = []
    for (const { name } of await db.introspection.getTables()) {
      const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db)
      for (const value of rows.flatMap((row) => Object.values(row))) {
        if (value !== null) found.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)))
      }
    }
    return found
  })
}

describe.each(DIALECTS)('secrets on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  test('are nowhere in the database but as a digest', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const target = { tenantId, directoryId: users.directory.id }
    const { token, credential } = await createToken(ctx, target)
    const { username, password } = await createBasicCredential(ctx, target)
    const { key } = await createApiKey(ctx, { name: 'k', tenantId })
    await create(instance, users, userBody('ann', { password: 'correct horse battery' }))
    const values = await everything(instance.store)
    for (const secret of [
      token,
      password,
      key,
      token.slice(4),
      password.slice(4),
      key.slice(4),
      'correct horse',
      SECRET,
    ]) {
      expect(values.some((value) => value.includes(secret))).toBe(false)
    }
    expect(credential.secret_hash).toBe(hashSecret(token))
    expect(values.some((value) => value.equals(Buffer.from(hashSecret(token))))).toBe(true)
    const accepted = await authenticate(instance.store, { kind: 'bearer', token }, ctx.now())
    expect(accepted).toMatchObject({ outcome: 'accepted', match: { directory: { id: users.directory.id } } })
    const basic = await authenticate(instance.store, { kind: 'basic', username, password }, ctx.now())
    expect(basic.outcome).toBe('accepted')
    const swapped = await authenticate(
      instance.store,
      { kind: 'basic', username: password, password: username },
      ctx.now(),
    )
    expect(swapped.outcome).toBe('unknown')
    expect((await authenticate(instance.store, { kind: 'bearer', token: `${token}x` }, ctx.now())).outcome).toBe(
      'unknown',
    )
    await revokeCredential(ctx, { tenantId, id: credential.id })
    expect((await authenticate(instance.store, { kind: 'bearer', token }, ctx.now())).outcome).toBe('revoked')
  })

  test('of persons open after a rotation, and not without the old secret', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('bob'))
    const personId = row.person_id ?? ''
    await instance.store.read(tenantId, async (db) => {
      const rotated = { ...ctx, store: instance.store, keyring: new Keyring([OTHER, SECRET]) }
      const before = await findKeyedPerson({ ...ctx, store: instance.store }, db, tenantId, personId)
      expect((await findKeyedPerson(rotated, db, tenantId, personId))?.key).toEqual(before?.key)
      const lost = { ...rotated, keyring: new Keyring([OTHER]) }
      await expect(findKeyedPerson(lost, db, tenantId, personId)).rejects.toBeInstanceOf(SealBrokenError)
      const wrapped = await findPersonKey(db, tenantId, personId)
      expect(wrapped?.includes(before?.key ?? '')).toBe(false)
    })
  })
})
