import { STRANGE_SECRETS } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STRANGER_TURNS } from '../src/http/turns.ts'
import { type Answer, createInstance, DIALECTS, type Instance } from './support.ts'

const STRANGERS = 1_000

describe.each(DIALECTS)('secrets that nobody knows, on %s', (dialect) => {
  let instance: Instance
  let known = ''
  /** Reads that wait to be let on; undefined: none is held. */
  let held: (() => void)[] | undefined
  beforeAll(async () => {
    const holding = (store: Store): Store => ({
      ...store,
      async read(scope, work, options) {
        const line = held
        if (line !== undefined) await new Promise<void>((resolve) => void line.push(resolve))
        return store.read(scope, work, options)
      },
    })
    instance = await createInstance(dialect, { wrap: holding })
    known = await instance.key('owner')
    await instance.ask('{ viewer { name } }', {}, known)
  })
  afterAll(() => instance.close())

  test.each<{
    readonly kind: string
    readonly bounds: typeof STRANGE_SECRETS | typeof STRANGER_TURNS
    readonly send: (at: number) => Promise<Answer>
    readonly answered: readonly number[]
  }>([
    {
      kind: 'API keys',
      bounds: STRANGE_SECRETS,
      send: (at) => instance.ask('{ viewer { name } }', {}, `rck_made-up-${at}`),
      answered: [401],
    },
    {
      kind: 'sessions',
      bounds: STRANGE_SECRETS,
      send: (at) =>
        instance.send(
          { query: '{ viewer { name } }' },
          {
            'content-type': 'application/json',
            'x-rollcall-csrf': '1',
            origin: instance.origin,
            cookie: `rollcall=rcw_made-up-${at}`,
          },
        ),
      // Looked up, they are nobody's, and take the turns of strangers.
      answered: [200, 429],
    },
    {
      kind: 'set-up codes',
      bounds: STRANGER_TURNS,
      send: (at) => instance.ask(`{ invitation(code: "rcs_made-up-${at}") { email } }`),
      answered: [200],
    },
  ])(
    '$kind hold few reads however many come at once, and a known key passes them',
    async ({ bounds: { runningOfScope, waitingOfScope }, send, answered }) => {
      held = []
      const line = held
      const refused: Answer[] = []
      const beyond = STRANGERS - runningOfScope - waitingOfScope
      const { promise: allRefused, resolve: tell } = Promise.withResolvers<void>()
      const answers = Array.from({ length: STRANGERS }, async (_, at) => {
        const answer = await send(at)
        if (answer.status === 429 && refused.push(answer) === beyond) tell()
        return answer
      })
      await allRefused
      expect(line).toHaveLength(runningOfScope)
      for (const { headers, errors } of refused) {
        expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
        expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' })
      }
      held = undefined
      const passed = await instance.ask('{ viewer { name } }', {}, known)
      expect(passed.errors).toEqual([])
      // Nobody else was let on meanwhile.
      expect(line).toHaveLength(runningOfScope)
      for (const go of line) go()
      const later = (await Promise.all(answers)).filter((answer) => !refused.slice(0, beyond).includes(answer))
      expect(later).toHaveLength(runningOfScope + waitingOfScope)
      for (const { status } of later) expect(answered).toContain(status)
    },
  )
})
