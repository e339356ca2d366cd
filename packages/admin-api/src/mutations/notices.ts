import { dismissNotice } from '@rollcall/provisioning'
import type { NoticeRow } from '@rollcall/store'
import { builder } from '../schema/builder.ts'
import { NoticeRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'
import { attempt, missing } from './mutation.ts'
import { payloadType } from './payload.ts'

interface NoticePayload {
  readonly notice?: NoticeRow | undefined
}

const DismissNoticeInput = builder.inputType('DismissNoticeInput', {
  fields: (t) => ({ id: t.id({ required: true }) }),
})

builder.mutationFields((t) => ({
  dismissNotice: t.field({
    type: payloadType<NoticePayload>('DismissNotice', (p) => ({
      notice: p.field({ type: NoticeRef, nullable: true, resolve: ({ notice }) => notice }),
    })),
    nullable: true,
    description: 'Puts a notice aside; it comes again when there is cause again.',
    access: {
      permission: 'policy.manage',
      scope: (_root, { input }) => idOf(input.id, 'Notice')?.tenantId,
      missing: missing('id'),
    },
    args: { input: t.arg({ type: DismissNoticeInput, required: true }) },
    resolve: (_root, { input }, { operation }) =>
      attempt<NoticePayload>('id', async () => {
        const { tenantId, id } = judgedId(input.id, 'Notice')
        return { notice: await dismissNotice(operation, { tenantId, id }) }
      }),
  }),
}))
