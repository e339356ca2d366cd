import { GROUP_URN } from '../protocol/urns.ts'
import { attribute, complex, schema } from './define.ts'

/** RFC 7643 sections 4.2 and 8.7.1, with the errata applied. */
export const GroupSchema = schema({
  id: GROUP_URN,
  name: 'Group',
  description: 'Group',
  attributes: [
    // Erratum 5368: required.
    attribute({ name: 'displayName', description: 'A human-readable name for the Group.', required: true }),
    complex({
      name: 'members',
      multiValued: true,
      description: 'A list of members of the Group.',
      relation: 'members',
      subAttributes: [
        attribute({
          name: 'value',
          description: 'Identifier of the member of this Group.',
          mutability: 'immutable',
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          referenceTypes: ['User', 'Group'],
          description: 'The URI corresponding to a SCIM resource that is a member of this Group.',
          mutability: 'immutable',
        }),
        attribute({
          name: 'type',
          description: "A label indicating the type of resource, e.g., 'User' or 'Group'.",
          canonicalValues: ['User', 'Group'],
          mutability: 'immutable',
        }),
        // Erratum 6011: members may show a name, as Okta and Entra send it.
        attribute({
          name: 'display',
          description: 'A human-readable name for the group member, primarily used for display purposes.',
          mutability: 'readOnly',
        }),
      ],
    }),
  ],
})
