import { type JsonObject, toArray, toExcerpt, toObject } from '../../json.ts'
import { ENTERPRISE_SCHEMA } from '../../urns.ts'
import { probe, type StepDefinition } from '../run.ts'
import { getUser, updateUser } from '../users.ts'

export const profileSteps: StepDefinition[] = [
  {
    id: 'update-user',
    title: 'Update a profile: GET, then PUT of what came with one change',
    async run(step, run) {
      const { id, person } = probe(step, run, 'lifecycle')
      let familyName = ''
      await updateUser(step, id, (current) => {
        const name = toObject(current.name)
        // The other of two names, so that a repeated run has something to change as well.
        familyName = name.familyName === person.familyName ? `${person.familyName}-Married` : person.familyName
        return { ...current, name: { ...name, familyName } }
      })
      const { exchange, user } = await getUser(step, id)
      step.check(toObject(user.name).familyName === familyName, exchange, {
        expected: `familyName ${familyName}`,
        received: toExcerpt(toObject(user.name).familyName),
        consequence: 'The profile push says success and the application keeps the old name.',
      })
    },
  },
  {
    id: 'clear-attributes',
    title: 'Cleared attributes are accepted as "" and as null',
    async run(step, run) {
      const { id } = probe(step, run, 'lifecycle')
      for (const empty of ['', null]) {
        await updateUser(step, id, (current) => ({ ...current, title: 'Account Executive', nickName: 'Nick' }))
        await updateUser(step, id, (current) => ({
          ...current,
          title: empty,
          nickName: empty,
          name: { ...toObject(current.name), middleName: empty },
        }))
        const { exchange, user } = await getUser(step, id)
        for (const name of ['title', 'nickName']) {
          step.check(user[name] === undefined || user[name] === null || user[name] === '', exchange, {
            expected: `${name} gone after ${JSON.stringify(empty)}`,
            received: toExcerpt(user[name]),
            consequence: 'A value removed in Okta stays in the application.',
          })
        }
      }
    },
  },
  {
    id: 'full-profile',
    title: 'Every attribute of Okta’s SCIM profile is accepted',
    async run(step, run) {
      const { id } = probe(step, run, 'profile')
      const profile = toFullProfile()
      await updateUser(step, id, (current) => ({
        ...current,
        ...profile,
        name: { ...toObject(current.name), middleName: 'Q', honorificPrefix: 'Dr.', honorificSuffix: 'III' },
        schemas: [...new Set([...toArray(current.schemas), ENTERPRISE_SCHEMA])],
      }))
      const { user } = await getUser(step, id)
      const lost = Object.keys(profile).filter((name) => user[name] === undefined)
      const enterprise = toObject(user[ENTERPRISE_SCHEMA])
      const sent = Object.keys(toObject(profile[ENTERPRISE_SCHEMA]))
      lost.push(...sent.filter((name) => ENTERPRISE_SCHEMA in user && enterprise[name] === undefined))
      if (lost.length > 0) step.note(`Accepted but not kept: ${lost.join(', ')}. Okta does not notice.`)
    },
  },
  {
    id: 'password-sync',
    title: 'Password sync is accepted and the password never comes back',
    async run(step, run) {
      const { id, person } = probe(step, run, 'lifecycle')
      await run.dialect.setPassword(step, id, `${person.password}-Aa1!`)
      await getUser(step, id)
    },
  },
]

function toFullProfile(): JsonObject {
  return {
    nickName: 'Pro',
    profileUrl: 'https://example.com/people/probe',
    title: 'Account Executive',
    userType: 'Employee',
    preferredLanguage: 'en',
    timezone: 'America/Los_Angeles',
    // Okta does not validate: numbers arrive as somebody typed them.
    phoneNumbers: [{ primary: true, type: 'work', value: '415.123.4567' }],
    addresses: [
      {
        primary: true,
        type: 'work',
        streetAddress: '100 First St',
        locality: 'San Francisco',
        region: 'CA',
        postalCode: '94105',
        country: 'US',
      },
    ],
    [ENTERPRISE_SCHEMA]: {
      employeeNumber: '1001',
      costCenter: 'CC-7',
      organization: 'Lantern Field',
      division: 'Retail',
      department: 'Sales',
      // What the mapping gives, usually no id of this server.
      manager: { value: 'manager@example.com', displayName: 'Mona Manager' },
    },
  }
}
