import { isText } from '../../answers.ts'
import { expectList, expectStatus } from '../../checks.ts'
import type { Exchange } from '../../http/scim-client.ts'
import { type JsonObject, toArray, toExcerpt, toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../urns.ts'
import type { StepDefinition } from '../run.ts'

const CONSEQUENCE =
  'Schema discovery fails: the attributes cannot be mapped in the portal, and the gallery’s Schema_Discoverability_Test is red.'

/** RFC 7643 section 7, the spelling included. */
const KEYWORDS: Record<string, readonly string[]> = {
  type: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'complex', 'binary'],
  mutability: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  returned: ['always', 'never', 'default', 'request'],
  uniqueness: ['none', 'server', 'global'],
}

/** What the default mapping writes. */
const MAPPED: Record<string, readonly string[]> = {
  [USER_SCHEMA]: ['userName', 'displayName', 'name', 'emails', 'active', 'phoneNumbers', 'addresses', 'title', 'roles'],
  [ENTERPRISE_SCHEMA]: ['employeeNumber', 'department', 'manager'],
  [GROUP_SCHEMA]: ['displayName', 'members'],
}

export const discoverySteps: StepDefinition[] = [
  {
    id: 'schemas',
    title: 'Schema discovery: every mapped attribute is described',
    async run(step, run) {
      const exchange = await step.get('/Schemas')
      const schemas = expectList(step, exchange, { what: 'a ListResponse of schemas', consequence: CONSEQUENCE })
      if (!schemas) return
      for (const [urn, names] of Object.entries(MAPPED)) {
        if (urn === GROUP_SCHEMA && run.groups === 0) continue
        const schema = schemas.find(({ id }) => id === urn)
        const described = toArray(schema?.attributes).map((attribute) => toObject(attribute).name)
        const missing = names.filter((name) => !described.includes(name))
        step.check(missing.length === 0, exchange, {
          expected: `${urn} with ${names.join(', ')}`,
          received: schema ? `without ${missing.join(', ')}` : 'no such schema',
          consequence: CONSEQUENCE,
        })
      }
      for (const schema of schemas) checkAttributes(step, exchange, toArray(schema.attributes).map(toObject))
      step.check(!hasNull(exchange.json), exchange, {
        expected: 'no null anywhere',
        received: 'a null',
        consequence: CONSEQUENCE,
      })
    },
  },
  {
    id: 'service-provider-config',
    title: 'ServiceProviderConfig and ResourceTypes say what the server can do',
    async run(step) {
      const exchange = await step.get('/ServiceProviderConfig')
      const want = { what: 'the configuration', consequence: 'The agent that onboards gallery apps stops here.' }
      if (expectStatus(step, exchange, [200], want)) {
        const { patch, filter } = toObject(exchange.json)
        step.check(toObject(patch).supported === true && toObject(filter).supported === true, exchange, {
          expected: 'patch and filter supported: Entra cannot do without them',
          received: toExcerpt({ patch, filter }),
          consequence: 'The application is not accepted into the gallery.',
        })
      }
      const types = await step.get('/ResourceTypes')
      const listed = expectList(step, types, { what: 'a ListResponse', consequence: CONSEQUENCE })
      step.check(listed === undefined || listed.some(({ endpoint }) => endpoint === '/Users'), types, {
        expected: 'a resource type with the endpoint /Users',
        received: toExcerpt(types.text),
        consequence: CONSEQUENCE,
      })
    },
  },
]

function checkAttributes(step: Step, exchange: Exchange, attributes: readonly JsonObject[]): void {
  for (const attribute of attributes) {
    for (const [keyword, allowed] of Object.entries(KEYWORDS)) {
      const value = attribute[keyword]
      step.check(value === undefined || (isText(value) && allowed.includes(value)), exchange, {
        expected: `${keyword} of ${String(attribute.name)} is one of ${allowed.join(', ')}`,
        received: toExcerpt(value),
        consequence: CONSEQUENCE,
      })
    }
    checkAttributes(step, exchange, toArray(attribute.subAttributes).map(toObject))
  }
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull))
}
