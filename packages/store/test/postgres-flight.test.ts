import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Db, INSTANCE } from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { useStore } from './support.ts'

describe.skipIf(!DIALECTS.includes('postgres'))('statements that travel together on postgres', () => {
  const context = useStore('postgres')
  const rows = async (db: Db, text: string) => (await sql.raw<Record<string, unknown>>(text).execute(db)).rows
  const inTransaction = <T>(work: (db: Db) => Promise<T>) => context.store.transaction(INSTANCE, work)

  test('bring each its own rows', async () => {
    const found = await inTransaction((db) =>
      Promise.all([rows(db, 'select 1 as a'), rows(db, 'select 2 as b where false'), rows(db, 'values (3), (4)')]),
    )
    expect(found).toEqual([[{ a: 1 }], [], [{ column1: 3 }, { column1: 4 }]])
  })

  test('have the columns of the cursor they read, whichever that is', async () => {
    const found = await inTransaction(async (db) => {
      const all = []
      for (const query of ['select 1 as a', "select 'x' as b, 2::bigint as c"]) {
        await rows(db, `declare held cursor for ${query}`)
        all.push(await rows(db, 'fetch 1 from held'))
        await rows(db, 'close held')
      }
      return all
    })
    expect(found).toEqual([[{ a: 1 }], [{ b: 'x', c: 2 }]])
  })

  test('fail together after the first that fails, and work again in the next transaction', async () => {
    for (const attempt of [1, 2, 3]) {
      const texts = [`select ${attempt} / 0`, `select ${attempt} as after_it`]
      const [failed, skipped] = await inTransaction((db) =>
        Promise.allSettled(texts.map((text) => rows(db, text))),
      ).catch((error: unknown) => [error, error])
      for (const each of [failed, skipped]) expect(JSON.stringify(each)).not.toContain('fulfilled')
      expect(await inTransaction((db) => rows(db, texts[1] ?? ''))).toEqual([{ after_it: attempt }])
    }
  })

  test('need no transaction when each turn may see its own state, and still write nothing', async () => {
    const inTurns = <T>(work: (db: Db) => Promise<T>) => context.store.read('somebody', work, { inTurns: true })
    const scope = "select current_setting('rollcall.tenant') as scope, now() as began"
    const [[first], [second], [third]] = await inTurns(async (db) => [
      ...(await Promise.all([rows(db, scope), rows(db, scope)])),
      await rows(db, scope),
    ])
    expect([first?.scope, second?.scope, third?.scope]).toEqual(['somebody', 'somebody', 'somebody'])
    expect(first?.began).toEqual(second?.began)
    expect(third?.began).not.toEqual(first?.began)
    await expect(inTurns((db) => rows(db, 'create table t (a int)'))).rejects.toMatchObject({
      cause: { code: '25006' },
    })
    // Whatever became of the turn before, the connection serves the next one, of either kind.
    for (let n = 0; n < 5; n += 1) {
      await expect(inTurns((db) => rows(db, 'select 1 / 0'))).rejects.toThrow(/zero/)
      expect(await inTurns((db) => rows(db, 'select 1 as a'))).toEqual([{ a: 1 }])
      expect(await context.store.read('other', (db) => rows(db, scope))).toMatchObject([{ scope: 'other' }])
    }
  })

  test('are forgotten by the database when there are ever new ones', async () => {
    const [first, kept] = await inTransaction(async (db) => {
      for (let n = 0; n < 700; n += 1) await rows(db, `select ${n} as n`)
      return [
        await rows(db, 'select 0 as n'),
        await rows(db, 'select count(*)::int as kept from pg_prepared_statements'),
      ]
    })
    expect(first).toEqual([{ n: 0 }])
    expect(kept?.[0]?.kept).toBeLessThan(600)
  })
})
