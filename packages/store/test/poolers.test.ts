import { describe, expect, test } from 'vitest'
import { openStore, StoreSetupError } from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { type PoolMode, startPooler } from './pooler.ts'

describe.runIf(DIALECTS.includes('postgres'))('behind a pooler', () => {
  async function open(mode: PoolMode, backends: number): Promise<unknown> {
    const database = await createTestDatabase('postgres')
    const pooler = await startPooler(database.url, { mode, backends })
    try {
      const store = await openStore({ url: pooler.url, migrationUrl: database.url })
      await store.ping()
      await store.close()
      return undefined
    } catch (error) {
      return error
    } finally {
      await pooler.close()
      await database.drop()
    }
  }

  test.each([1, 2, 8])(
    'that gives each transaction another of %i backends the start is refused with a line that says what to do',
    async (backends) => {
      const error = await open('transaction', backends)
      expect(error).toBeInstanceOf(StoreSetupError)
      expect((error as Error).message).toContain('pool_mode=session')
      expect((error as Error).message).not.toContain('\n')
    },
  )

  test('that leaves a connection its backend the store opens', async () => {
    expect(await open('session', 30)).toBeUndefined()
  })
})
