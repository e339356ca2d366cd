import { releaseBrake } from '@rollcall/provisioning'
import { type BrakeHoldRow, NotFoundError } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { BrakeHoldRef, BrakeKindEnum } from '../types/brake.ts'
import { attempt, missing, UserFault } from './mutation.ts'
import { payloadType } from './payload.ts'

interface BrakePayload {
  readonly brakeHold?: BrakeHoldRow
}

const ReleaseBrakeInput = builder.inputType('ReleaseBrakeInput', {
  fields: (t) => ({
    directoryId: t.id({ required: true }),
    kind: t.field({ type: BrakeKindEnum, required: true }),
  }),
})

builder.mutationFields((t) => ({
  releaseBrake: t.field({
    type: payloadType<BrakePayload>('ReleaseBrake', (p) => ({
      brakeHold: p.field({ type: BrakeHoldRef, nullable: true, resolve: ({ brakeHold }) => brakeHold }),
    })),
    nullable: true,
    description:
      'Ends a hold or an alert: what was held passes when the identity provider tries again, and nothing is counted for one window.',
    access: {
      permission: 'policy.manage',
      scope: (_root, { input }) => idOf(input.directoryId, 'Directory')?.tenantId,
      missing: missing('directoryId'),
    },
    args: { input: t.arg({ type: ReleaseBrakeInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<BrakePayload>('directoryId', async () => {
        const { tenantId, id } = judgedId(input.directoryId, 'Directory')
        try {
          return { brakeHold: await releaseBrake(operation, { tenantId, directoryId: id, kind: input.kind }) }
        } catch (error) {
          if (error instanceof NotFoundError && error.what === 'open brake') {
            throw new UserFault('kind', 'invalid', 'Nothing of this kind is held or told of in this directory.')
          }
          throw error
        }
      }),
  }),
}))
