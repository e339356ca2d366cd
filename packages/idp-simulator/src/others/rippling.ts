import { isText } from '../answers.ts'
import { expectError, expectOnly } from '../checks.ts'
import { toObject } from '../json.ts'
import { equals, find, freshUser, toUserBody } from './resources.ts'
import type { StepDefinition } from './run.ts'

/** https://workos.com/docs/integrations/rippling-scim */
export const ripplingSteps: StepDefinition[] = [
  {
    id: 'rippling-repeat',
    title: 'Rippling: a create that timed out is repeated; the first one counts',
    async run(step, run) {
      const account = await freshUser(step, run, 'rippling')
      const exchange = await step.send({ method: 'POST', path: '/Users', body: toUserBody(account.person) })
      const { id } = toObject(exchange.json)
      if (exchange.status === 201 && isText(id)) run.leftUsers.add(id)
      expectError(step, exchange, 409, {
        what: 'there already',
        consequence: 'The employee has two accounts, and only one is ever deactivated.',
      })
      const { userName, externalId } = account.person
      for (const filter of [equals('userName', userName), equals('externalId', externalId)]) {
        const consequence = 'The account of the first attempt is not found: the employee stays in error.'
        const found = await find(step, 'Users', filter, consequence)
        expectOnly(step, found.exchange, found.resources, account.id, consequence)
      }
    },
  },
]
