import { expectOnly } from '../checks.ts'
import { type JsonObject, toArray, toExcerpt, toObject } from '../json.ts'
import { valueAt } from '../values.ts'
import { change, equals, find, freshUser, read, toPatch } from './resources.ts'
import type { StepDefinition } from './run.ts'

/** https://support.google.com/a, automated user provisioning: catalogue apps only, and no groups */
export const googleSteps: StepDefinition[] = [
  {
    id: 'google-lookup',
    title: 'Google Workspace: a user is looked up with startIndex and count',
    async run(step, run) {
      const account = await freshUser(step, run, 'google')
      const filter = equals('userName', account.person.userName)
      const consequence = 'The account is not found and is created again.'
      const { exchange, resources } = await find(step, 'Users', filter, consequence, '&startIndex=1&count=100')
      expectOnly(step, exchange, resources, account.id, consequence)
    },
  },
  {
    id: 'google-patch',
    title: 'Google Workspace: a PATCH without a path changes what it names, and only that',
    async run(step, run) {
      const { id, person } = await freshUser(step, run, 'google-patch', { title: 'Lead', nickName: 'Goo' })
      const value: JsonObject = {
        name: { familyName: 'Changed' },
        emails: [{ value: `changed.${person.email}`, type: 'work', primary: true }],
        active: false,
      }
      const refused = 'The update fails; the application keeps the old profile.'
      await change(step, 'PATCH', `/Users/${id}`, toPatch({ op: 'replace', value }), refused)
      const { exchange, resource } = await read(step, 'Users', id)
      for (const [path, wanted] of Object.entries({
        userName: person.userName,
        externalId: person.externalId,
        title: 'Lead',
        nickName: 'Goo',
        'name.givenName': person.givenName,
        'name.familyName': 'Changed',
        active: false,
      })) {
        const received = valueAt(resource, path)
        step.check(received === wanted, exchange, {
          expected: `${path} ${String(wanted)}`,
          received: toExcerpt(received ?? 'nothing'),
          consequence: 'A replace of some attributes wipes others (RFC 7644 section 3.5.2.3).',
        })
      }
      const emails = toArray(resource.emails).map((email) => toObject(email).value)
      step.check(emails.length === 1 && emails[0] === `changed.${person.email}`, exchange, {
        expected: 'the new address only',
        received: toExcerpt(emails),
        consequence: 'Old addresses pile up.',
      })
    },
  },
]
