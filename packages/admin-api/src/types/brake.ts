import { listBrakeHolds } from '@rollcall/provisioning'
import type { BrakeHoldRow } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { DirectoryRef } from '../schema/refs.ts'

export const BrakeKindEnum = builder.enumType('BrakeKind', {
  description: 'What a safety brake counts.',
  values: {
    DELETE: { value: 'delete' },
    DEACTIVATE: { value: 'deactivate' },
    EMPTY_GROUP: { value: 'empty-group', description: 'Groups that lost their last member.' },
    LOSE_ROLE: { value: 'lose-role', description: 'People taken out of groups that grant roles.' },
  } as const,
})

const BrakeHoldStateEnum = builder.enumType('BrakeHoldState', {
  values: {
    ALERT: { value: 'alert', description: 'Admins were told; nothing is held.' },
    HOLD: { value: 'hold', description: 'Further requests of the kind are answered 429 until it is released.' },
    RELEASED: { value: 'released' },
  } as const,
})

export const BrakeHoldRef = builder.objectRef<BrakeHoldRow>('BrakeHold')
BrakeHoldRef.implement({
  description: 'One time that a safety brake was pulled.',
  fields: (t) => ({
    kind: t.field({ type: BrakeKindEnum, resolve: (row) => row.kind }),
    state: t.field({ type: BrakeHoldStateEnum, resolve: (row) => row.state }),
    seen: t.exposeInt('seen', { description: 'Targets within the window when it was pulled, each counted once.' }),
    population: t.exposeInt('population', { description: 'What they are measured against.' }),
    heldRequests: t.exposeInt('held', { description: 'Requests answered 429 since.' }),
    startedAt: t.field({ type: 'Instant', resolve: (row) => row.started_at }),
    releasesAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it ends by itself.',
      resolve: (row) => row.releases_at,
    }),
    releasedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.released_at }),
    releasedBy: t.string({ nullable: true, resolve: (row) => row.released_by }),
  }),
})

builder.objectFields(DirectoryRef, (t) => ({
  brakeHolds: t.field({
    type: [BrakeHoldRef],
    nullable: true,
    description: 'What its safety brake did: the newest first, 100 at most.',
    args: { open: t.arg.boolean({ description: 'Only what is not released.' }) },
    access: { permission: 'policy.read', scope: (directory) => directory.tenant_id },
    complexity: { field: 5, multiplier: 100 },
    resolve: (directory, { open }, { operation }) =>
      listBrakeHolds(operation, directory.tenant_id, { directoryId: directory.id, open: open ?? undefined }),
  }),
}))
