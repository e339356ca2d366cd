import { type Step, StepStopped } from '../step.ts'
import { type Member, toGroupBody, toMappedBody } from './bodies.ts'
import { checkGroup, checkStatus } from './checks.ts'
import type { Dialect } from './dialect.ts'
import { getGroup, toMembers } from './group-reads.ts'
import type { PushedGroup } from './run.ts'
import { updateUser } from './users.ts'

/**
 * Apps of the App Integration Wizard never PATCH: users and groups are read and written back whole.
 * https://github.com/Timothy-itayi/okta-iam-lifecycle-lab/blob/c7a131b5e9485df85572567f477218b1dffd16ed/evidence/03-scim/lifecycle-pairs.md
 */
export const wizardDialect: Dialect = {
  toLinkBody: (current, person) => ({ ...toMappedBody(current, person), active: true }),

  async setActive(step, id, active) {
    await updateUser(step, id, (current) => ({ ...current, active }))
  },

  async setPassword(step, id, password) {
    await updateUser(step, id, (current) => ({ ...current, password }))
  },

  toCreatedMembers: (members) => members,

  async fillGroup(step, group, members) {
    const current = await getGroup(step, group.id)
    await putGroup(step, group, joinMembers(toMembers(current), members))
  },

  async changeMembers(step, group, change) {
    await getGroup(step, group.id)
    await putGroup(step, group, change.members)
  },

  async pushNow(step, group, members) {
    await getGroup(step, group.id)
    await putGroup(step, group, members)
  },

  async rename(step, group, displayName, members) {
    await getGroup(step, group.id)
    await putGroup(step, { ...group, displayName }, members)
  },
}

export async function putGroup(step: Step, group: PushedGroup, members: readonly Member[]): Promise<void> {
  const body = toGroupBody(group.displayName, members, group.id)
  const exchange = await step.send({ method: 'PUT', path: `/Groups/${encodeURIComponent(group.id)}`, body })
  const ok = checkStatus(step, exchange, [200, 204], {
    what: 'the updated group',
    consequence: 'The push group goes to Error. A 400 is permanent for Okta: the membership is never sent again.',
  })
  if (!ok) throw new StepStopped(`PUT /Groups/${group.id} failed`)
  if (exchange.status === 200) checkGroup(step, exchange, { id: group.id, displayName: group.displayName })
}

function joinMembers(current: readonly Member[], wanted: readonly Member[]): Member[] {
  const known = new Set(current.map((member) => member.value))
  return [...current, ...wanted.filter((member) => !known.has(member.value))]
}
