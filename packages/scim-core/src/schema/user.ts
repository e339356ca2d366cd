import { USER_URN } from '../protocol/urns.ts'
import { attribute, complex, schema } from './define.ts'
import type { AttributeDefinition } from './types.ts'

const display = attribute({
  name: 'display',
  description: 'A human-readable name, primarily used for display purposes.',
})

const primary = attribute({
  name: 'primary',
  type: 'boolean',
  description: "Whether this is the preferred value of the attribute. The value 'true' appears no more than once.",
})

function type(canonicalValues?: readonly string[]): AttributeDefinition {
  return attribute({
    name: 'type',
    description: "A label indicating the attribute's function.",
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
  })
}

/** The sub-attributes of RFC 7643 section 2.4 around one `value`. */
function valued(value: AttributeDefinition, types?: readonly string[]): readonly AttributeDefinition[] {
  return [value, display, type(types), primary]
}

/** RFC 7643 sections 4.1 and 8.7.1, with the errata applied. */
export const UserSchema = schema({
  id: USER_URN,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute({
      name: 'userName',
      description:
        'Unique identifier for the User, typically used by the user to directly authenticate to the service provider. Each User has a non-empty userName value, unique across the entire set of Users.',
      required: true,
      uniqueness: 'server',
    }),
    complex({
      name: 'name',
      description: "The components of the user's real name.",
      subAttributes: [
        attribute({
          name: 'formatted',
          description:
            "The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g., 'Ms. Barbara J Jensen, III').",
        }),
        attribute({
          name: 'familyName',
          description: 'The family name of the User, or last name in most Western languages.',
        }),
        attribute({
          name: 'givenName',
          description: 'The given name of the User, or first name in most Western languages.',
        }),
        attribute({ name: 'middleName', description: 'The middle name(s) of the User.' }),
        attribute({
          name: 'honorificPrefix',
          description: "The honorific prefix(es) of the User, or title in most Western languages (e.g., 'Ms.').",
        }),
        attribute({
          name: 'honorificSuffix',
          description: "The honorific suffix(es) of the User, or suffix in most Western languages (e.g., 'III').",
        }),
      ],
    }),
    attribute({ name: 'displayName', description: 'The name of the User, suitable for display to end-users.' }),
    attribute({
      name: 'nickName',
      description: "The casual way to address the user in real life, e.g., 'Bob' or 'Bobby' instead of 'Robert'.",
    }),
    attribute({
      name: 'profileUrl',
      type: 'reference',
      referenceTypes: ['external'],
      description: "A fully qualified URL pointing to a page representing the User's online profile.",
    }),
    attribute({ name: 'title', description: "The user's title, such as 'Vice President'." }),
    attribute({
      name: 'userType',
      description:
        "Used to identify the relationship between the organization and the user. Typical values are 'Contractor', 'Employee', 'Intern', 'Temp', 'External', and 'Unknown', but any value may be used.",
    }),
    attribute({
      name: 'preferredLanguage',
      description:
        "The User's preferred written or spoken language, generally used for selecting a localized user interface.",
    }),
    attribute({
      name: 'locale',
      description:
        "The User's default location for purposes of localizing items such as currency, date time format, or numerical representations.",
    }),
    attribute({
      name: 'timezone',
      description: "The User's time zone in the 'Olson' time zone database format, e.g., 'America/Los_Angeles'.",
    }),
    attribute({
      name: 'active',
      type: 'boolean',
      description: "A Boolean value indicating the User's administrative status.",
    }),
    attribute({
      name: 'password',
      description: "The User's cleartext password. Accepted and discarded: it is never stored and never returned.",
      mutability: 'writeOnly',
      returned: 'never',
      discarded: true,
    }),
    complex({
      name: 'emails',
      multiValued: true,
      description: 'Email addresses for the user.',
      subAttributes: valued(attribute({ name: 'value', description: 'Email address of the user.' }), [
        'work',
        'home',
        'other',
      ]),
    }),
    complex({
      name: 'phoneNumbers',
      multiValued: true,
      description: 'Phone numbers for the User.',
      subAttributes: valued(attribute({ name: 'value', description: 'Phone number of the User.' }), [
        'work',
        'home',
        'mobile',
        'fax',
        'pager',
        'other',
      ]),
    }),
    complex({
      name: 'ims',
      multiValued: true,
      description: 'Instant messaging addresses for the User.',
      subAttributes: valued(attribute({ name: 'value', description: 'Instant messaging address for the User.' }), [
        'aim',
        'gtalk',
        'icq',
        'xmpp',
        'msn',
        'skype',
        'qq',
        'yahoo',
      ]),
    }),
    complex({
      name: 'photos',
      multiValued: true,
      description: 'URLs of photos of the User.',
      subAttributes: valued(
        attribute({
          name: 'value',
          type: 'reference',
          referenceTypes: ['external'],
          description: 'URL of a photo of the User.',
        }),
        ['photo', 'thumbnail'],
      ),
    }),
    complex({
      name: 'addresses',
      multiValued: true,
      description: 'A physical mailing address for this User.',
      subAttributes: [
        attribute({
          name: 'formatted',
          description: 'The full mailing address, formatted for display or use with a mailing label.',
        }),
        attribute({
          name: 'streetAddress',
          description:
            'The full street address component, which may include house number, street name, P.O. box, and multi-line extended street address information.',
        }),
        attribute({ name: 'locality', description: 'The city or locality component.' }),
        attribute({ name: 'region', description: 'The state or region component.' }),
        attribute({ name: 'postalCode', description: 'The zip code or postal code component.' }),
        // Erratum 5990: alpha-2. Providers send full names all the same, so the text is kept as it comes.
        attribute({
          name: 'country',
          description: "The country component, in ISO 3166-1 alpha-2 'short' code format when applicable.",
        }),
        type(['work', 'home', 'other']),
        primary,
      ],
    }),
    complex({
      name: 'groups',
      multiValued: true,
      description:
        'A list of groups to which the user belongs, either through direct membership, through nested groups, or dynamically calculated.',
      mutability: 'readOnly',
      relation: 'memberOf',
      subAttributes: [
        attribute({ name: 'value', description: "The identifier of the User's group.", mutability: 'readOnly' }),
        // Erratum 8471: a reference to a Group only.
        attribute({
          name: '$ref',
          type: 'reference',
          referenceTypes: ['Group'],
          description: "The URI of the corresponding 'Group' resource to which the user belongs.",
          mutability: 'readOnly',
        }),
        attribute({
          name: 'display',
          description: 'A human-readable name, primarily used for display purposes.',
          mutability: 'readOnly',
        }),
        attribute({
          name: 'type',
          description: "A label indicating the attribute's function, e.g., 'direct' or 'indirect'.",
          canonicalValues: ['direct', 'indirect'],
          mutability: 'readOnly',
        }),
      ],
    }),
    complex({
      name: 'entitlements',
      multiValued: true,
      description: 'A list of entitlements for the User that represent a thing the User has.',
      subAttributes: valued(attribute({ name: 'value', description: 'The value of an entitlement.' })),
    }),
    complex({
      name: 'roles',
      multiValued: true,
      description: "A list of roles for the User that collectively represent who the User is, e.g., 'Student'.",
      subAttributes: valued(attribute({ name: 'value', description: 'The value of a role.' })),
    }),
    complex({
      name: 'x509Certificates',
      multiValued: true,
      description: 'A list of certificates issued to the User.',
      // Erratum 8435: binary.
      subAttributes: valued(
        attribute({ name: 'value', type: 'binary', description: 'The value of an X.509 certificate.' }),
      ),
    }),
  ],
})
