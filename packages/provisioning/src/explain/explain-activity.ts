import { policyOf } from '../policy/effective-policy.ts'
import { protectedNames } from '../protection/protect-people.ts'
import type { Evidence, KnownUser } from './evidence.ts'
import { type Fact, factsAbout, quote, type Trace } from './fact.ts'
import { creationTrace, latest, policyTrace, traceOf } from './traces.ts'

/** Whether the person counts as active, and what made each of their users so. */
export function explainActivity(evidence: Evidence): Fact[] {
  const { conclude, because } = factsAbout('activity')
  const { users, judgement, facts } = evidence
  const live = users.filter(({ row }) => row.removed_at === null)
  const policy = policyOf(live[0]?.directory ?? { policy: null })
  const name = quote(live[0]?.name ?? users[0]?.name ?? evidence.personId)
  const decided = facts.resources.length > 1 ? { policyVersion: policy.version || null } : {}
  const trace = latest(users.map(lastChange))
  const found = [conclude(`${name} ${stateOf(evidence, live)}`, trace, decided)]
  for (const user of users) {
    const created = creationTrace(user)
    const where = `in the directory ${quote(user.directory.name)}`
    found.push(because(`The user ${quote(user.name)} was created ${where}.`, created))
    const change = user.acts.find((act) => /\.(activated|deactivated|removed|purged)$/.test(act.action))
    if (change !== undefined) found.push(because(sentenceOf(change.action, user, where), traceOf(change)))
    else if (user.row.active === 0) found.push(because(`It was created inactive ${where}.`, created))
  }
  if (facts.resources.length > 1) {
    const rule =
      policy.tenant.people?.active === 'all' ? 'only while all of their users are' : 'while any of their users is'
    found.push(
      because(`A person of several directories is active ${rule}.`, policyTrace(evidence, policy.version), decided),
    )
  }
  const isProtected = live.some(({ directory, row }) => protectedNames(directory, policy.tenant).has(row.name_key))
  if (isProtected) {
    const what = 'The person is protected: no push deactivates or deletes them, or takes a role from them.'
    found.push(because(what, policyTrace(evidence, policy.version), { policyVersion: policy.version }))
  }
  if (judgement.active && live.length < users.length) {
    found.push(because('Users that were removed no longer count.'))
  }
  return found
}

function stateOf({ judgement, facts }: Evidence, live: readonly KnownUser[]): string {
  if (judgement.active) return 'is active.'
  if (live.length === 0) return 'is not there any more: every user of theirs was removed.'
  if (facts.resources.length === 0) return 'counts for nothing yet: an admin has to say whose the user is.'
  const inactive = live.filter(({ row }) => row.active === 0).length
  return inactive === live.length ? 'is not active.' : 'is not active, although one of their users is.'
}

function sentenceOf(action: string, { row }: KnownUser, where: string): string {
  const verb = action.slice(action.indexOf('.') + 1)
  if (verb === 'removed') {
    return row.external_id === null
      ? `It was removed ${where}. Whoever is created there later is somebody else.`
      : `It was removed ${where}. Whoever is created there later is somebody else, unless with the same externalId.`
  }
  if (verb === 'purged') return 'The person was purged: what is left of the user is its id.'
  return `It was ${verb} ${where}.`
}

const lastChange = (user: KnownUser): Trace =>
  traceOf(user.acts.find((act) => /\.(created|activated|deactivated|removed|purged)$/.test(act.action)))

/** Whether an admin has yet to say, or has said, whose a user is. */
export function explainLinks({ linkRequests, users, nameOf }: Evidence): Fact[] {
  const { conclude, because } = factsAbout('link')
  return linkRequests.flatMap((request): Fact[] => {
    const user = users.find(({ row }) => row.id === request.resource_id)
    const name = `The user ${quote(nameOf(request.resource_id))} of the directory ${quote(user?.directory.name ?? '')}`
    const created = creationTrace(user)
    const held = because(
      `It was held because its ${request.matched_by} is that of a person whom another directory knows.`,
      {
        ...created,
        at: request.created_at,
      },
    )
    if (request.state === 'waiting') {
      return [
        conclude(`${name} waits for an admin to say whose it is: until then it counts for nothing.`, created),
        held,
      ]
    }
    const decided: Trace = { at: request.decided_at, actor: request.decided_by, requestId: null }
    const act = user?.acts.find((each) => each.action === 'person.linked' || each.action === 'person.link_declined')
    const said = request.state === 'approved' ? 'is this person' : 'is somebody of its own'
    return [conclude(`${name} ${said}: an admin said so.`, act === undefined ? decided : traceOf(act)), held]
  })
}
