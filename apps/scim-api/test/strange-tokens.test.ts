import { STRANGE_SECRETS } from '@rollcall/provisioning'
import { DIALECTS } from '@rollcall/store/testing'
import { expect, test } from 'vitest'
import { startTestServer } from '../testing/index.ts'

const STRANGERS = 1_000
const { runningOfScope, waitingOfScope } = STRANGE_SECRETS

test.each(DIALECTS)(
  'tokens that nobody knows hold few reads of %s however many come at once, and a known one passes them',
  async (dialect) => {
    /** Reads that wait to be let on; undefined: none is held. */
    let held: (() => void)[] | undefined
    const server = await startTestServer(dialect, {
      wrap: (store) => ({
        ...store,
        async read(scope, work, options) {
          const line = held
          if (line !== undefined) await new Promise<void>((resolve) => void line.push(resolve))
          return store.read(scope, work, options)
        },
      }),
    })
    try {
      const get = (token: string) =>
        fetch(`${server.url}/Users?count=0`, { headers: { authorization: `Bearer ${token}` } })
      // Also reads which paths directories have of their own, which then holds for a second.
      expect((await get(server.token)).status).toBe(200)
      held = []
      const line = held
      const beyond = STRANGERS - runningOfScope - waitingOfScope
      const refused: Response[] = []
      const { promise: allRefused, resolve: tell } = Promise.withResolvers<void>()
      const answers = Array.from({ length: STRANGERS }, async (_, at) => {
        const answer = await get(`rct_made-up-${at}`)
        if (answer.status === 429 && refused.push(answer) === beyond) tell()
        return answer.status
      })
      await allRefused
      expect(line).toHaveLength(runningOfScope)
      for (const answer of refused) expect(answer.headers.get('retry-after')).toBe('2')
      expect(await refused[0]?.json()).toMatchObject({
        status: '429',
        detail: expect.stringContaining('not known here'),
      })
      held = undefined
      expect((await get(server.token)).status).toBe(200)
      // Nobody else was let on meanwhile.
      expect(line).toHaveLength(runningOfScope)
      for (const go of line) go()
      const statuses = Map.groupBy(await Promise.all(answers), (status) => status)
      expect(statuses.get(429)).toHaveLength(beyond)
      expect(statuses.get(401)).toHaveLength(runningOfScope + waitingOfScope)
      expect(server.failures).toEqual([])
    } finally {
      held = undefined
      await server.close()
    }
  },
)
