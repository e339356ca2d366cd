import { expectStatus, expectValue } from '../../checks.ts'
import { toArray } from '../../json.ts'
import { ENTERPRISE_SCHEMA } from '../../urns.ts'
import { valueAt } from '../../values.ts'
import { toPatchBody } from '../bodies.ts'
import { probe, type StepDefinition } from '../run.ts'
import { getUser, patchUser } from '../users.ts'

/** Optional attributes of the default mapping, with a value to be there before it is cleared. */
const OPTIONAL: Record<string, string> = {
  displayName: 'Probe Null',
  title: 'Tour Lead',
  preferredLanguage: 'en-GB',
  nickName: 'Null',
  'name.middleName': 'Q',
  'phoneNumbers[type eq "fax"].value': '555-0199',
  'addresses[type eq "home"].locality': 'Bergen',
  [`${ENTERPRISE_SCHEMA}:department`]: 'Sales',
  [`${ENTERPRISE_SCHEMA}:costCenter`]: 'CC-7',
}

export const clearingSteps: StepDefinition[] = [
  ...(['', null] as const).map(
    (empty): StepDefinition => ({
      id: empty === '' ? 'clear-by-empty-text' : 'clear-by-null',
      title: `Optional attributes are cleared by ${empty === '' ? 'an empty text' : 'null'}`,
      async run(step, run) {
        const { id } = probe(step, run, 'profile')
        const refused = 'SCIM_Null_Update_Test is red, and a value cleared in Entra stays in the application.'
        await patchUser(step, id, run.dialect.write('replace', OPTIONAL), refused)
        const cleared = Object.fromEntries(Object.keys(OPTIONAL).map((path) => [path, empty]))
        for (const _ of ['has a value', 'has none']) {
          await patchUser(step, id, run.dialect.write('replace', cleared), refused)
          const { exchange, user } = await getUser(step, id)
          for (const path of Object.keys(OPTIONAL)) {
            expectValue(step, exchange, path, { wanted: undefined, received: valueAt(user, path) }, refused)
          }
        }
      },
    }),
  ),
  {
    id: 'clear-without-path',
    title: 'Attributes are cleared by nulls in an operation without a path',
    async run(step, run) {
      const { id } = probe(step, run, 'profile')
      const names = { title: null, nickName: '', name: { middleName: null } }
      const refused = 'SCIM_Null_Update_Test is red.'
      await patchUser(step, id, run.dialect.write('replace', { title: 'T', nickName: 'N' }), refused)
      await patchUser(step, id, [{ op: run.dialect.op('replace'), value: names }], refused)
      const { exchange, user } = await getUser(step, id)
      for (const path of ['title', 'nickName']) {
        expectValue(step, exchange, path, { wanted: undefined, received: user[path] }, refused)
      }
      step.check(toArray(user.emails).length > 0, exchange, {
        expected: 'what was not named untouched',
        received: 'no e-mail address left',
        consequence: 'An update of one attribute wipes others.',
      })
    },
  },
  {
    id: 'empty-operations',
    title: 'A PATCH without operations is no failure',
    async run(step, run) {
      const { id } = probe(step, run, 'profile')
      const path = `/Users/${encodeURIComponent(id)}`
      const exchange = await step.send({ method: 'PATCH', path, body: toPatchBody([]) })
      expectStatus(step, exchange, [200, 204], {
        what: 'nothing to do',
        consequence: 'The user is counted as failed in every cycle.',
      })
    },
  },
]
