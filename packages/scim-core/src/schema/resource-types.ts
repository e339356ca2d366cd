import { ENTERPRISE_USER_URN, GROUP_URN, USER_URN } from '../protocol/urns.ts'
import type { ResourceTypeDefinition } from './types.ts'

/** RFC 7643 sections 4.1 and 6. */
export const UserResourceType: ResourceTypeDefinition = {
  id: 'User',
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: USER_URN,
  schemaExtensions: [{ schema: ENTERPRISE_USER_URN, required: false }],
  nameAttribute: 'userName',
  displayAttributes: ['displayName', 'name.formatted', 'userName'],
  activeAttribute: 'active',
  person: true,
}

/** RFC 7643 sections 4.2 and 6. */
export const GroupResourceType: ResourceTypeDefinition = {
  id: 'Group',
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: GROUP_URN,
  schemaExtensions: [],
  nameAttribute: 'displayName',
  displayAttributes: ['displayName'],
}
