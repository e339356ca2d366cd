import { describeAnswer, isText } from '../answers.ts'
import { expectList, expectStatus } from '../checks.ts'
import type { Exchange } from '../http/scim-client.ts'
import { type JsonObject, toExcerpt, toObject } from '../json.ts'
import { toProbeGroupName } from '../population.ts'
import { type Step, StepStopped } from '../step.ts'
import { memberIds, versionOf } from '../values.ts'
import { type Operation, toCreateGroupBody, toPatchBody } from './bodies.ts'
import { toObjectId } from './population.ts'
import { equals, toGroupQuery } from './requests.ts'
import type { Run } from './run.ts'

export interface Group {
  readonly id: string
  readonly displayName: string
  readonly externalId: string
}

export async function findGroups(step: Step, filter: string): Promise<{ exchange: Exchange; groups: JsonObject[] }> {
  const exchange = await step.get(toGroupQuery(filter))
  const groups = expectList(step, exchange, {
    what: 'a ListResponse, empty when no group matches',
    consequence: 'The matching query fails, so the group is skipped in every cycle.',
  })
  if (!groups) throw new StepStopped('the query failed')
  return { exchange, groups }
}

/** The members too: Entra itself leaves them out, the validator reads them. */
export async function getGroup(step: Step, id: string): Promise<{ exchange: Exchange; group: JsonObject }> {
  const exchange = await step.get(`/Groups/${encodeURIComponent(id)}`)
  const ok = expectStatus(step, exchange, [200], {
    what: 'the group with this id',
    consequence: 'Entra cannot read the group it provisioned and takes it for deleted.',
  })
  if (!ok) throw new StepStopped(`GET /Groups/${id} failed`)
  return { exchange, group: toObject(exchange.json) }
}

export async function patchGroup(
  step: Step,
  id: string,
  operations: readonly Operation[],
  consequence: string,
): Promise<void> {
  const path = `/Groups/${encodeURIComponent(id)}`
  const exchange = await step.send({ method: 'PATCH', path, body: toPatchBody(operations) })
  const ok = expectStatus(step, exchange, [200, 204], { what: 'preferably 204 without a body', consequence })
  if (!ok) throw new StepStopped(`PATCH /Groups/${id} failed`)
}

export async function createGroup(step: Step, run: Run, displayName: string): Promise<Group> {
  const externalId = toObjectId(displayName)
  const body = toCreateGroupBody(displayName, externalId)
  const exchange = await step.send({ method: 'POST', path: '/Groups', body })
  const ok = expectStatus(step, exchange, [201], {
    what: 'the group with its id; a schema that the server does not know is ignored',
    consequence: 'The group is not created, and no member is ever sent.',
  })
  const group = toObject(exchange.json)
  if (!ok || !isText(group.id)) throw new StepStopped(`POST /Groups answered ${exchange.status}`)
  run.leftGroups.add(group.id)
  for (const [name, wanted] of Object.entries({ displayName, externalId })) {
    step.check(group[name] === wanted, exchange, {
      expected: `${name} ${wanted}`,
      received: toExcerpt(group[name] ?? 'nothing'),
      consequence: 'The next cycle does not recognise the group and creates it again.',
    })
  }
  return { id: group.id, displayName, externalId }
}

export async function deleteGroup(step: Step, run: Run, id: string): Promise<boolean> {
  const exchange = await step.send({ method: 'DELETE', path: `/Groups/${encodeURIComponent(id)}` })
  const ok = step.check(exchange.status === 204, exchange, {
    expected: '204 without a body',
    received: describeAnswer(exchange),
    consequence: 'A group that left the scope stays in the application with all it grants.',
  })
  if (ok) run.leftGroups.delete(id)
  return ok
}

/** A new group for one check, with these members. */
export async function freshGroup(step: Step, run: Run, name: string, members: readonly string[]): Promise<Group> {
  const displayName = toProbeGroupName(run.naming, name)
  const { groups } = await findGroups(step, equals('displayName', displayName))
  for (const { id } of groups) if (isText(id)) await deleteGroup(step, run, id)
  const group = await createGroup(step, run, displayName)
  if (members.length > 0) await addMembers(step, run, group.id, members)
  return group
}

export async function addMembers(step: Step, run: Run, id: string, members: readonly string[]): Promise<void> {
  for (let start = 0; start < members.length; start += run.batchSize) {
    const batch = members.slice(start, start + run.batchSize)
    await patchGroup(step, id, run.dialect.addMembers(batch), 'The members are never added; Entra retries for ever.')
  }
}

export async function checkMembers(
  step: Step,
  id: string,
  wanted: readonly string[],
  consequence: string,
): Promise<boolean> {
  const { exchange, group } = await getGroup(step, id)
  const shown = memberIds(group)
  const missing = wanted.filter((value) => !shown.includes(value)).length
  const extra = shown.filter((value) => !wanted.includes(value)).length
  const repeated = shown.length - new Set(shown).size
  return step.check(missing + extra + repeated === 0, exchange, {
    expected: wanted.length === 0 ? 'no members' : `${wanted.length} members`,
    received: `${shown.length} members: ${missing} missing, ${extra} too many, ${repeated} twice`,
    consequence,
  })
}

/** A group in scope. A job that starts anew does not know the membership, so it adds every member again. */
export async function provisionGroup(
  step: Step,
  run: Run,
  displayName: string,
  members: readonly string[],
): Promise<{ how: 'created' | 'linked'; versionChanged: boolean }> {
  const { exchange, groups } = await findGroups(step, equals('displayName', displayName))
  const [match] = groups
  if (!match) {
    const group = await createGroup(step, run, displayName)
    run.leftGroups.delete(group.id)
    await addMembers(step, run, group.id, members)
    await checkMembers(step, group.id, members, 'The group has other members than in Entra.')
    return { how: 'created', versionChanged: false }
  }
  step.check(groups.length === 1, exchange, {
    expected: 'one group of this name',
    received: `${groups.length} groups`,
    consequence: 'Entra cannot tell which group is meant and skips it.',
  })
  if (!isText(match.id)) throw new StepStopped('the query gave a group without an id')
  const { group: before } = await getGroup(step, match.id)
  await addMembers(step, run, match.id, members)
  const { group: after } = await getGroup(step, match.id)
  await checkMembers(
    step,
    match.id,
    [...new Set([...memberIds(before), ...members])],
    'Members that were there are lost.',
  )
  return { how: 'linked', versionChanged: versionOf(before) !== versionOf(after) }
}
