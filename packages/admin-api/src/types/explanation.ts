import { type ExplainedUser, type Explanation, explainPerson, explainUser, type Fact } from '@rollcall/provisioning'
import { loadResources } from '../queries/resources.ts'
import { builder } from '../schema/builder.ts'
import { EXPLANATION_COST } from '../schema/costs.ts'
import { FactTopicEnum } from '../schema/enums.ts'
import { UserRef } from '../schema/refs.ts'
import { idOf, judgedId } from '../schema/scopes.ts'

const FactRef = builder.objectRef<Fact>('Fact')
FactRef.implement({
  description: 'One thing that happened or holds, with who did it, when, and what decided.',
  fields: (t) => ({
    topic: t.field({ type: FactTopicEnum, resolve: ({ topic }) => topic }),
    about: t.exposeString('about', {
      nullable: true,
      description: 'The role, licence, organisation or kind it is about, by name; null: the person.',
    }),
    conclusion: t.exposeBoolean('conclusion', {
      description: 'The answer itself; the facts after it, up to the next one, are why.',
    }),
    what: t.exposeString('what', { description: 'A plain sentence.' }),
    at: t.field({ type: 'Instant', nullable: true, resolve: ({ at }) => at }),
    actor: t.exposeString('actor', { nullable: true, description: 'Who or what did it, for people.' }),
    requestId: t.exposeString('requestId', { nullable: true }),
    rule: t.exposeString('rule', {
      nullable: true,
      description: "Id of the policy's rule that decided; `prefix`: the role prefix.",
    }),
    policyVersion: t.exposeInt('policyVersion', { nullable: true }),
  }),
})

type InTenant = { readonly tenantId: string }

const ExplainedUserRef = builder.objectRef<ExplainedUser & InTenant>('ExplainedUser')
ExplainedUserRef.implement({
  description: 'A user of the person in one directory, live or removed.',
  fields: (t) => ({
    scimId: t.string({ resolve: ({ userId }) => userId }),
    userName: t.exposeString('userName'),
    directory: t.exposeString('directory', { description: 'Slug of the directory.' }),
    active: t.exposeBoolean('active'),
    removedAt: t.field({ type: 'Instant', nullable: true, resolve: ({ removedAt }) => removedAt }),
    user: t.field({
      type: UserRef,
      nullable: true,
      description: 'null: it was removed.',
      resolve: async ({ tenantId, userId }, _args, ctx) => (await loadResources(ctx, tenantId, [userId]))[0],
    }),
  }),
})

const ExplanationRef = builder.objectRef<Explanation & InTenant>('Explanation')
ExplanationRef.implement({
  description:
    'Why a person is active or not, placed where they are, and has the roles and the licence that they have.',
  fields: (t) => ({
    personId: t.exposeString('personId', { nullable: true, description: 'null: nobody is or was there.' }),
    users: t.field({
      type: [ExplainedUserRef],
      resolve: ({ users, tenantId }) => users.map((user) => ({ ...user, tenantId })),
    }),
    facts: t.field({ type: [FactRef], resolve: ({ facts }) => [...facts] }),
  }),
})

builder.queryField('explainUser', (t) =>
  t.field({
    type: [ExplanationRef],
    nullable: true,
    description:
      'Explains whom a SCIM id, a userName or an externalId means: one person as a rule, several where directories know different people by one name; what is known of somebody who is not there.',
    access: { permission: 'people.read', scope: (_root, { tenantId }) => idOf(tenantId, 'Tenant')?.id },
    args: { tenantId: t.arg.id({ required: true }), user: t.arg.string({ required: true }) },
    complexity: EXPLANATION_COST,
    resolve: async (_root, args, { operation }) => {
      const { id: tenantId } = judgedId(args.tenantId, 'Tenant')
      const explanations = await explainUser(operation, tenantId, args.user)
      return explanations.map((explanation) => ({ ...explanation, tenantId }))
    },
  }),
)

builder.objectField(UserRef, 'explanation', (t) =>
  t.field({
    type: ExplanationRef,
    nullable: true,
    description: 'Why the person behind the user is as they are, with their users in other directories.',
    complexity: EXPLANATION_COST,
    resolve: async (row, _args, { operation }) => {
      const { tenant_id: tenantId, person_id: personId } = row
      return personId === null ? null : { ...(await explainPerson(operation, tenantId, personId)), tenantId }
    },
  }),
)
