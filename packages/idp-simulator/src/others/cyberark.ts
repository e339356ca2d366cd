import { expectList } from '../checks.ts'
import { toExcerpt } from '../json.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from '../urns.ts'
import { changedNames, versionOf } from '../values.ts'
import { change, freshUser, read } from './resources.ts'
import type { StepDefinition } from './run.ts'

/** https://identity-developer.cyberark.com */
export const cyberarkSteps: StepDefinition[] = [
  {
    id: 'cyberark-count',
    title: 'CyberArk Identity: one user is asked for, one comes',
    async run(step, run) {
      await freshUser(step, run, 'cyberark-1')
      await freshUser(step, run, 'cyberark-2')
      const exchange = await step.get('/Users?count=1')
      const users = expectList(step, exchange, { what: 'a page of one', consequence: 'The test of the link fails.' })
      step.check(users === undefined || users.length === 1, exchange, {
        expected: 'one user',
        received: `${users?.length} users`,
        consequence: 'The test of a large directory times out.',
      })
    },
  },
  {
    id: 'cyberark-put',
    title: 'CyberArk Identity: a PUT of what GET gave changes nothing',
    async run(step, run) {
      const { id } = await freshUser(step, run, 'cyberark-put', {
        schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
        title: 'Lead',
        phoneNumbers: [{ value: '+1 (415) 123.4567', type: 'mobile' }],
        [ENTERPRISE_SCHEMA]: { department: 'Sales', employeeNumber: '0042' },
      })
      const { resource: before } = await read(step, 'Users', id)
      await change(step, 'PUT', `/Users/${id}`, before, 'What the server gives it does not take back.')
      const { exchange, resource: after } = await read(step, 'Users', id)
      const changed = changedNames(before, after)
      step.check(changed.length === 0, exchange, {
        expected: 'the same user',
        received: `another ${changed.map((name) => `${name}: ${toExcerpt(after[name] ?? 'nothing')}`).join(', ')}`,
        consequence: 'Every synchronisation damages the profile a little.',
      })
      if (versionOf(before) !== versionOf(after)) step.note('The PUT of the same makes a new version.')
    },
  },
]
