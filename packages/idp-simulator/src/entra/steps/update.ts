import { type JsonObject, toArray, toExcerpt, toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import { ENTERPRISE_SCHEMA } from '../../urns.ts'
import { ofType, versionOf } from '../../values.ts'
import type { Values } from '../dialect.ts'
import { type Account, probe, type Run, type StepDefinition } from '../run.ts'
import { checkSame, getUser, patchUser } from '../users.ts'

const REFUSED = 'The update fails in every cycle; the application keeps the old profile.'

export const updateSteps: StepDefinition[] = [
  {
    id: 'update-attributes',
    title: 'Changed attributes are updated, and nothing else',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const { user: before } = await getUser(step, account.id)
      const { after, exchange } = await write(step, run, account, 'replace', {
        displayName: 'Probe Renamed',
        title: 'Tour Lead',
        preferredLanguage: 'en-GB',
        'name.givenName': 'Probine',
        'name.familyName': 'Renamed',
        [`${ENTERPRISE_SCHEMA}:department`]: 'Tour Operations',
        [`${ENTERPRISE_SCHEMA}:employeeNumber`]: '701984',
      })
      for (const name of ['userName', 'externalId', 'active'] as const) {
        step.check(after[name] === before[name], exchange, {
          expected: `${name} untouched: ${toExcerpt(before[name])}`,
          received: toExcerpt(after[name] ?? 'nothing'),
          consequence: 'An update of one attribute wipes others (RFC 7644 section 3.5.2.3).',
        })
      }
      checkSame(step, exchange, after, 'emails[type eq "work"].value', account.person.email)
      checkSame(step, exchange, after, 'name.formatted', account.person.displayName)
      const strays = Object.keys(after).filter((name) => name.includes('.') && !name.startsWith('urn:'))
      const flat = [...strays, ...Object.keys(after).filter((name) => name.startsWith(`${ENTERPRISE_SCHEMA}:`))]
      step.check(flat.length === 0, exchange, {
        expected: 'flat names read as paths',
        received: `attributes named ${flat.join(', ')}`,
        consequence: 'The values land where nobody reads them.',
      })
    },
  },
  {
    id: 'update-username',
    title: 'A user is renamed, and renamed back',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const { userName } = account.person
      await write(step, run, account, 'replace', { userName: userName.replace(/^Probe/, 'Renamed') })
      await write(step, run, account, 'replace', { userName })
    },
  },
  {
    id: 'typed-values',
    title: 'Values of a type that is not there yet are created, one element per type',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      await write(step, run, account, 'add', {
        'addresses[type eq "work"].streetAddress': '12 Harbour Row',
        'addresses[type eq "work"].locality': 'Bergen',
        'addresses[type eq "work"].country': 'Norway',
        'phoneNumbers[type eq "mobile"].value': '+1 (415) 123.4567',
      })
      const { after, exchange } = await write(step, run, account, 'replace', {
        'addresses[type eq "work"].postalCode': '5003',
        'phoneNumbers[type eq "work"].value': '415-555 0100 x12',
        'emails[type eq "other"].value': 'Probe.Other@Example.com',
      })
      for (const [attribute, types] of [
        ['addresses', ['work']],
        ['phoneNumbers', ['mobile', 'work']],
        ['emails', ['other', 'work']],
      ] as const) {
        const received = toArray(after[attribute]).map((element) => toObject(element).type)
        step.check(received.toSorted().join() === types.join(), exchange, {
          expected: `${attribute}: one element each of type ${types.join(', ')}`,
          received: toExcerpt(received),
          consequence: 'Each operation makes an element of its own, or replaces those of other types.',
        })
      }
      checkSame(step, exchange, after, 'addresses[type eq "work"].streetAddress', '12 Harbour Row')
      checkSame(step, exchange, after, 'phoneNumbers[type eq "mobile"].value', '+1 (415) 123.4567')
    },
  },
  {
    id: 'typed-values-change',
    title: 'A value of one type changes, the others stay',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const email = `changed.${account.person.email}`
      const { before, after, exchange } = await write(step, run, account, 'replace', {
        'emails[type eq "work"].value': email,
        'name.familyName': 'Changed',
      })
      step.check(ofType(after, 'emails', 'other').length === ofType(before, 'emails', 'other').length, exchange, {
        expected: 'the e-mail addresses of other types untouched',
        received: toExcerpt(after.emails ?? 'nothing'),
        consequence: 'Addresses that Entra does not manage are lost.',
      })
      await write(step, run, account, 'replace', { 'emails[type eq "work"].value': account.person.email })
    },
  },
  {
    id: 'capital-sub-attributes',
    title: 'Sub-attributes are known by capital names too',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const path = 'emails[type eq "work"].Value'
      await patchUser(step, account.id, [{ op: run.dialect.op('replace'), path, value: account.person.email }], REFUSED)
      const { exchange, user } = await getUser(step, account.id)
      checkSame(step, exchange, user, 'emails[type eq "work"].value', account.person.email)
      const [email] = ofType(user, 'emails', 'work')
      step.check(email !== undefined && !('Value' in email), exchange, {
        expected: 'the sub-attribute value (RFC 7643 section 2.1: names are case-insensitive)',
        received: toExcerpt(email ?? 'no such address'),
        consequence: 'The value lands in an attribute of another name and is never used.',
      })
    },
  },
  {
    id: 'same-values-again',
    title: 'The same values again change nothing',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const { before, after } = await write(step, run, account, 'replace', {
        displayName: 'Probe Renamed',
        'emails[type eq "work"].value': account.person.email,
      })
      if (versionOf(before) !== versionOf(after)) {
        step.note('A write of the same values makes a new version; Entra does not mind, whoever follows changes does.')
      }
    },
  },
]

/** Writes by the dialect of the run and reads everything back. */
async function write(
  step: Step,
  run: Run,
  account: Account,
  op: 'add' | 'replace',
  values: Values,
): Promise<{ before: JsonObject; after: JsonObject; exchange: Awaited<ReturnType<typeof getUser>>['exchange'] }> {
  const { user: before } = await getUser(step, account.id)
  await patchUser(step, account.id, run.dialect.write(op, values), REFUSED)
  const { exchange, user: after } = await getUser(step, account.id)
  for (const [path, wanted] of Object.entries(values)) checkSame(step, exchange, after, path, wanted)
  return { before, after, exchange }
}
