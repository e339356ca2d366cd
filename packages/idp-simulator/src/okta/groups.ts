import { describeAnswer, isText } from '../answers.ts'
import { toExcerpt, toObject } from '../json.ts'
import { type Step, StepStopped } from '../step.ts'
import { type Member, toGroupBody } from './bodies.ts'
import { checkGroup, checkStatus } from './checks.ts'
import { getGroup, toMembers } from './group-reads.ts'
import type { Account, PushedGroup, Run } from './run.ts'
import { lookUp, versionOf } from './users.ts'

interface Pushed extends PushedGroup {
  readonly how: 'created' | 'linked'
  /** The linking writes made another version. */
  readonly versionChanged: boolean
}

/** Group Push of one Okta group: look up by name, create or link, then the members. */
export async function pushGroup(
  step: Step,
  run: Run,
  displayName: string,
  members: readonly Member[],
): Promise<Pushed> {
  const { exchange, resources } = await lookUp(step, 'Groups', 'displayName', displayName)
  step.check(resources.length <= 1, exchange, {
    expected: 'at most one group of this name',
    received: `${resources.length} groups`,
    consequence: 'The push cannot tell which group to link to and goes to Error.',
  })
  const match = resources[0]
  if (match) {
    checkGroup(step, { ...exchange, json: match, text: JSON.stringify(match) }, { displayName })
    if (!isText(match.id)) throw new StepStopped('the look-up gave a group without an id')
    const group = { id: match.id, displayName }
    const before = await getGroup(step, group.id)
    await run.dialect.fillGroup(step, group, members)
    const after = await getGroup(step, group.id)
    const versionChanged = versionOf(before) !== versionOf(after)
    return { ...group, how: 'linked', versionChanged }
  }
  const group = await createGroup(step, displayName, run.dialect.toCreatedMembers(members))
  await run.dialect.fillGroup(step, group, members)
  return { ...group, how: 'created', versionChanged: false }
}

export async function createGroup(step: Step, displayName: string, members: readonly Member[]): Promise<PushedGroup> {
  const exchange = await step.send({ method: 'POST', path: '/Groups', body: toGroupBody(displayName, members) })
  const ok = checkStatus(step, exchange, [201], {
    what: 'the group with its id',
    consequence: 'The push group goes to Error and no member is ever sent.',
  })
  const id = toObject(exchange.json).id
  if (ok) checkGroup(step, exchange, { displayName })
  if (!ok || !isText(id)) throw new StepStopped(`POST /Groups answered ${exchange.status}`)
  return { id, displayName }
}

/** The truth is GET {id}: an answer to PATCH may leave the members out. */
export async function checkMembers(
  step: Step,
  group: PushedGroup,
  wanted: readonly Member[],
  want: { consequence: string; ignore?: string },
): Promise<boolean> {
  const body = await getGroup(step, group.id)
  const request = { method: 'GET', path: `/Groups/${group.id}` }
  const values = toMembers(body).map((member) => member.value)
  const shown = values.filter((value) => value !== want.ignore)
  const wantedIds = new Set(wanted.map((member) => member.value))
  const missing = [...wantedIds].filter((value) => !shown.includes(value))
  const extra = shown.filter((value) => !wantedIds.has(value))
  const repeated = shown.length - new Set(shown).size
  const hasName = step.check(
    body.displayName === group.displayName,
    { request },
    {
      expected: `displayName ${group.displayName}`,
      received: toExcerpt(body.displayName),
      consequence: 'The group keeps another name than in Okta, although the push says success.',
    },
  )
  return (
    step.check(
      missing.length === 0 && extra.length === 0 && repeated === 0,
      { request },
      {
        expected: wantedIds.size === 0 ? 'no members' : `${wantedIds.size} members`,
        received: `${shown.length} members: ${missing.length} missing${sample(missing)}, ${extra.length} too many${sample(extra)}, ${repeated} twice`,
        consequence: want.consequence,
      },
    ) && hasName
  )
}

export async function deleteGroup(step: Step, id: string): Promise<boolean> {
  const exchange = await step.send({ method: 'DELETE', path: `/Groups/${encodeURIComponent(id)}` })
  return step.check(exchange.status === 204, exchange, {
    expected: '204 without a body',
    received: describeAnswer(exchange),
    consequence: 'Unlinking with "Delete the group in the target app" fails; the group stays.',
  })
}

export function toMember(account: Account): Member {
  return { value: account.id, display: account.person.userName }
}

function sample(values: readonly string[]): string {
  return values.length === 0 ? '' : ` (${values.slice(0, 3).join(', ')}${values.length > 3 ? ', …' : ''})`
}
