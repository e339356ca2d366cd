import { DIALECTS } from '@rollcall/store/testing'
import { expect, test } from 'vitest'
import { createInstance, startServer } from './support.ts'

const SET_UP =
  'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { viewer { name } userErrors { code } } }'
const ROUNDS = 3

test.each(DIALECTS)(
  'of many who use the printed codes of two servers over one database (%s) at once, one becomes owner',
  async (dialect) => {
    const { database, env } = await createInstance(dialect)
    const servers = await Promise.all([startServer(env, { part: 'all' }), startServer(env, { part: 'all' })])
    try {
      // Printed after the server is ready; the later of the two is the one that holds.
      const codeOf = ({ output }: (typeof servers)[number]) => /\brcs_\S+/.exec(output.stdout)?.[0]
      await expect.poll(() => servers.map(codeOf), { timeout: 30_000 }).not.toContain(undefined)
      const attempts = servers.flatMap(({ origin }, at) =>
        servers.flatMap((printed, of) =>
          Array.from({ length: ROUNDS }, async (_, round) => {
            const email = `${at}-${of}-${round}@rollcall.example`
            const answer = await fetch(`${origin}/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json', 'x-rollcall-csrf': '1' },
              body: JSON.stringify({
                query: SET_UP,
                variables: { input: { code: codeOf(printed), email, password: 'a long enough sentence' } },
              }),
            })
            return (await answer.json()).data.createFirstOwner
          }),
        ),
      )
      const outcomes = await Promise.all(attempts)
      expect(outcomes.filter(({ viewer }) => viewer !== null)).toHaveLength(1)
      for (const { viewer, userErrors } of outcomes)
        if (viewer === null) expect(userErrors).toEqual([{ code: 'CODE_INVALID' }])
    } finally {
      await Promise.all(servers.map((server) => server.end('SIGTERM')))
      await database.drop()
    }
  },
  120_000,
)
