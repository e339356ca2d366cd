import { decideLinkRequest, editUser, purgeUser } from '@rollcall/provisioning'
import type { Json, JsonObject } from '@rollcall/scim-core'
import type { LinkRequestRow, ResourceRow } from '@rollcall/store'
import { toGlobalId } from '../global-id.ts'
import { builder } from '../schema/builder.ts'
import { UserRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { LinkRequestRef } from '../types/link-request.ts'
import { attempt, missing, UserFault } from './mutation.ts'
import { payloadType } from './payload.ts'

interface LinkPayload {
  readonly linkRequest?: LinkRequestRow
}

interface PurgePayload {
  readonly tenantId?: string
  readonly resourceIds?: readonly string[]
}

const PurgeUserInput = builder.inputType('PurgeUserInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    confirm: t.string({ required: true, description: 'The SCIM id of the user once more: this cannot be undone.' }),
    removeFirst: t.boolean({
      description: 'Removes a person who is still provisioned. Their identity provider may create them anew.',
    }),
  }),
})

interface UserPayload {
  readonly user?: ResourceRow
}

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    attributes: t.field({
      type: 'JSON',
      required: true,
      description:
        'An object by SCIM path, such as {"title": "Guide", "phoneNumbers[type eq \\"work\\"].value": "+1 555"}: each is replaced, null empties it.',
    }),
    expectedVersion: t.int({ description: 'Refused as STALE when the stored version is another.' }),
  }),
})

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

builder.mutationFields((t) => ({
  updateUser: t.field({
    type: payloadType<UserPayload>('UpdateUser', (p) => ({
      user: p.field({ type: UserRef, nullable: true, resolve: ({ user }) => user }),
    })),
    nullable: true,
    description:
      'Changes attributes that the policy hands back to admins (authority.local of the directory). Everything else is owned by the identity provider and refused with that reason.',
    access: {
      permission: 'people.manage',
      scope: (_root, { input }) => idOf(input.id, 'User')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: UpdateUserInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<UserPayload>('id', async () => {
        const { tenantId, id } = judgedId(input.id, 'User')
        const attributes = input.attributes as Json
        if (!isObject(attributes)) throw new UserFault('attributes', 'invalid', 'Give an object of attributes.')
        const target = { tenantId, userId: id, expectedVersion: input.expectedVersion ?? undefined }
        return { user: await editUser(operation, target, attributes) }
      }),
  }),
  purgeUser: t.field({
    type: payloadType<PurgePayload>('PurgeUser', (p) => ({
      erasedIds: p.field({
        type: ['ID'],
        description: 'Every user of the person that was erased, in every directory.',
        resolve: ({ tenantId = '', resourceIds = [] }) => resourceIds.map((id) => toGlobalId('User', id, tenantId)),
      }),
    })),
    nullable: true,
    description:
      'Erases the person behind a user for ever, in every directory, with the key under which history and audit hold their values. The audit log still verifies.',
    access: {
      permission: 'people.purge',
      scope: (_root, { input }) => idOf(input.id, 'User')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: PurgeUserInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<PurgePayload>('id', async () => {
        const { tenantId, id } = judgedId(input.id, 'User')
        const { resourceIds } = await purgeUser(
          operation,
          { tenantId, userId: id },
          { confirm: input.confirm, removeFirst: input.removeFirst ?? undefined },
        )
        return { tenantId, resourceIds }
      }),
  }),
}))

for (const [verb, verdict, description] of [
  ['approve', 'approved', 'The user is the person it matches: roles and licence are theirs from now on.'],
  ['decline', 'declined', 'The user is somebody of its own.'],
] as const) {
  const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}LinkRequest`
  const input = builder.inputType(`${name}Input`, { fields: (t) => ({ id: t.id({ required: true }) }) })
  const payload = payloadType<LinkPayload>(name, (p) => ({
    linkRequest: p.field({ type: LinkRequestRef, nullable: true, resolve: ({ linkRequest }) => linkRequest }),
  }))
  builder.mutationField(`${verb}LinkRequest`, (t) =>
    t.field({
      type: payload,
      nullable: true,
      description,
      access: {
        permission: 'policy.manage',
        scope: (_root, args) => idOf(args.input.id, 'LinkRequest')?.tenantId,
        missing: missing('id'),
      },
      args: { input: t.arg({ type: input, required: true }) },
      resolve: (_root, args, { operation }) =>
        attempt<LinkPayload>('id', async () => ({
          linkRequest: await decideLinkRequest(operation, judgedId(args.input.id, 'LinkRequest'), verdict),
        })),
    }),
  )
}
