import { type Db, listAdminsById, listApiKeysById, listCredentialsById } from '@rollcall/store'

interface StoredActor {
  readonly actor_type: string
  readonly actor_id: string
}

/** Names of who made versions of resources: history keeps their ids only. */
export async function actorNames(
  db: Db,
  tenantId: string,
  actors: readonly StoredActor[],
): Promise<(actor: StoredActor) => string> {
  const ids = (type: string) => [
    ...new Set(actors.filter((actor) => actor.actor_type === type).map((actor) => actor.actor_id)),
  ]
  const names = new Map<string, string>()
  for (const row of await listCredentialsById(db, [tenantId], ids('credential'))) {
    names.set(`credential ${row.id}`, row.name)
  }
  for (const row of await listAdminsById(db, ids('admin'))) names.set(`admin ${row.id}`, row.email)
  for (const row of await listApiKeysById(db, ids('api_key'))) names.set(`api_key ${row.id}`, row.name)
  return ({ actor_type: type, actor_id: id }) => {
    const name = names.get(`${type} ${id}`)
    if (name !== undefined) return name
    if (type === 'command_line') return `command line (${id})`
    return type === 'system' ? (id === 'server' ? 'the server' : id) : `${type} ${id}`
  }
}
