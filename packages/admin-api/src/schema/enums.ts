import {
  ADMIN_ROLES,
  type AdminState,
  DIRECTORY_PRESETS,
  type FactTopic,
  type GroupPreview,
  type Licence,
  PERMISSIONS,
  type Permission,
} from '@rollcall/provisioning'
import type { AttributeType, Mutability, Returned, Uniqueness } from '@rollcall/scim-core'
import type {
  ActorType,
  AdminRole,
  CredentialKind,
  DirectoryPreset,
  DirectoryStatus,
  GroupRoleState,
  PolicyTaskKind,
  SeatState,
  UnresolvedMemberPolicy,
} from '@rollcall/store'
import { builder } from './builder.ts'

const shout = (value: string) =>
  value
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[-.]/g, '_')

/** An enum whose names are the stored values in capitals. */
function enumOf<T extends string>(
  name: string,
  description: string,
  values: readonly T[],
  notes: Partial<Record<T, string>> = {},
) {
  const entries = values.map((value) => {
    const note = notes[value]
    return [shout(value), { value, ...(note === undefined ? {} : { description: note }) }] as const
  })
  return builder.enumType(name, { description, values: Object.fromEntries(entries) as Record<string, { value: T }> })
}

export const DirectoryStatusEnum = enumOf<DirectoryStatus>(
  'DirectoryStatus',
  'Whether requests of the identity provider are carried out.',
  ['active', 'inactive'],
  { inactive: 'Requests are refused with 403 and nothing is stored.' },
)
export const DirectoryPresetEnum = enumOf<DirectoryPreset>(
  'DirectoryPreset',
  'The kind of identity provider.',
  DIRECTORY_PRESETS,
)
export const UnresolvedMemberPolicyEnum = enumOf<UnresolvedMemberPolicy>(
  'UnresolvedMemberPolicy',
  'What becomes of a group member that names nobody of the directory.',
  ['keep', 'attach', 'reject'],
  {
    keep: 'It is remembered and reported.',
    attach: 'It becomes a member when a user with that externalId arrives.',
    reject: 'The request fails with 400.',
  },
)
export const CredentialKindEnum = enumOf<CredentialKind>('CredentialKind', 'How the credential is presented.', [
  'bearer',
  'basic',
])
export const CredentialStateEnum = enumOf<'active' | 'expired' | 'revoked'>(
  'CredentialState',
  'Whether it would be accepted now.',
  ['active', 'expired', 'revoked'],
)
export const AdminRoleEnum = enumOf<AdminRole>(
  'AdminRole',
  'What an admin or API key may do, in a tenant or on the whole instance.',
  ADMIN_ROLES,
  {
    owner: 'Everything.',
    'tenant-admin': 'Everything but making owners and the settings of the instance.',
    'scim-manager': 'Directories, credentials and what arrives through them.',
    'token-manager': 'Credentials of directories.',
    auditor: 'Reads everything, changes nothing.',
  },
)
export const PermissionEnum = enumOf<Permission>('Permission', 'One thing a role may include.', PERMISSIONS)
export const AdminStateEnum = enumOf<AdminState>(
  'AdminState',
  'Whether an admin can sign in.',
  ['active', 'disabled', 'invited'],
  { invited: 'They have not chosen a password yet.', disabled: 'Until they are enabled again.' },
)
export const ApiKeyStateEnum = enumOf<'active' | 'disabled' | 'expired' | 'revoked'>(
  'ApiKeyState',
  'Whether the key would be accepted now.',
  ['active', 'disabled', 'expired', 'revoked'],
  { disabled: 'The admin who made it is disabled; it works again when they are enabled.' },
)
export const ActorTypeEnum = enumOf<ActorType>(
  'ActorType',
  'Who acted.',
  ['credential', 'admin', 'api_key', 'command_line', 'system'],
  {
    credential: 'The identity provider of a directory.',
  },
)
export const MembershipEnum = enumOf<'direct' | 'indirect'>(
  'Membership',
  'How a group is held.',
  ['direct', 'indirect'],
  {
    indirect: 'Through another group.',
  },
)
export const GroupRoleStateEnum = enumOf<GroupRoleState>(
  'GroupRoleState',
  'Whether a group grants a role.',
  ['granted', 'pending', 'dismissed'],
  { pending: 'A push would grant it, and an admin decides.', dismissed: 'An admin said no.' },
)
export const PolicyTaskKindEnum = enumOf<PolicyTaskKind>(
  'PolicyTaskKind',
  'Who is judged again.',
  ['everyone', 'group'],
  { group: 'Everybody whom the group holds, directly or through other groups.' },
)
export const FactTopicEnum = enumOf<FactTopic>(
  'FactTopic',
  'What a fact is part of the answer to.',
  ['activity', 'link', 'organisation', 'kind', 'role', 'licence', 'policy', 'absence'],
  {
    link: 'Whose a user is.',
    policy: 'Who applied the versions of the policy that decided.',
    absence: 'What is known of somebody who is not there.',
  },
)
export const PolicyGroupChangeEnum = enumOf<GroupPreview['change']>(
  'PolicyGroupChange',
  'Whether a group would come to grant a role.',
  ['grants', 'ceases'],
)
export const SeatStateEnum = enumOf<SeatState>('SeatState', 'Whether a person holds a seat of a licence.', [
  'held',
  'none',
])
export const LicenceExhaustionEnum = enumOf<Licence['exhausted']>(
  'LicenceExhaustion',
  'What happens to who arrives when no seat of a licence is free.',
  ['refuse', 'unlicensed', 'fallback'],
  {
    refuse: 'The request of the identity provider fails with 403 and nothing is stored.',
    unlicensed: 'They are provisioned without a seat and wait for one.',
    fallback: 'Another licence is tried, and they wait for a seat of this one.',
  },
)
export const ResourceOrderFieldEnum = enumOf<'name' | 'created'>(
  'ResourceOrderField',
  'What a list of users or groups is ordered by.',
  ['name', 'created'],
  {
    name: 'userName or displayName, in any letter case.',
  },
)
export const OrderDirectionEnum = enumOf<'asc' | 'desc'>('OrderDirection', 'Rising or falling.', ['asc', 'desc'])

export const AttributeTypeEnum = enumOf<AttributeType>('AttributeType', 'RFC 7643 section 2.3.', [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'binary',
  'reference',
  'complex',
])
export const AttributeMutabilityEnum = enumOf<Mutability>(
  'AttributeMutability',
  'Whether the identity provider may write it.',
  ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  { immutable: 'Once.' },
)
export const AttributeReturnedEnum = enumOf<Returned>(
  'AttributeReturned',
  'When an answer shows it.',
  ['always', 'never', 'default', 'request'],
  { default: 'Unless an answer is asked for that leaves it out.', request: 'Only when it is asked for by name.' },
)
export const AttributeUniquenessEnum = enumOf<Uniqueness>(
  'AttributeUniqueness',
  'Whether two resources may have the same value.',
  ['none', 'server', 'global'],
)

export type UserErrorCode =
  | 'invalid'
  | 'taken'
  | 'not_found'
  | 'stale'
  | 'idempotency_key_reused'
  | 'wrong_credentials'
  | 'code_invalid'
  | 'role_too_high'
  | 'last_owner'

export const UserErrorCodeEnum = enumOf<UserErrorCode>(
  'UserErrorCode',
  'Why a mutation was not carried out.',
  [
    'invalid',
    'taken',
    'not_found',
    'stale',
    'idempotency_key_reused',
    'wrong_credentials',
    'code_invalid',
    'role_too_high',
    'last_owner',
  ],
  {
    taken: 'It exists already.',
    stale: 'It changed since expectedVersion.',
    idempotency_key_reused: 'The idempotency key was used for another request.',
    role_too_high: 'Nobody gives a role that may do more than they may, nor ends what holds one.',
    last_owner: 'The instance would have no owner left who can sign in.',
  },
)
