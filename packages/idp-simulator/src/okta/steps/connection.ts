import { toAuthorizationHeader } from '../../http/scim-client.ts'
import { toObject } from '../../json.ts'
import { toStrangerName } from '../../population.ts'
import type { Authorization } from '../../types.ts'
import { checkList, checkScimError, checkUser } from '../checks.ts'
import { toLookupPath } from '../requests.ts'
import type { StepDefinition } from '../run.ts'

export function toConnectionSteps(authorization: Authorization): StepDefinition[] {
  return [
    {
      id: 'connection',
      title: 'Test connector configuration',
      async run(step, run) {
        const exchange = await step.get('/Users?startIndex=1&count=2').catch((error: unknown) => {
          run.refused = true
          throw error
        })
        const users = checkList(step, exchange, {
          what: 'a ListResponse',
          consequence:
            exchange.status === 401
              ? '"Error authenticating: Unauthorized. Errors reported by remote server: …"; the settings cannot be saved.'
              : 'The connection test fails; the settings cannot be saved.',
        })
        run.refused = users === undefined
        if (users === undefined) return
        step.check(users.length <= 2, exchange, {
          expected: 'at most 2 users, as count asks',
          received: `${users.length} users`,
          consequence: 'Paging is ignored: imports of a large directory time out.',
        })
      },
    },
    {
      id: 'connection-groups',
      title: 'Import Groups is ticked: list the groups',
      groups: true,
      async run(step) {
        const exchange = await step.get('/Groups?startIndex=1&count=100')
        checkList(step, exchange, {
          what: 'a ListResponse',
          consequence: 'The settings with Import Groups cannot be saved.',
        })
      },
    },
    {
      id: 'wrong-token',
      title: 'A wrong token is refused with a SCIM error',
      async run(step) {
        for (const wrong of toWrongAuthorizations(authorization)) {
          const path = toLookupPath('Users', 'userName', 'nobody')
          const exchange = await step.send({ method: 'GET', path, authorization: wrong })
          checkScimError(step, exchange, 401, {
            what: 'a SCIM error',
            consequence: 'A mistyped token is not told to the admin, and the SPEC test is red.',
          })
        }
      },
    },
    {
      id: 'unknown-id',
      title: 'An unknown id answers 404 with a SCIM error',
      async run(step) {
        // The two ids of the published SPEC test.
        for (const id of ['010101001010101011001010101011', '00919288221112222']) {
          checkScimError(step, await step.get(`/Users/${id}`), 404, {
            what: 'a SCIM error',
            consequence: 'Okta cannot tell that an account is gone, and the SPEC test is red.',
          })
        }
      },
    },
    {
      id: 'no-match',
      title: 'A look-up of nobody answers an empty list',
      async run(step, run) {
        const exchange = await step.get(toLookupPath('Users', 'userName', toStrangerName(run.naming)))
        const users = checkList(step, exchange, {
          what: 'an empty ListResponse',
          consequence: 'The SPEC test is red. Anything but an empty list or a 404 stops the create that would follow.',
        })
        if (!users) return
        step.check(toObject(exchange.json).totalResults === 0 && users.length === 0, exchange, {
          expected: 'totalResults 0 and no resources',
          received: `totalResults ${String(toObject(exchange.json).totalResults)}, ${users.length} resources`,
          consequence: 'Okta links the new user to somebody else’s account and overwrites it.',
        })
      },
    },
  ]
}

/** The SPEC test's literal, and a wrong secret in the app's own scheme. */
function toWrongAuthorizations(authorization: Authorization): string[] {
  if (authorization.kind !== 'basic')
    return ['non-token', toAuthorizationHeader({ kind: 'bearer', token: 'non-token' })]
  return ['non-token', toAuthorizationHeader({ ...authorization, password: 'non-password' })]
}

/** First row of the SPEC test; it needs a user, so it runs once there is one. */
export const specListStep: StepDefinition = {
  id: 'first-user',
  title: 'The first user of the list is complete',
  async run(step) {
    const exchange = await step.get('/Users?count=1&startIndex=1')
    const users = checkList(step, exchange, { what: 'a ListResponse', consequence: 'The SPEC test is red.' })
    if (!users) return
    const [user] = users
    const one = step.check(users.length === 1, exchange, {
      expected: 'one user, as count asks',
      received: `${users.length} users`,
      consequence: 'The SPEC test is red; an import by pages loses or repeats people.',
    })
    if (one && user) checkUser(step, exchange, user)
  },
}
