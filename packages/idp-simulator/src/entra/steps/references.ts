import { expectList, expectStatus, expectValue } from '../../checks.ts'
import { isJsonObject, toArray, toExcerpt, toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import { ENTERPRISE_SCHEMA } from '../../urns.ts'
import { managerOf } from '../../values.ts'
import type { Operation } from '../bodies.ts'
import { toReferenceQuery } from '../requests.ts'
import { type Account, probe, type Run, type StepDefinition } from '../run.ts'
import { clearName, createUser, getUser, patchUser } from '../users.ts'

const MANAGER = `${ENTERPRISE_SCHEMA}:manager`
const REFUSED = 'The manager is never set; Entra retries for ever, and User_Update_Manager_Test is red.'

export const referenceSteps: StepDefinition[] = [
  {
    id: 'manager',
    title: 'The manager is set, changed and cleared by a plain id',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const [first, second] = [probe(step, run, 'member-1').id, probe(step, run, 'member-2').id]
      const { op } = run.dialect
      const changes: [Operation, string | undefined][] = [
        [{ op: op('add'), path: MANAGER, value: first }, first],
        [{ op: op('replace'), path: MANAGER, value: second }, second],
        [{ op: op('replace'), path: MANAGER, value: '' }, undefined],
        // Some mappings send the complex value, with an array round it.
        [{ op: op('add'), path: MANAGER, value: [{ value: first }] }, first],
        [{ op: op('remove'), path: MANAGER }, undefined],
      ]
      for (const [operation, wanted] of changes) await changeManager(step, account, operation, wanted)
    },
  },
  {
    id: 'manager-query',
    title: 'The question whether somebody is the manager is answered',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      const [manager, other] = [probe(step, run, 'member-1').id, probe(step, run, 'member-2').id]
      await changeManager(step, account, { op: run.dialect.op('add'), path: MANAGER, value: manager }, manager)
      for (const [value, matches] of [
        [manager, 1],
        [other, 0],
      ] as const) {
        const exchange = await step.get(toReferenceQuery('Users', account.id, { attribute: 'manager', value }))
        const want = {
          what: 'a ListResponse',
          consequence: 'Entra cannot check the reference and sends it every time.',
        }
        const users = expectList(step, exchange, want)
        step.check(users === undefined || users.length === matches, exchange, {
          expected: `${matches} users`,
          received: `${users?.length} users`,
          consequence: 'Entra takes a manager for set who is not, or sets one again in every cycle.',
        })
      }
      await changeManager(step, account, { op: run.dialect.op('remove'), path: MANAGER }, undefined)
    },
  },
  {
    id: 'create-with-manager',
    title: 'A user is created with the id of its manager as a plain string',
    async run(step, run) {
      const manager = probe(step, run, 'member-1').id
      const account = await createUser(step, run, await clearName(step, run, 'managed'), { manager })
      await checkManager(step, account, manager)
    },
  },
  {
    id: 'roles',
    title: 'App roles arrive in each of the three shapes',
    async run(step, run) {
      const account = probe(step, run, 'profile')
      await addSingleRole(step, run, account)
      const text = JSON.stringify({ id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: '25', displayName: 'Role1234' })
      for (const value of [[{ value: text }], [{ value: 'Reader' }, { value: 'Writer' }]]) {
        const operation = { op: run.dialect.op('add'), path: 'roles', value }
        await patchUser(step, account.id, [operation], 'App roles are never provisioned; the user is without rights.')
        const { exchange, user } = await getUser(step, account.id)
        const kept = toArray(user.roles).map((role) => String(toObject(role).value))
        const wanted = value.map((role) => role.value)
        step.check(
          wanted.every((each) => kept.some((role) => role === each || each.includes(`"value":"${role}"`))),
          exchange,
          {
            expected: `roles with ${toExcerpt(wanted)}, as text or read`,
            received: toExcerpt(kept),
            consequence: 'The role is gone, although the log says success.',
          },
        )
      }
      const clear = await patchUser(step, account.id, [{ op: run.dialect.op('remove'), path: 'roles' }], REFUSED)
      expectStatus(step, clear, [200, 204], { what: 'no roles', consequence: 'A revoked role stays.' })
    },
  },
]

/** `SingleAppRoleAssignment`: a filter on a string boolean, where nothing matches yet. */
async function addSingleRole(step: Step, run: Run, account: Account): Promise<void> {
  const path = 'roles[primary eq "True"].value'
  const consequence = 'The single app role is never provisioned; the user is without rights.'
  await patchUser(step, account.id, [{ op: run.dialect.op('replace'), path, value: 'Admin' }], consequence)
  const { exchange, user } = await getUser(step, account.id)
  const roles = toArray(user.roles).map(toObject)
  step.check(roles.length === 1 && roles[0]?.value === 'Admin' && roles[0].primary === true, exchange, {
    expected: 'one role, Admin, with primary as the boolean true',
    received: toExcerpt(user.roles ?? 'nothing'),
    consequence,
  })
}

async function changeManager(
  step: Step,
  account: Account,
  operation: Operation,
  wanted: string | undefined,
): Promise<void> {
  await patchUser(step, account.id, [operation], REFUSED)
  await checkManager(step, account, wanted)
}

async function checkManager(step: Step, account: Account, wanted: string | undefined): Promise<void> {
  const { exchange, user } = await getUser(step, account.id)
  const received = managerOf(user)
  const consequence = wanted === undefined ? 'A manager who left is still shown.' : REFUSED
  expectValue(step, exchange, 'manager.value', { wanted, received }, consequence)
  const shape = toObject(user[ENTERPRISE_SCHEMA]).manager
  step.check(wanted === undefined || isJsonObject(shape), exchange, {
    expected: 'manager as an object (RFC 7643 section 4.3)',
    received: toExcerpt(shape ?? 'nothing'),
    consequence: 'Whoever reads the user next cannot parse it.',
  })
}
