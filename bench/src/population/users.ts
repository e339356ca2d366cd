/** JSON as the wire has it. */
export interface JsonObject {
  readonly [name: string]: unknown
}

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const GIVEN = ['Ava', 'Priya', 'Jonah', 'Marcus', 'Lena', 'Helen', 'Samir', 'Noor', 'Björn', 'Chloé', 'Diego', 'Emeka']
const FAMILY = ['Nguyen', 'Shah', 'Hale', 'Bell', 'Ortiz', 'Cho', 'Adeyemi', 'Haddad', 'Lindqvist', 'Moreau', 'Tanaka']
const DEPARTMENTS = ['Engineering', 'Sales', 'Support', 'Finance', 'People', 'Legal', 'Research', 'Facilities']

const pick = (list: readonly string[], n: number): string => list[n % list.length] as string

/** Same number, same name; `label` keeps populations apart. */
export const userNameOf = (label: string, n: number): string => `${label}.${String(n).padStart(7, '0')}@bench.example`

/** A user of about 1.2 kB as an identity provider creates it: core attributes, two addresses, phone numbers, enterprise extension. */
export function userBody(label: string, n: number): JsonObject {
  const givenName = pick(GIVEN, n)
  const familyName = pick(FAMILY, n)
  const number = String(n).padStart(7, '0')
  const userName = userNameOf(label, n)
  return {
    schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
    externalId: `00u${label}${number}5d7`,
    userName,
    name: { formatted: `${givenName} ${familyName}`, familyName, givenName },
    displayName: `${givenName} ${familyName}`,
    title: 'Senior Engineer',
    preferredLanguage: 'en-US',
    locale: 'en-US',
    timezone: 'Europe/Berlin',
    active: true,
    emails: [
      { value: userName, type: 'work', primary: true },
      { value: `${label}.${number}@home.example`, type: 'home' },
    ],
    phoneNumbers: [
      { value: `+1-555-${number}`, type: 'work' },
      { value: `+1-556-${number}`, type: 'mobile' },
    ],
    addresses: [
      {
        streetAddress: `${(n % 900) + 1} Long Street`,
        locality: 'Springfield',
        region: 'IL',
        postalCode: '62701',
        country: 'US',
        type: 'work',
      },
    ],
    [ENTERPRISE_SCHEMA]: {
      employeeNumber: number,
      costCenter: `CC-${n % 100}`,
      organization: 'Bench Example Corporation',
      division: 'North America',
      department: pick(DEPARTMENTS, n),
    },
  }
}

export const activePatch = (active: boolean): string =>
  JSON.stringify({ schemas: [PATCH_SCHEMA], Operations: [{ op: 'replace', path: 'active', value: active }] })

export const addMembersPatch = (ids: readonly string[]): string =>
  JSON.stringify({
    schemas: [PATCH_SCHEMA],
    Operations: [{ op: 'add', path: 'members', value: ids.map((value) => ({ value })) }],
  })

/** One as Okta removes it, several as Entra does. */
export const removeMembersPatch = (ids: readonly string[]): string =>
  JSON.stringify({
    schemas: [PATCH_SCHEMA],
    Operations: [
      ids.length === 1
        ? { op: 'remove', path: `members[value eq "${ids[0]}"]` }
        : { op: 'remove', path: 'members', value: ids.map((value) => ({ value })) },
    ],
  })
