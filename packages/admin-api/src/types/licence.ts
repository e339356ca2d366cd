import { type Licence, licencesOf } from '@rollcall/provisioning'
import {
  countStandings,
  listStandingPage,
  type StandingFilter,
  type StandingRow,
  standingPosition,
} from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import {
  connectionCost,
  connectionOf,
  type PageArgs,
  pageArgs,
  toConnection,
  toPage,
  toPlainEdge,
} from '../schema/connection.ts'
import { LicenceExhaustionEnum, SeatStateEnum } from '../schema/enums.ts'
import { OrganisationRef, TenantRef, UserRef } from '../schema/refs.ts'

type TenantLicence = Licence & { readonly tenantId: string }

const LicenceRef = builder.objectRef<TenantLicence>('Licence')
const StandingRef = builder.objectRef<StandingRow>('Standing')
const StandingConnection = connectionOf('Standing', StandingRef)

/** The licences of a tenant's policy with their counts: two look-ups for any number of tenants. */
async function loadLicences({ loaders }: ApiContext, tenantId: string): Promise<readonly TenantLicence[]> {
  const key = { tenantId, id: tenantId }
  const [directories, totals] = await Promise.all([loaders.directoriesOf.load(key), loaders.licenceTotalsOf.load(key)])
  return licencesOf(directories ?? [], totals ?? []).map((licence) => ({ ...licence, tenantId }))
}

async function loadLicence(ctx: ApiContext, tenantId: string, key: string | null): Promise<TenantLicence | undefined> {
  return key === null ? undefined : (await loadLicences(ctx, tenantId)).find((licence) => licence.key === key)
}

async function listStandings(ctx: ApiContext, tenantId: string, filter: StandingFilter, args: PageArgs) {
  const page = toPage(args, filter.waitingFor === undefined ? ['string'] : ['string', 'string'])
  const { store } = ctx.operation
  return toConnection<StandingRow, StandingRow>(
    page,
    await store.read(tenantId, (db) => listStandingPage(db, tenantId, filter, page)),
    (row) => standingPosition(filter, row),
    toPlainEdge,
    () => store.readLong(tenantId, (db) => countStandings(db, tenantId, filter)),
  )
}

const people = { permission: 'people.read', scope: ({ tenantId }: { readonly tenantId: string }) => tenantId } as const

LicenceRef.implement({
  description: 'A kind of seat that the policy of a tenant hands out.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'What rules call it.' }),
    name: t.exposeString('name'),
    seats: t.exposeInt('seats', { nullable: true, description: 'null: as many as are wanted.' }),
    used: t.exposeInt('used', { description: 'Seats in use; more than there are, after their number was lowered.' }),
    waiting: t.exposeInt('waiting', { description: 'People who should have a seat and wait for one.' }),
    free: t.exposeInt('free', {
      nullable: true,
      description: 'Seats that nobody holds; below 0 when too many are in use; null: there is no limit.',
    }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Given to whom no rule gives another.' }),
    exhausted: t.field({
      type: LicenceExhaustionEnum,
      description: 'What happens to who arrives when no seat is free.',
      resolve: ({ exhausted }) => exhausted,
    }),
    fallback: t.field({
      type: LicenceRef,
      nullable: true,
      description: 'Tried when no seat is free.',
      resolve: ({ tenantId, fallback }, _args, ctx) => loadLicence(ctx, tenantId, fallback),
    }),
    people: t.field({
      type: StandingConnection,
      nullable: true,
      description: 'Who holds a seat.',
      args: pageArgs(),
      access: people,
      complexity: connectionCost,
      resolve: ({ tenantId, key }, args, ctx) => listStandings(ctx, tenantId, { licence: key }, args),
    }),
    waitingList: t.field({
      type: StandingConnection,
      nullable: true,
      description: 'Who waits for a seat, the longest first.',
      args: pageArgs(),
      access: people,
      complexity: connectionCost,
      resolve: ({ tenantId, key }, args, ctx) => listStandings(ctx, tenantId, { waitingFor: key }, args),
    }),
  }),
})

StandingRef.implement({
  description: 'What policy makes of a person, as it was last judged.',
  fields: (t) => ({
    personId: t.string({ resolve: (row) => row.person_id }),
    users: t.field({
      type: [UserRef],
      description: 'The users that are this person, in every directory.',
      complexity: { field: 2, multiplier: 2 },
      resolve: async (row, _args, { loaders }) => [
        ...((await loaders.usersOfPerson.load({ tenantId: row.tenant_id, id: row.person_id })) ?? []),
      ],
    }),
    active: t.boolean({
      description: 'While any of the users is active, or while all are, as the policy says.',
      resolve: (row) => row.active === 1,
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      resolve: (row, _args, { loaders }) =>
        row.organisation_id === null
          ? null
          : loaders.organisation.load({ tenantId: row.tenant_id, id: row.organisation_id }),
    }),
    organisationRule: t.exposeString('organisation_rule', {
      nullable: true,
      description: 'Id of the rule that placed them; null: the default of the directory.',
    }),
    kind: t.exposeString('kind', { nullable: true }),
    kindRule: t.exposeString('kind_rule', { nullable: true, description: 'Id of the rule; null: the default.' }),
    seat: t.field({ type: SeatStateEnum, resolve: (row) => row.seat }),
    seatSince: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.seat_since }),
    licence: t.field({
      type: LicenceRef,
      nullable: true,
      description: 'The licence whose seat they hold.',
      resolve: (row, _args, ctx) => loadLicence(ctx, row.tenant_id, row.licence),
    }),
    licenceRule: t.exposeString('licence_rule', {
      nullable: true,
      description: 'Id of the rule that says which licence they should have; null: the default.',
    }),
    waitingFor: t.field({
      type: LicenceRef,
      nullable: true,
      description: 'The licence they should have and wait for.',
      resolve: (row, _args, ctx) => loadLicence(ctx, row.tenant_id, row.wanted_licence),
    }),
    waitingSince: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.waiting_since }),
    policyVersion: t.exposeInt('policy_version', { description: 'The version of the policy that judged them last.' }),
    judgedAt: t.field({ type: 'Instant', description: 'When it last changed.', resolve: (row) => row.updated_at }),
  }),
})

builder.objectField(TenantRef, 'licences', (t) =>
  t.field({
    type: [LicenceRef],
    nullable: true,
    description: 'The licences of the policy with their live counts, in its order.',
    access: { permission: 'policy.read', scope: (tenant) => tenant.id },
    complexity: { field: 2, multiplier: 5 },
    resolve: async (tenant, _args, ctx) => [...(await loadLicences(ctx, tenant.id))],
  }),
)

builder.objectField(OrganisationRef, 'people', (t) =>
  t.field({
    type: StandingConnection,
    nullable: true,
    description: 'Who is placed in it.',
    args: pageArgs(),
    access: { permission: 'people.read', scope: (organisation) => organisation.tenant_id },
    complexity: connectionCost,
    resolve: (organisation, args, ctx) =>
      listStandings(ctx, organisation.tenant_id, { organisationId: organisation.id }, args),
  }),
)

builder.objectField(UserRef, 'standing', (t) =>
  t.field({
    type: StandingRef,
    nullable: true,
    description: 'What policy makes of the person; null: nothing governs the directory, or they were not judged yet.',
    complexity: 2,
    resolve: (row, _args, { loaders }) =>
      row.person_id === null ? null : loaders.standing.load({ tenantId: row.tenant_id, id: row.person_id }),
  }),
)
