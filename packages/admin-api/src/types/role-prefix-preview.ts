import type { RolePrefixChange } from '@rollcall/provisioning'
import { loadResource } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { GroupRef, RolePrefixPreviewRef, UserRef } from '../schema/refs.ts'

interface InTenant {
  readonly tenantId: string
}

const RolePrefixMatchRef = builder.objectRef<{ readonly groupId: string; readonly role: string } & InTenant>(
  'RolePrefixMatch',
)
RolePrefixMatchRef.implement({
  description: 'A group that would grant a role.',
  fields: (t) => ({
    group: t.field({
      type: GroupRef,
      resolve: (match, _args, ctx) => loadResource(ctx, match.tenantId, match.groupId),
    }),
    role: t.exposeString('role'),
  }),
})

const RolePrefixPersonRef = builder.objectRef<{ readonly userId: string; readonly role: string } & InTenant>(
  'RolePrefixPerson',
)
RolePrefixPersonRef.implement({
  description: 'A user who would gain or lose a role.',
  fields: (t) => ({
    user: t.field({
      type: UserRef,
      resolve: (person, _args, ctx) => loadResource(ctx, person.tenantId, person.userId),
    }),
    role: t.exposeString('role'),
  }),
})

const RolePrefixChangeRef = builder.objectRef<RolePrefixChange & InTenant>('RolePrefixChange')
RolePrefixChangeRef.implement({
  description: 'Who would gain, or who would lose.',
  fields: (t) => ({
    peopleCount: t.int({ description: 'Each counted once.', resolve: (change) => change.people }),
    sample: t.field({
      type: [RolePrefixPersonRef],
      description: 'The first few.',
      resolve: (change) => change.sample.map((person) => ({ ...person, tenantId: change.tenantId })),
    }),
  }),
})

RolePrefixPreviewRef.implement({
  description: 'What another role prefix would do. Active people are counted.',
  fields: (t) => ({
    groupCount: t.int({ resolve: (preview) => preview.matches.length }),
    groups: t.field({
      type: [RolePrefixMatchRef],
      description: 'Groups that would grant a role; the first 200.',
      resolve: ({ matches, tenantId }) => matches.slice(0, 200).map((match) => ({ ...match, tenantId })),
    }),
    peopleCount: t.int({ description: 'People who would hold a role.', resolve: (preview) => preview.people }),
    gaining: t.field({ type: RolePrefixChangeRef, resolve: ({ gaining, tenantId }) => ({ ...gaining, tenantId }) }),
    losing: t.field({ type: RolePrefixChangeRef, resolve: ({ losing, tenantId }) => ({ ...losing, tenantId }) }),
  }),
})
