import {
  changePassword,
  completeSetup,
  createFirstOwner,
  revokeSession,
  type StartedSession,
  signIn,
} from '@rollcall/provisioning'
import { type KnownCaller, toSessionEnder } from '../caller.ts'
import type { ApiContext } from '../context.ts'
import { forbidden } from '../errors.ts'
import { builder } from '../schema/builder.ts'
import { PASSWORD_COST } from '../schema/costs.ts'
import { ViewerRef } from '../schema/refs.ts'
import { attempt } from './mutation.ts'
import { payloadType } from './payload.ts'

interface ViewerPayload {
  readonly viewer?: KnownCaller | undefined
}

const viewerPayload = (name: string) =>
  payloadType<ViewerPayload>(name, (t) => ({
    viewer: t.field({ type: ViewerRef, nullable: true, resolve: (payload) => payload.viewer }),
  }))

const SignInInput = builder.inputType('SignInInput', {
  fields: (t) => ({ email: t.string({ required: true }), password: t.string({ required: true }) }),
})
const CompleteSetupInput = builder.inputType('CompleteSetupInput', {
  fields: (t) => ({
    code: t.string({ required: true, description: 'From the set-up URL.' }),
    password: t.string({ required: true, description: 'At least 12 characters.' }),
  }),
})
const CreateFirstOwnerInput = builder.inputType('CreateFirstOwnerInput', {
  fields: (t) => ({
    code: t.string({ required: true, description: 'The one-time code that the server printed when it started.' }),
    email: t.string({ required: true }),
    name: t.string(),
    password: t.string({ required: true, description: 'At least 12 characters.' }),
  }),
})
const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  fields: (t) => ({
    currentPassword: t.string({ required: true }),
    newPassword: t.string({ required: true, description: 'At least 12 characters.' }),
  }),
})

const SignInPayload = viewerPayload('SignIn')
const CompleteSetupPayload = viewerPayload('CompleteSetup')
const CreateFirstOwnerPayload = viewerPayload('CreateFirstOwner')
const ChangePasswordPayload = viewerPayload('ChangePassword')
const SignOutPayload = payloadType<object>('SignOut', () => ({}))

/** The answer carries the session's cookie, and the rest of the request acts as the admin. */
async function beginning(ctx: ApiContext, work: () => Promise<StartedSession>): Promise<ViewerPayload> {
  const started = await work()
  ctx.beginSession(started)
  const { admin, grants, session } = started
  return { viewer: { kind: 'admin', admin, grants, session } }
}

builder.mutationFields((t) => ({
  signIn: t.field({
    type: SignInPayload,
    nullable: true,
    description: 'Begins a session; the answer sets its cookie.',
    complexity: PASSWORD_COST,
    access: 'anyone',
    args: { input: t.arg({ type: SignInInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt('', () =>
        beginning(ctx, () =>
          signIn(ctx.operation, { ...input, address: ctx.address, userAgent: ctx.userAgent, device: ctx.device }),
        ),
      ),
  }),
  completeSetup: t.field({
    type: CompleteSetupPayload,
    nullable: true,
    description: 'Chooses the password of an invited admin, uses the link up and begins a session.',
    complexity: PASSWORD_COST,
    access: 'anyone',
    args: { input: t.arg({ type: CompleteSetupInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt('', () => beginning(ctx, () => completeSetup(ctx.operation, { ...input, userAgent: ctx.userAgent }))),
  }),
  createFirstOwner: t.field({
    type: CreateFirstOwnerPayload,
    nullable: true,
    description: 'Makes the first owner of the instance and begins a session; needs the code that the server printed.',
    complexity: PASSWORD_COST,
    access: 'anyone',
    args: { input: t.arg({ type: CreateFirstOwnerInput, required: true }) },
    resolve: (_root, { input }, ctx) =>
      attempt('', () =>
        beginning(ctx, () =>
          createFirstOwner(ctx.operation, { ...input, name: input.name ?? undefined, userAgent: ctx.userAgent }),
        ),
      ),
  }),
  signOut: t.field({
    type: SignOutPayload,
    nullable: true,
    description: 'Ends the session of this request.',
    access: 'anyone',
    resolve: async (_root, _args, ctx) => {
      const { caller } = ctx
      ctx.endSession()
      if (caller.kind === 'admin') await revokeSession(ctx.operation, toSessionEnder(caller), caller.session.id)
      return {}
    },
  }),
  changePassword: t.field({
    type: ChangePasswordPayload,
    nullable: true,
    description: "Changes one's own password and ends every other session.",
    complexity: PASSWORD_COST,
    access: 'signed-in',
    args: { input: t.arg({ type: ChangePasswordInput, required: true }) },
    resolve: (_root, { input }, ctx) => {
      const { caller } = ctx
      if (caller.kind !== 'admin') throw forbidden('An API key has no password.')
      return attempt<ViewerPayload>('', async () => {
        const { admin, device } = await changePassword(ctx.operation, {
          ...input,
          adminId: caller.admin.id,
          sessionId: caller.session.id,
        })
        ctx.rememberDevice(device)
        return { viewer: { ...caller, admin } }
      })
    },
  }),
}))
