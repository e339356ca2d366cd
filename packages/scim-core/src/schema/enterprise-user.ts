import { ENTERPRISE_USER_URN } from '../protocol/urns.ts'
import { attribute, complex, schema } from './define.ts'

/** RFC 7643 sections 4.3 and 8.7.1, with the errata applied. */
export const EnterpriseUserSchema = schema({
  id: ENTERPRISE_USER_URN,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute({
      name: 'employeeNumber',
      description:
        'Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization.',
    }),
    attribute({ name: 'costCenter', description: 'Identifies the name of a cost center.' }),
    attribute({ name: 'organization', description: 'Identifies the name of an organization.' }),
    attribute({ name: 'division', description: 'Identifies the name of a division.' }),
    attribute({ name: 'department', description: 'Identifies the name of a department.' }),
    complex({
      name: 'manager',
      description:
        "The User's manager. A complex type that optionally allows service providers to represent organizational hierarchy by referencing the 'id' attribute of another User.",
      subAttributes: [
        // Erratum 8472: case exact, as ids are.
        attribute({
          name: 'value',
          description: "The id of the SCIM resource representing the User's manager.",
          caseExact: true,
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          referenceTypes: ['User'],
          description: "The URI of the SCIM resource representing the User's manager.",
        }),
        attribute({
          name: 'displayName',
          description: "The displayName of the User's manager.",
          mutability: 'readOnly',
        }),
      ],
    }),
  ],
})
