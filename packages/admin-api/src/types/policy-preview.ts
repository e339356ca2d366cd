import {
  type ChangedSetting,
  type GroupPreview,
  InvalidInputError,
  type LicencePreview,
  type PolicyPreview,
  PolicyTooCostlyError,
  type PreviewChange,
  type PreviewPerson,
  previewPolicy,
} from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import { asBusy, badInput } from '../errors.ts'
import { loadResources } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { PREVIEW_COST } from '../schema/costs.ts'
import { PolicyGroupChangeEnum } from '../schema/enums.ts'
import { GroupRef, UserRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'

type In<T> = T & { readonly tenantId: string }

const PersonRef = builder.objectRef<In<PreviewPerson>>('PolicyPreviewPerson')
PersonRef.implement({
  description: 'Somebody who would gain or lose something.',
  fields: (t) => ({
    personId: t.exposeString('personId'),
    userName: t.string({ nullable: true, resolve: ({ name }) => name }),
    user: t.field({
      type: UserRef,
      nullable: true,
      description: 'Their oldest user.',
      resolve: async ({ tenantId, userId }, _args, ctx) =>
        userId === null ? null : (await loadResources(ctx, tenantId, [userId]))[0],
    }),
  }),
})

const ChangeRef = builder.objectRef<In<PreviewChange>>('PolicyPreviewChange')
ChangeRef.implement({
  description: 'Who would gain, or who would lose.',
  fields: (t) => ({
    peopleCount: t.int({ description: 'Each counted once.', resolve: ({ people }) => people }),
    sample: t.field({
      type: [PersonRef],
      description: 'The first 20.',
      resolve: ({ sample, tenantId }) => sample.map((person) => ({ ...person, tenantId })),
    }),
  }),
})

interface Item {
  readonly key: string
  readonly name: string
  readonly gaining: PreviewChange
  readonly losing: PreviewChange
}

const ItemRef = builder.objectRef<In<Item>>('PolicyPreviewItem')
ItemRef.implement({
  description: 'A role, an organisation or a kind, with who would gain and who would lose it.',
  fields: (t) => ({
    name: t.exposeString('name'),
    gaining: t.field({ type: ChangeRef, resolve: ({ gaining, tenantId }) => ({ ...gaining, tenantId }) }),
    losing: t.field({ type: ChangeRef, resolve: ({ losing, tenantId }) => ({ ...losing, tenantId }) }),
  }),
})

const LicenceRef = builder.objectRef<In<LicencePreview>>('PolicyPreviewLicence')
LicenceRef.implement({
  description: 'A licence of the present or the other policy.',
  fields: (t) => ({
    key: t.exposeString('key'),
    name: t.exposeString('name'),
    seats: t.exposeInt('seats', { nullable: true, description: 'null: no limit, or the licence would be gone.' }),
    removed: t.exposeBoolean('removed', { description: 'The other policy no longer has it.' }),
    needed: t.exposeInt('needed', { description: 'People who should have a seat.' }),
    usedNow: t.exposeInt('usedNow'),
    usedThen: t.exposeInt('usedThen'),
    waitingNow: t.exposeInt('waitingNow'),
    waitingThen: t.exposeInt('waitingThen'),
    gaining: t.field({ type: ChangeRef, resolve: ({ gaining, tenantId }) => ({ ...gaining, tenantId }) }),
    losing: t.field({ type: ChangeRef, resolve: ({ losing, tenantId }) => ({ ...losing, tenantId }) }),
    joining: t.field({
      type: ChangeRef,
      description: 'Who would begin to wait for a seat.',
      resolve: ({ joining, tenantId }) => ({ ...joining, tenantId }),
    }),
  }),
})

const GroupChangeRef = builder.objectRef<In<GroupPreview>>('PolicyPreviewGroup')
GroupChangeRef.implement({
  description: 'A group that would come to grant a role, or cease to.',
  fields: (t) => ({
    group: t.field({
      type: GroupRef,
      nullable: true,
      description: 'null: it was removed.',
      resolve: async ({ tenantId, groupId }, _args, ctx) => (await loadResources(ctx, tenantId, [groupId]))[0],
    }),
    directory: t.exposeString('directory', { description: 'Slug of the directory.' }),
    role: t.exposeString('role'),
    change: t.field({ type: PolicyGroupChangeEnum, resolve: ({ change }) => change }),
  }),
})

type Contract = PolicyPreview['contracts'][number]

const ContractPathRef = builder.objectRef<Contract['byPath'][number]>('PolicyPreviewContractPath')
ContractPathRef.implement({
  fields: (t) => ({ path: t.exposeString('path'), userCount: t.int({ resolve: ({ users }) => users }) }),
})

const ViolatorRef = builder.objectRef<In<Contract['sample'][number]>>('PolicyPreviewViolator')
ViolatorRef.implement({
  fields: (t) => ({
    user: t.field({
      type: UserRef,
      nullable: true,
      resolve: async ({ tenantId, userId }, _args, ctx) => (await loadResources(ctx, tenantId, [userId]))[0],
    }),
    breaches: t.stringList({
      description: 'In words.',
      resolve: ({ breaches }) => breaches.map((each) => each.detail),
    }),
  }),
})

const ContractRef = builder.objectRef<In<Contract>>('PolicyPreviewContract')
ContractRef.implement({
  description:
    'Who breaks an attribute contract that would change. Nobody is refused for what is stored and stays as it is.',
  fields: (t) => ({
    directory: t.exposeString('directory', { description: 'Slug of the directory.' }),
    userCount: t.int({ description: 'Users of the directory.', resolve: ({ users }) => users }),
    violatorCount: t.int({ resolve: ({ violators }) => violators }),
    byPath: t.field({ type: [ContractPathRef], resolve: ({ byPath }) => [...byPath] }),
    sample: t.field({
      type: [ViolatorRef],
      description: 'The first 20.',
      resolve: ({ sample, tenantId }) => sample.map((each) => ({ ...each, tenantId })),
    }),
  }),
})

const SettingRef = builder.objectRef<ChangedSetting>('PolicyPreviewSetting')
SettingRef.implement({
  description: 'A switch or setting that would change; null: there is none on that side.',
  fields: (t) => ({
    path: t.exposeString('path'),
    before: t.field({ type: 'JSON', nullable: true, resolve: ({ before }) => before }),
    after: t.field({ type: 'JSON', nullable: true, resolve: ({ after }) => after }),
  }),
})

const GROUPS_SHOWN = 200

const PreviewRef = builder.objectRef<In<PolicyPreview>>('PolicyPreview')
PreviewRef.implement({
  description: 'Who gains and who loses by another policy.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The present version; 0: there is none.' }),
    peopleCount: t.int({ description: 'People who were looked at.', resolve: ({ people }) => people }),
    complete: t.exposeBoolean('complete', {
      description:
        'False: there is more to look at than one preview does (100,000 people, and a bound on the work of rules). All counts are then of the first people, and of the first users for a contract.',
    }),
    settled: t.exposeBoolean('settled', {
      description: 'False: an earlier change is still being carried out, and what that changes is counted here too.',
    }),
    changedCount: t.int({ description: 'People for whom anything changes.', resolve: ({ changed }) => changed }),
    roles: t.field({ type: [ItemRef], resolve: ({ roles, tenantId }) => roles.map((each) => ({ ...each, tenantId })) }),
    licences: t.field({
      type: [LicenceRef],
      resolve: ({ licences, tenantId }) => licences.map((each) => ({ ...each, tenantId })),
    }),
    organisations: t.field({
      type: [ItemRef],
      resolve: ({ organisations, tenantId }) => organisations.map((each) => ({ ...each, tenantId })),
    }),
    kinds: t.field({
      type: [ItemRef],
      resolve: ({ kinds, tenantId }) => kinds.map((each) => ({ ...each, name: each.key, tenantId })),
    }),
    activated: t.field({
      type: ChangeRef,
      description: 'Who would come to count as active.',
      resolve: ({ active, tenantId }) => ({ ...active.gaining, tenantId }),
    }),
    deactivated: t.field({
      type: ChangeRef,
      description: 'Who would no longer count as active.',
      resolve: ({ active, tenantId }) => ({ ...active.losing, tenantId }),
    }),
    groupCount: t.int({ description: 'Groups whose roles would change.', resolve: ({ groups }) => groups.length }),
    groups: t.field({
      type: [GroupChangeRef],
      description: `The first ${GROUPS_SHOWN}.`,
      resolve: ({ groups, tenantId }) => groups.slice(0, GROUPS_SHOWN).map((each) => ({ ...each, tenantId })),
    }),
    contracts: t.field({
      type: [ContractRef],
      resolve: ({ contracts, tenantId }) => contracts.map((each) => ({ ...each, tenantId })),
    }),
    settings: t.field({ type: [SettingRef], resolve: ({ settings }) => [...settings] }),
  }),
})

builder.queryField('previewPolicy', (t) =>
  t.field({
    type: PreviewRef,
    nullable: true,
    description:
      'What would change if a document became the policy of a tenant: who gains and who loses. Writes nothing.',
    access: { permission: 'policy.read', scope: (_root, { tenantId }) => idOf(tenantId, 'Tenant')?.id },
    args: {
      tenantId: t.arg.id({ required: true }),
      document: t.arg({ type: 'JSON', required: true, description: 'The whole policy: what it leaves out is gone.' }),
    },
    complexity: PREVIEW_COST,
    resolve: async (_root, args, { operation }) => {
      const { id: tenantId } = judgedId(args.tenantId, 'Tenant')
      try {
        return { ...(await previewPolicy(operation, tenantId, args.document as Json)), tenantId }
      } catch (error) {
        if (error instanceof PolicyTooCostlyError) throw badInput(error.message, 'document')
        if (error instanceof InvalidInputError) throw badInput(error.message, `document.${error.path}`)
        throw asBusy(error)
      }
    },
  }),
)
