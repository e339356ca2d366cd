import {
  type Db,
  findPersonsBy,
  findResource,
  findResourceByName,
  findResourceOfAnyState,
  listAuditEventPage,
  listDirectories,
  listRemovedByName,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { personTypeOf } from '../definitions/definitions.ts'
import { foldGroupName } from '../roles/role-prefix.ts'
import { type Evidence, gatherEvidence } from './evidence.ts'
import { explainActivity, explainLinks } from './explain-activity.ts'
import { explainLicence } from './explain-licence.ts'
import { explainKind, explainOrganisation } from './explain-placement.ts'
import { explainRoles } from './explain-roles.ts'
import { andList, type Fact, factsAbout, quote } from './fact.ts'
import { policyTrace, presentPolicy, traceOf } from './traces.ts'

/** Why a person is as they are. */
export interface Explanation {
  /** null: nobody of that name is or was there. */
  readonly personId: string | null
  readonly users: readonly ExplainedUser[]
  /** Answers, each followed by its reasons. */
  readonly facts: readonly Fact[]
}

export interface ExplainedUser {
  readonly userId: string
  readonly userName: string
  /** Slug. */
  readonly directory: string
  readonly active: boolean
  readonly removedAt: string | null
}

/**
 * Explains everybody whom a SCIM id, a userName or an externalId means, in any directory of the tenant: why they are active or not, placed where they
 * are, and have the roles and the licence that they have. One person as a rule; several where directories know different people by one name. Of
 * somebody who is not there it says what is known.
 */
export function explainUser(
  ctx: OperationContext,
  tenantId: string,
  idOrUserName: string,
): Promise<readonly Explanation[]> {
  const asked = idOrUserName.replaceAll('\0', '').trim()
  return ctx.store.readLong(tenantId, async (db) => {
    const { personIds, live } = await findPeople(db, tenantId, asked)
    if (personIds.length === 0) return [await explainNobody(db, tenantId, asked)]
    const explanations: Explanation[] = []
    for (const personId of personIds) explanations.push(toExplanation(await gatherEvidence(db, tenantId, personId)))
    return live && personIds.length > 1 ? explanations.map((each) => withNamesakes(each, asked)) : explanations
  })
}

/** The person behind a user, live or removed. */
export async function explainPerson(ctx: OperationContext, tenantId: string, personId: string): Promise<Explanation> {
  return ctx.store.readLong(tenantId, async (db) => toExplanation(await gatherEvidence(db, tenantId, personId)))
}

/** People with a live user of that id, name or externalId; else those who had one. */
async function findPeople(
  db: Db,
  tenantId: string,
  asked: string,
): Promise<{ readonly personIds: readonly string[]; readonly live: boolean }> {
  const live = new Set<string>()
  const removed = new Set<string>()
  const directories = await listDirectories(db, tenantId)
  const spaces = directories.flatMap((directory) => {
    const type = personTypeOf(directory)
    if (type === undefined) return []
    return [
      { nameKey: foldGroupName(directory, asked), space: { tenantId, directoryId: directory.id, type: type.name } },
    ]
  })
  for (const { space, nameKey } of spaces) {
    const row = (await findResource(db, space, asked)) ?? (await findResourceByName(db, space, nameKey))
    if (row?.person_id != null) live.add(row.person_id)
  }
  if (live.size === 0) {
    for (const { space } of spaces) {
      const scope = { tenantId, type: space.type, directoryIds: [space.directoryId] }
      for (const personId of await findPersonsBy(db, scope, { externalId: asked })) live.add(personId)
    }
  }
  if (live.size > 0) return { personIds: [...live].sort(), live: true }
  const byId = await findResourceOfAnyState(db, tenantId, asked)
  if (byId?.person_id != null) removed.add(byId.person_id)
  else {
    for (const { space, nameKey } of spaces) {
      for (const row of await listRemovedByName(db, space, nameKey, REMOVED_AT_MOST)) {
        if (row.person_id !== null) removed.add(row.person_id)
      }
    }
  }
  return { personIds: [...removed].sort(), live: false }
}

const REMOVED_AT_MOST = 5

function toExplanation(evidence: Evidence): Explanation {
  const answers = [
    ...explainActivity(evidence),
    ...explainLinks(evidence),
    ...(evidence.facts.resources.length === 0
      ? []
      : [
          ...explainOrganisation(evidence),
          ...explainKind(evidence),
          ...explainRoles(evidence),
          ...explainLicence(evidence),
        ]),
  ]
  return {
    personId: evidence.personId,
    users: evidence.users.map(({ row, name, directory }) => ({
      userId: row.id,
      userName: name,
      directory: directory.slug,
      active: row.removed_at === null && row.active !== 0,
      removedAt: row.removed_at,
    })),
    facts: [...answers, ...explainVersions(evidence, answers)],
  }
}

/** Who applied the versions of the policy that decided. */
function explainVersions(evidence: Evidence, answers: readonly Fact[]): Fact[] {
  const { conclude } = factsAbout('policy')
  const versions = new Set(answers.flatMap((fact) => fact.policyVersion ?? []).filter((version) => version > 0))
  const { version: present } = presentPolicy(evidence)
  return [...versions]
    .sort((a, b) => a - b)
    .map((version) => {
      const what = `Version ${version} of the policy was applied${version === present ? '; it is the present one' : ''}.`
      return conclude(what, policyTrace(evidence, version), { policyVersion: version })
    })
}

function withNamesakes(explanation: Explanation, asked: string): Explanation {
  const { because } = factsAbout('activity')
  const what = `Several people of the tenant go by ${quote(asked)}, in different directories: nothing says that they are one and the same.`
  return {
    ...explanation,
    facts: [explanation.facts[0], because(what), ...explanation.facts.slice(1)].filter((fact) => fact !== undefined),
  }
}

/** What is known of somebody who is not there, and never was. */
async function explainNobody(db: Db, tenantId: string, asked: string): Promise<Explanation> {
  const { conclude, because } = factsAbout('absence')
  const directories = await listDirectories(db, tenantId)
  const acts = await listAuditEventPage(db, tenantId, { targetId: asked }, { limit: 1, backwards: false })
  const names = andList(directories.map((directory) => quote(directory.name)))
  const facts = [
    conclude(
      `Nobody has the userName, id or externalId ${quote(asked)}, and nobody removed had it: looked up in ${names === '' ? 'no directory, since there is none' : names}.`,
    ),
    because('A create that was refused leaves nothing here; the record of the request has the reason.'),
  ]
  const [act] = acts
  if (act !== undefined) facts.push(because(`The last act on ${quote(asked)} was ${act.action}.`, traceOf(act)))
  return { personId: null, users: [], facts }
}
