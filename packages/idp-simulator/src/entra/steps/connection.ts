import { randomUUID } from 'node:crypto'
import { expectError, expectList } from '../../checks.ts'
import { toAuthorizationHeader } from '../../http/scim-client.ts'
import { toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import type { Authorization } from '../../types.ts'
import { equals, toGroupQuery, toUserQuery } from '../requests.ts'
import { onlyWith, type StepDefinition } from '../run.ts'

const CREDENTIALS =
  'Test Connection: "You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account."'

export const connectionSteps: StepDefinition[] = [
  {
    id: 'connection',
    title: 'Test Connection: a random userName gives an empty list',
    async run(step, run) {
      run.refused = true
      run.refused = !(await checkNobody(step, toUserQuery(equals('userName', randomUUID()))))
    },
  },
  {
    id: 'connection-groups',
    title: 'A random group name gives an empty list',
    groups: true,
    async run(step) {
      await checkNobody(step, toGroupQuery(equals('displayName', randomUUID())))
    },
  },
  {
    id: 'flag-in-url',
    title: 'The flag in the tenant URL means nothing to the server',
    skip: onlyWith(true),
    async run(step) {
      await checkNobody(step, `${toUserQuery(equals('userName', randomUUID()))}&aadOptscim062020`)
    },
  },
  {
    id: 'wrong-token',
    title: 'A wrong token is refused with a SCIM error',
    async run(step, run) {
      const path = toUserQuery(equals('userName', randomUUID()))
      const exchange = await step.send({ method: 'GET', path, authorization: toWrong(run.authorization) })
      expectError(step, exchange, 401, {
        what: 'a SCIM error',
        consequence: 'A secret that has expired is not told to the admin; the job goes on failing without a reason.',
      })
    },
  },
  {
    id: 'media-type',
    title: 'Answers say application/scim+json',
    async run(step) {
      const exchange = await step.get(toUserQuery(equals('userName', randomUUID())))
      const mediaType = exchange.headers['content-type'] ?? 'no Content-Type'
      step.check(/^application\/scim\+json\s*(;|$)/i.test(mediaType), exchange, {
        expected: 'Content-Type application/scim+json (RFC 7644 section 3.1)',
        received: mediaType,
        consequence: 'Microsoft’s SCIM validator stops at the first answer: "415 UnsupportedMediaType".',
      })
    },
  },
]

async function checkNobody(step: Step, path: string): Promise<boolean> {
  const exchange = await step.get(path)
  const found = expectList(step, exchange, {
    what: 'an empty ListResponse, never a 404',
    consequence: CREDENTIALS,
  })
  if (!found) return false
  return step.check(found.length === 0 && toObject(exchange.json).totalResults === 0, exchange, {
    expected: 'totalResults 0 and no resources',
    received: `totalResults ${String(toObject(exchange.json).totalResults)}, ${found.length} resources`,
    consequence: 'Every user of Entra matches somebody else’s account, which is then overwritten.',
  })
}

function toWrong(authorization: Authorization): string {
  return toAuthorizationHeader(
    authorization.kind === 'basic' ? { ...authorization, password: 'wrong' } : { kind: 'bearer', token: 'wrong-token' },
  )
}
