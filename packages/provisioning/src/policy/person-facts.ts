import type { ResourceDocument, ResourceType } from '@rollcall/scim-core'
import {
  type Db,
  type DirectoryRow,
  listDirectoriesById,
  listGroupsOf,
  listResourcesOfPersons,
  listWaitingResources,
  type MembershipRow,
  type ResourceRow,
} from '@rollcall/store'
import { resourceTypesOf } from '../definitions/definitions.ts'

/** One live resource of a person, with the groups that hold it, the nearest first. */
export interface ResourceFacts {
  readonly directory: DirectoryRow
  readonly type: ResourceType
  readonly row: ResourceRow
  readonly document: ResourceDocument
  readonly groups: readonly MembershipRow[]
}

/** All that rules may look at. */
export interface PersonFacts {
  readonly personId: string
  /** In order of id: the oldest first. */
  readonly resources: readonly ResourceFacts[]
}

/** Loads what is known of the people: three statements for any number of them. */
export async function loadPersonFacts(
  db: Db,
  tenantId: string,
  personIds: readonly string[],
): Promise<readonly PersonFacts[]> {
  const rows = await decided(db, tenantId, await listResourcesOfPersons(db, tenantId, personIds))
  const directoryIds = [...new Set(rows.map((row) => row.directory_id))]
  const directories = new Map(
    (
      await listDirectoriesById(
        db,
        directoryIds.map((id) => ({ tenantId, id })),
      )
    ).map((row) => [row.id, row]),
  )
  const groups = Map.groupBy(
    await listGroupsOf(
      db,
      tenantId,
      rows.map((row) => row.id),
    ),
    (membership) => membership.ownerId,
  )
  const facts = rows.flatMap((row): ResourceFacts[] => {
    const directory = directories.get(row.directory_id)
    const type = directory && resourceTypesOf(directory).types.find((each) => each.name === row.type)
    if (directory === undefined || type === undefined) return []
    const held = (groups.get(row.id) ?? []).toSorted((a, b) => a.depth - b.depth)
    return [{ directory, type, row, document: JSON.parse(row.doc) as ResourceDocument, groups: held }]
  })
  const byPerson = Map.groupBy(facts, ({ row }) => row.person_id ?? '')
  return personIds.map((personId) => ({ personId, resources: byPerson.get(personId) ?? [] }))
}

/** Without those of which an admin has yet to say whose they are: nothing follows from them. */
async function decided(db: Db, tenantId: string, rows: readonly ResourceRow[]): Promise<readonly ResourceRow[]> {
  const waiting = new Set(
    await listWaitingResources(
      db,
      tenantId,
      rows.map((row) => row.id),
    ),
  )
  return waiting.size === 0 ? rows : rows.filter((row) => !waiting.has(row.id))
}
