import { createBasicCredential, createToken, revokeCredential, rotateCredential } from '@rollcall/provisioning'
import type { CredentialRow } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { CredentialRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, creating, missing } from './mutation.ts'
import { creatingPayloadType, payloadType } from './payload.ts'

interface CredentialPayload {
  readonly credential?: CredentialRow | undefined
  readonly token?: string
  readonly username?: string | null | undefined
  readonly password?: string
}

const credentialInput = (name: string) =>
  builder.inputType(name, {
    fields: (t) => ({
      directoryId: t.id({ required: true }),
      name: t.string({ description: 'What it is for.' }),
      expiresAt: t.field({ type: 'Instant', description: 'From then on it is refused. Default: never.' }),
      idempotencyKey: t.string({
        description: 'Of your choice; a repeat within a day makes nothing and shows no secret.',
      }),
    }),
  })

const CreateTokenInput = credentialInput('CreateTokenInput')
const CreateBasicCredentialInput = credentialInput('CreateBasicCredentialInput')
const RevokeCredentialInput = builder.inputType('RevokeCredentialInput', {
  fields: (t) => ({ id: t.id({ required: true }) }),
})

const CreateTokenPayload = creatingPayloadType<CredentialPayload>('CreateToken', (t) => ({
  credential: t.field({ type: CredentialRef, nullable: true, resolve: (payload) => payload.credential }),
  token: t.string({ nullable: true, description: 'The secret, shown this once.', resolve: (payload) => payload.token }),
}))
const CreateBasicCredentialPayload = creatingPayloadType<CredentialPayload>('CreateBasicCredential', (t) => ({
  credential: t.field({ type: CredentialRef, nullable: true, resolve: (payload) => payload.credential }),
  username: t.string({ nullable: true, resolve: (payload) => payload.username }),
  password: t.string({
    nullable: true,
    description: 'The secret, shown this once.',
    resolve: (payload) => payload.password,
  }),
}))
const RevokeCredentialPayload = payloadType<CredentialPayload>('RevokeCredential', (t) => ({
  credential: t.field({ type: CredentialRef, nullable: true, resolve: (payload) => payload.credential }),
}))

interface RotationPayload extends CredentialPayload {
  readonly former?: CredentialRow
}

const RotateCredentialInput = builder.inputType('RotateCredentialInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    overlapSeconds: t.int({ required: true, description: 'How long the former one goes on working; 90 days at most.' }),
    expiresAt: t.field({
      type: 'Instant',
      description: 'When the new one ends. Default: never, or as the policy says.',
    }),
  }),
})
const RotateCredentialPayload = payloadType<RotationPayload>('RotateCredential', (t) => ({
  credential: t.field({ type: CredentialRef, nullable: true, resolve: (payload) => payload.credential }),
  former: t.field({
    type: CredentialRef,
    nullable: true,
    description: 'The former one, with the moment it ends.',
    resolve: (payload) => payload.former,
  }),
  token: t.string({ nullable: true, description: 'The secret, shown this once.', resolve: (payload) => payload.token }),
  username: t.string({ nullable: true, resolve: (payload) => payload.username }),
  password: t.string({
    nullable: true,
    description: 'The secret, shown this once.',
    resolve: (payload) => payload.password,
  }),
}))

const toInput = (input: typeof CreateTokenInput.$inferInput) => {
  const { tenantId, id } = judgedId(input.directoryId, 'Directory')
  return { tenantId, directoryId: id, name: input.name ?? undefined, expiresAt: input.expiresAt ?? undefined }
}

builder.mutationFields((t) => ({
  createToken: t.field({
    type: CreateTokenPayload,
    nullable: true,
    description: 'Makes a bearer token of a directory.',
    access: {
      permission: 'credential.manage',
      scope: (_root, { input }) => idOf(input.directoryId, 'Directory')?.tenantId,
      missing: missing('directoryId'),
    },
    args: { input: t.arg({ type: CreateTokenInput, required: true }) },
    resolve: (_root, { input }, ctx) => {
      const wanted = toInput(input)
      return creating<CredentialPayload>(
        ctx,
        'createToken',
        input,
        (operation) => createToken(operation, wanted),
        async (id) => ({ credential: await ctx.loaders.credential.load({ tenantId: wanted.tenantId, id }) }),
        'directoryId',
      )
    },
  }),
  createBasicCredential: t.field({
    type: CreateBasicCredentialPayload,
    nullable: true,
    description: 'Makes a user name and password of a directory (HTTP Basic).',
    access: {
      permission: 'credential.manage',
      scope: (_root, { input }) => idOf(input.directoryId, 'Directory')?.tenantId,
      missing: missing('directoryId'),
    },
    args: { input: t.arg({ type: CreateBasicCredentialInput, required: true }) },
    resolve: (_root, { input }, ctx) => {
      const wanted = toInput(input)
      return creating<CredentialPayload>(
        ctx,
        'createBasicCredential',
        input,
        (operation) => createBasicCredential(operation, wanted),
        async (id) => {
          const credential = await ctx.loaders.credential.load({ tenantId: wanted.tenantId, id })
          return { credential, username: credential?.username }
        },
        'directoryId',
      )
    },
  }),
  rotateCredential: t.field({
    type: RotateCredentialPayload,
    nullable: true,
    description:
      'Makes a successor of the same kind and name; both work until the overlap ends, so that the identity provider can be changed over without a gap.',
    access: {
      permission: 'credential.manage',
      scope: (_root, { input }) => idOf(input.id, 'Credential')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: RotateCredentialInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<RotationPayload>('id', async () => {
        const { secret, credential, former } = await rotateCredential(ctx.operation, judgedId(input.id, 'Credential'), {
          overlapMs: input.overlapSeconds * 1_000,
          expiresAt: input.expiresAt ?? undefined,
        })
        return { credential, former, ...secret }
      }),
  }),
  revokeCredential: t.field({
    type: RevokeCredentialPayload,
    nullable: true,
    description: 'Ends a credential: at once here, within a second in other processes. Revoking twice is harmless.',
    access: {
      permission: 'credential.manage',
      scope: (_root, { input }) => idOf(input.id, 'Credential')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: RevokeCredentialInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt<CredentialPayload>('id', async () => ({
        credential: await revokeCredential(ctx.operation, judgedId(input.id, 'Credential')),
      })),
  }),
}))
