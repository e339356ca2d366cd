import type { Json } from '@rollcall/scim-core'
import { DIALECTS } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  confirmGroupRole,
  createDirectory,
  createOrganisation,
  createTenant,
  dismissGroupRole,
  type Explanation,
  explainUser,
  type Fact,
  findDirectoryById,
  type OperationContext,
  patchResource,
  purgeUser,
  removeResource,
  resourceTypesOf,
  runPolicyTasks,
  type TypedSpace,
  updateDirectory,
} from '../src/index.ts'
import { addMember, create, groupBody, patchBody, useInstance, userBody } from './support.ts'

describe.each(DIALECTS)('explain on %s', (dialect) => {
  const instance = useInstance(dialect)
  let counter = 0

  /** A context whose requests are told apart. */
  const as = (requestId: string, label = 'Okta'): OperationContext => ({
    ...instance.ctx,
    get store() {
      return instance.store
    },
    requestId,
    actor: { type: 'system', id: label, label },
  })
  const admin = (requestId: string) => as(requestId, 'Ada')
  const on = (requestId: string) => ({ ...instance, ctx: as(requestId), store: instance.store })

  async function tenant(policy: Json, slugs: readonly string[] = ['okta']) {
    counter += 1
    const ctx = admin('set-up')
    const tenantId = (await createTenant(ctx, { slug: `x${counter}`, name: 'X' })).id
    for (const name of ['North', 'Home']) await createOrganisation(ctx, { tenantId, name })
    const made = new Map<string, string>()
    for (const slug of slugs) {
      const name = slug === 'okta' ? 'Okta' : 'Entra'
      const { id } = await createDirectory(ctx, { tenantId, slug, name, activate: true, rolePrefix: 'Envi_' })
      made.set(slug, id)
    }
    await applyPolicy(admin('apply-1'), tenantId, policy)
    const space = async (type: 'User' | 'Group', slug = 'okta'): Promise<TypedSpace> => {
      const directory = await findDirectoryById(ctx, made.get(slug) ?? '')
      const found = resourceTypesOf(directory).types.find((each) => each.name === type)
      if (found === undefined) throw new Error(`no type ${type}`)
      return { directory, type: found }
    }
    return { tenantId, users: await space('User'), groups: await space('Group'), space }
  }

  const settle = async () => {
    for (let round = 0; round < 50; round += 1) if ((await runPolicyTasks(as('background'))) === 0) return
  }
  const explain = async (tenantId: string, name: string): Promise<Explanation> => {
    const [explanation, ...others] = await explainUser(as('asking'), tenantId, name)
    expect(others).toEqual([])
    return explanation as Explanation
  }
  /** `by request: sentence`, an answer without indentation. */
  const story = (explanation: Explanation, topic: Fact['topic']) =>
    explanation.facts
      .filter((fact) => fact.topic === topic)
      .map(
        (fact) =>
          `${fact.conclusion ? '' : '  '}${fact.what}${fact.actor === null && fact.requestId === null ? '' : ` [${fact.actor} ${fact.requestId}]`}${fact.rule === null ? '' : ` <${fact.rule}>`}${fact.policyVersion === null ? '' : ` v${fact.policyVersion}`}`,
      )
  const policy = {
    organisations: { rules: [{ id: 'north', when: { group: { prefix: 'Region North' } }, organisation: 'North' }] },
    kinds: { default: 'employee', rules: [{ id: 'guests', when: { filter: 'userType eq "Guest"' }, kind: 'guest' }] },
    roles: {
      rules: [
        { id: 'finance', when: { group: { name: 'Finance' } }, role: 'Approver' },
        { id: 'sellers', when: { filter: 'title eq "Seller"' }, role: 'Seller' },
        { id: 'leads', when: { group: { name: 'Leads' }, filter: 'title eq "Lead"' }, role: 'Lead' },
      ],
      privileged: ['Admin'],
      protected: ['Owner'],
    },
    licences: {
      types: [
        { key: 'std', name: 'Standard', seats: 1 },
        { key: 'pro', name: 'Professional', seats: 5 },
      ],
      default: 'std',
      rules: [{ id: 'pros', when: { group: { name: 'Licence Pro' } }, licence: 'pro' }],
    },
  } satisfies Json

  test('tells who put whom where, by which rule, direct and through groups', async () => {
    const { tenantId, users, groups } = await tenant(policy)
    const ann = await create(on('create-ann'), users, userBody('Ann', { title: 'Seller' }))
    const inner = await create(on('create-inner'), groups, groupBody('Region North 1', []))
    await create(on('create-outer'), groups, groupBody('Envi_Buyer', [inner.id]))
    await patchResource(as('join-inner'), groups, inner.id, patchBody(addMember(ann.id)))
    await create(on('create-pro'), groups, groupBody('Licence Pro', [ann.id]))
    await settle()
    const explanation = await explain(tenantId, 'ANN')
    expect(explanation.users).toEqual([
      { userId: ann.id, userName: 'Ann', directory: 'okta', active: true, removedAt: null },
    ])
    expect(story(explanation, 'activity')).toEqual([
      '"Ann" is active. [Okta create-ann]',
      '  The user "Ann" was created in the directory "Okta". [Okta create-ann]',
    ])
    expect(story(explanation, 'organisation')).toEqual([
      'They are in the organisation "North", by the rule "north". [Okta join-inner] <north> v1',
      '  "Ann" is a member of the group "Region North 1". [Okta join-inner]',
    ])
    expect(story(explanation, 'kind')).toEqual([
      'Their kind is "employee": no rule fits, and that is the default. [Okta create-ann] v1',
    ])
    expect(story(explanation, 'role')).toEqual([
      'They have the role "Buyer". [Okta join-inner] <prefix> v1',
      '  "Ann" is a member of the group "Region North 1". [Okta join-inner]',
      '  The group "Region North 1" is in the group "Envi_Buyer". [Okta create-outer]',
      '  The group "Envi_Buyer" grants it. The name of the group "Envi_Buyer" starts with the role prefix "Envi_" (in any letter case). [Okta create-outer] <prefix> v1',
      'They have the role "Seller". [Okta create-ann] <sellers> v1',
      '  The policy\'s rule "sellers" gives the role to users who fulfil: title eq "Seller". "Ann" does. [Okta create-ann] <sellers> v1',
    ])
    expect(story(explanation, 'licence')).toEqual([
      'They hold a seat of the licence "Professional". [Okta create-pro] <pros> v1',
      '  They should have a seat of the licence "Professional", by the rule "pros". [Okta create-pro] <pros> v1',
      '  "Ann" is a member of the group "Licence Pro". [Okta create-pro]',
    ])
    expect(story(explanation, 'policy')).toEqual([
      'Version 1 of the policy was applied; it is the present one. [Ada apply-1] v1',
    ])
    for (const fact of explanation.facts) expect(fact.at).toMatch(/^2026-01-01T/)
  })

  test('tells why not: pending, dismissed, protected, a filter that is not fulfilled, a group that was left', async () => {
    const { tenantId, users, groups } = await tenant(policy)
    const ann = await create(on('create-ann'), users, userBody('ann'))
    await create(on('make-admins'), groups, groupBody('Envi_Admin', [ann.id]))
    const seller = await create(on('make-clerks'), groups, groupBody('Envi_Clerk', [ann.id]))
    await create(on('make-owners'), groups, groupBody('Envi_Owner', [ann.id]))
    await create(on('make-leads'), groups, groupBody('Leads', [ann.id]))
    const finance = await create(on('make-finance'), groups, groupBody('Finance', [ann.id]))
    await patchResource(
      as('leave'),
      groups,
      finance.id,
      patchBody({ op: 'remove', path: `members[value eq "${ann.id}"]` }),
    )
    const target = { tenantId, groupId: seller.id, ruleId: 'prefix', role: 'Clerk' }
    await dismissGroupRole(admin('dismiss'), target)
    await settle()
    const roles = () => explain(tenantId, ann.id).then((explanation) => story(explanation, 'role'))
    expect(await roles()).toEqual([
      'They have no role.',
      'They do not have the role "Admin" by the group "Envi_Admin": it waits for an admin to confirm that the group grants it. [Okta make-admins] <prefix> v1',
      '  "ann" is a member of the group "Envi_Admin". [Okta make-admins]',
      'They do not have the role "Clerk" by the group "Envi_Clerk": an admin dismissed it. [Ada dismiss] <prefix> v1',
      '  "ann" is a member of the group "Envi_Clerk". [Okta make-clerks]',
      'They do not have the role "Owner" by the group "Envi_Owner": it is protected, and no push grants it. [Ada apply-1] v1',
      'They do not have the role "Lead" by the group "Leads": the rule "leads" also asks for title eq "Lead", which they do not fulfil. <leads> v1',
      '  "ann" is a member of the group "Leads". [Okta make-leads]',
      'They no longer have the role "Approver": "ann" left the group "Finance", which grants it. [Okta leave] <finance> v1',
    ])
    await confirmGroupRole(admin('confirm'), target)
    await settle()
    expect((await roles()).slice(0, 4)).toEqual([
      'They have the role "Clerk". [Ada confirm] <prefix> v1',
      '  "ann" is a member of the group "Envi_Clerk". [Okta make-clerks]',
      '  The group "Envi_Clerk" grants it. The name of the group "Envi_Clerk" starts with the role prefix "Envi_" (in any letter case). [Okta make-clerks] <prefix> v1',
      '  An admin confirmed that the group grants it. [Ada confirm]',
    ])
  })

  test('tells why somebody is not active, what they would have, and who waits for a seat', async () => {
    const { tenantId, users, groups } = await tenant(policy)
    const ann = await create(on('create-ann'), users, userBody('ann'))
    const bob = await create(on('create-bob'), users, userBody('bob'))
    await create(on('make-buyers'), groups, groupBody('Envi_Buyer', [ann.id]))
    expect(story(await explain(tenantId, 'bob'), 'licence')).toEqual([
      'They hold no seat, and wait for one of the licence "Standard". [Okta create-bob] v1',
      '  They should have a seat of the licence "Standard": no rule names one for them, and that is the default. [Ada apply-1] v1',
      '  No seat is free: 1 of 1 are in use, and 1 person waits; who has waited longest comes first. [Ada apply-1] v1',
    ])
    await patchResource(as('deactivate'), users, ann.id, patchBody({ op: 'replace', value: { active: false } }))
    await settle()
    const explanation = await explain(tenantId, 'ann')
    expect(story(explanation, 'activity')).toEqual([
      '"ann" is not active. [Okta deactivate]',
      '  The user "ann" was created in the directory "Okta". [Okta create-ann]',
      '  It was deactivated in the directory "Okta". [Okta deactivate]',
    ])
    expect(story(explanation, 'role')).toEqual([
      'They have no role.',
      'They do not have the role "Buyer": the user is not active. With "ann" active they would have it. [Okta deactivate]',
    ])
    expect(story(explanation, 'licence')).toEqual([
      'They hold no seat of a licence: they are not active. [Okta deactivate]',
    ])
    // The seat that ann left went to bob, by the same request.
    const [seat] = story(await explain(tenantId, 'bob'), 'licence')
    expect(seat).toBe('They hold a seat of the licence "Standard". [null deactivate] v1')
    await applyPolicy(admin('apply-2'), tenantId, {
      ...policy,
      licences: { ...policy.licences, default: null, rules: [] },
    })
    expect(story(await explain(tenantId, 'bob'), 'licence')).toEqual([
      'They hold no seat of a licence: no rule names one for them, and there is no default. [Ada apply-2] v2',
      '  They took a seat of the licence "Standard". [null deactivate]',
      '  That is what the policy says now; it is being carried out in the background.',
    ])
    await settle()
    expect(story(await explain(tenantId, bob.id), 'licence')).toHaveLength(1)
  })

  test('joins the users of one person, and says where a default came from', async () => {
    const { tenantId, users, space } = await tenant(
      {
        people: { active: 'all', verifiedDomains: [], protected: ['ann'] },
        directories: { entra: { link: { match: ['userName'], action: 'link' } } },
      },
      ['okta', 'entra'],
    )
    const home = await instance.store.read(tenantId, (db) =>
      db
        .selectFrom('organisation')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('name', '=', 'Home')
        .executeTakeFirstOrThrow(),
    )
    await updateDirectory(admin('set-home'), { tenantId, id: users.directory.id }, { organisation_id: home.id })
    await create(on('create-okta'), await space('User'), userBody('ann'))
    await create(on('create-entra'), await space('User', 'entra'), userBody('ann', { active: false }))
    const explanation = await explain(tenantId, 'ann')
    expect(explanation.users.map(({ directory, active }) => [directory, active])).toEqual([
      ['okta', true],
      ['entra', false],
    ])
    expect(story(explanation, 'activity')).toEqual([
      '"ann" is not active, although one of their users is. [Okta create-entra] v1',
      '  The user "ann" was created in the directory "Okta". [Okta create-okta]',
      '  The user "ann" was created in the directory "Entra". [Okta create-entra]',
      '  It was created inactive in the directory "Entra". [Okta create-entra]',
      '  A person of several directories is active only while all of their users are. [Ada apply-1] v1',
      '  The person is protected: no push deactivates or deletes them, or takes a role from them. [Ada apply-1] v1',
    ])
    expect(story(explanation, 'organisation')).toEqual([
      'They are in the organisation "Home": no rule fits, and it is the default of a directory of theirs. [Okta create-okta]',
      '  It is the default organisation of the directory "Okta". [Ada set-home]',
    ])
    expect(story(explanation, 'licence')).toEqual([])
  })

  test('tells what is known of somebody who is held, is removed, was purged, or never was there', async () => {
    const { tenantId, users, space } = await tenant(
      { directories: { entra: { link: { match: ['userName'], action: 'hold' } } } },
      ['okta', 'entra'],
    )
    const ann = await create(on('create-ann'), users, userBody('ann'))
    const held = await create(on('create-held'), await space('User', 'entra'), userBody('ann'))
    const both = await explainUser(as('asking'), tenantId, 'ann')
    expect(both).toHaveLength(2)
    const [first, second] = both as [Explanation, Explanation]
    expect(first.users[0]?.userId).toBe(ann.id)
    expect(story(first, 'activity')[1]).toBe(
      '  Several people of the tenant go by "ann", in different directories: nothing says that they are one and the same.',
    )
    expect(story(second, 'activity')[0]).toBe(
      '"ann" counts for nothing yet: an admin has to say whose the user is. [Okta create-held]',
    )
    expect(story(second, 'link')).toEqual([
      'The user "ann" of the directory "Entra" waits for an admin to say whose it is: until then it counts for nothing. [Okta create-held]',
      '  It was held because its userName is that of a person whom another directory knows. [Okta create-held]',
    ])
    await removeResource(as('remove-held'), await space('User', 'entra'), held.id)
    await removeResource(as('remove-ann'), users, ann.id)
    const gone = await explain(tenantId, ann.id)
    expect(gone.users[0]).toMatchObject({ active: false, removedAt: expect.any(String) })
    expect(story(gone, 'activity')).toEqual([
      '"ann" is not there any more: every user of theirs was removed. [Okta remove-ann]',
      '  The user "ann" was created in the directory "Okta". [Okta create-ann]',
      '  It was removed in the directory "Okta". Whoever is created there later is somebody else. [Okta remove-ann]',
    ])
    expect(await explainUser(as('asking'), tenantId, 'ANN')).toHaveLength(2)
    await purgeUser(admin('purge'), { tenantId, userId: ann.id }, { confirm: ann.id })
    expect(story(await explain(tenantId, ann.id), 'activity')[2]).toBe(
      '  The person was purged: what is left of the user is its id. [Ada purge]',
    )
    const nobody = await explain(tenantId, 'zoe')
    expect(nobody).toMatchObject({ personId: null, users: [] })
    expect(story(nobody, 'absence')[0]).toBe(
      'Nobody has the userName, id or externalId "zoe", and nobody removed had it: looked up in "Entra" and "Okta".',
    )
  })

  test('never looks into another tenant', async () => {
    const one = await tenant({})
    const other = await tenant({})
    const ann = await create(on('create-ann'), one.users, userBody('ann'))
    expect((await explain(other.tenantId, ann.id)).personId).toBeNull()
    expect((await explain(one.tenantId, ann.id)).personId).toBe(ann.person_id)
  })
})
