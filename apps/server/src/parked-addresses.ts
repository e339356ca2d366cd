import { INSTANCE, listOpenNoticesOfKind, type Store } from '@rollcall/store'

/** One sentence for each address that a migration took away from a tenant or directory, until an admin of it dismisses the notice. */
export async function parkedAddresses(store: Store): Promise<string[]> {
  const notices = await store.read(INSTANCE, (db) => listOpenNoticesOfKind(db, 'address.parked'))
  return notices.map(({ tenantSlug, detail }) => `Tenant "${tenantSlug}": ${detail}`)
}
