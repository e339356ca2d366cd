import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate, setTimeout } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  addToTotal,
  getTotal,
  INSTANCE,
  insertTenant,
  listTenants,
  type ResourceSpace,
  type Store,
} from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { createSpace, insertDocument, nextId, tenantRow, User, useStore } from './support.ts'

const add = (store: Store, slug: string, afterwards?: () => Promise<void>) =>
  store.transaction(INSTANCE, async (trx) => {
    await insertTenant(trx, tenantRow({ id: slug, slug }))
    await afterwards?.()
    return slug
  })
const slugs = async (store: Store, prefix: string) =>
  (await store.read(INSTANCE, listTenants)).map((tenant) => tenant.slug).filter((slug) => slug.startsWith(prefix))

describe.each(DIALECTS)('store.transaction on %s', (dialect) => {
  const context = useStore(dialect)

  test('keeps what its neighbours wrote when one of many throws', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        add(context.store, `some-${String(index).padStart(2, '0')}`, async () => {
          if (index % 4 === 0) throw new Error(`no ${index}`)
        }),
      ),
    )
    const kept = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(kept).toHaveLength(30)
    expect(await slugs(context.store, 'some-')).toEqual(kept)
    const failures = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as Error).message] : [],
    )
    expect(failures).toEqual(['no 0', 'no 4', 'no 8', 'no 12', 'no 16', 'no 20', 'no 24', 'no 28', 'no 32', 'no 36'])
  })

  test('shows readers nothing before it has resolved, and everything afterwards', async () => {
    let resolved = false
    const seen: boolean[] = []
    const writing = add(context.store, 'visible', async () => {
      seen.push((await slugs(context.store, 'visible')).length > 0)
      await setTimeout(5)
      seen.push((await slugs(context.store, 'visible')).length > 0)
    }).then(() => {
      resolved = true
    })
    while (!resolved) {
      const found = (await slugs(context.store, 'visible')).length > 0
      // Found before the promise resolved would be a read of what may still be lost.
      if (dialect === 'sqlite' && found) expect(resolved).toBe(true)
      await setImmediate()
    }
    await writing
    expect(seen).toEqual([false, false])
    expect(await slugs(context.store, 'visible')).toEqual(['visible'])
  })

  // A caller goes on after any number of turns: a writer that rests in between must not miss it.
  test.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'starts again %i microtasks after the last one',
    async (turns) => {
      for (let round = 0; round < 3; round += 1) {
        await add(context.store, `turns-${turns}-${round}`)
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      }
      expect(await slugs(context.store, `turns-${turns}-`)).toHaveLength(3)
    },
  )

  test('runs one after another what depends on what is there', async () => {
    const space: ResourceSpace = { ...(await createSpace(context.store)), type: 'User' }
    await Promise.all(
      Array.from({ length: 50 }, () => context.store.transaction(space.tenantId, (trx) => addToTotal(trx, space, 1))),
    )
    expect(await context.store.read(space.tenantId, (db) => getTotal(db, space))).toBe(50)
  })

  test('keeps the total right through creates, removals and failures at once', async () => {
    const space: ResourceSpace = { ...(await createSpace(context.store)), type: 'User' }
    const create = (userName: string) =>
      context.store.transaction(space.tenantId, (trx) =>
        insertDocument(trx, space, User, { schemas: [User.schema.id], id: nextId('w'), userName }),
      )
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => create(`user ${index % 20}`)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(20)
    await Promise.allSettled([
      ...Array.from({ length: 5 }, () =>
        context.store.transaction(space.tenantId, (trx) => addToTotal(trx, space, -1)),
      ),
      ...Array.from({ length: 5 }, () =>
        context.store.transaction(space.tenantId, async (trx) => {
          await addToTotal(trx, space, -1)
          throw new Error('changed its mind')
        }),
      ),
    ])
    expect(await context.store.read(space.tenantId, (db) => getTotal(db, space))).toBe(15)
  })

  test('does its last work when the store closes', async () => {
    const { openStore } = await import('../src/index.ts')
    const store = await openStore({ url: context.url })
    const writes = Array.from({ length: 10 }, (_, index) => add(store, `closing-${index}`))
    if (dialect === 'sqlite') await Promise.all([store.close(), ...writes])
    else {
      await Promise.all(writes)
      await store.close()
    }
    expect(await slugs(context.store, 'closing-')).toHaveLength(10)
  })

  test('refuses to write through a reading handle', async () => {
    await expect(context.store.read(INSTANCE, (db) => insertTenant(db, tenantRow()))).rejects.toThrow()
  })
})

describe.runIf(DIALECTS.includes('sqlite'))('the SQLite writer', () => {
  const context = useStore('sqlite')

  test('lets transactions that arrive together share a commit', async () => {
    const observer = new BetterSqlite3(context.url.slice('sqlite:'.length), { readonly: true })
    const count = () =>
      (observer.prepare("select count(*) as n from tenant where slug like 'batch-%'").get() as { n: number }).n
    const steps = new Set<number>()
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => add(context.store, `batch-${index}`).then(() => steps.add(count()))),
    )
    observer.close()
    // Seen from outside, the thirty arrive in a few steps, not one by one.
    expect(Math.max(...steps)).toBe(30)
    expect(steps.size).toBeLessThan(10)
  })

  test('waits for another process that holds the lock', async () => {
    const other = fork(new URL('./hold-lock.ts', import.meta.url), [context.url.slice('sqlite:'.length)])
    await once(other, 'message')
    let done = false
    const adding = add(context.store, 'patient').then(() => {
      done = true
    })
    // The event loop goes on meanwhile, and so do reads.
    for (let turn = 0; turn < 20; turn += 1) {
      await setTimeout(5)
      expect(await slugs(context.store, 'patient')).toEqual([])
    }
    expect(done).toBe(false)
    other.send('release')
    await adding
    expect(await slugs(context.store, 'patient')).toEqual(['patient'])
    if (other.exitCode === null) await once(other, 'exit')
  })
})
