import { getPolicy } from '@rollcall/provisioning'
import { INSTANCE, listTenants, type Store } from '@rollcall/store'
import type { Finding } from './doctor.ts'

/** Whether this version can read the policy of every tenant. */
export async function policyFindings(store: Store): Promise<Finding[]> {
  const unreadable: string[] = []
  for (const { id, slug } of await store.read(INSTANCE, (db) => listTenants(db))) {
    const { version, unreadable: isUnreadable } = await getPolicy({ store }, id)
    if (isUnreadable === true) unreadable.push(`${slug} (version ${version})`)
  }
  if (unreadable.length === 0) return [{ check: 'policies', verdict: 'ok', detail: 'all can be read' }]
  return [
    {
      check: 'policies',
      verdict: 'fail',
      detail: `this version cannot read that of ${unreadable.join(', ')}: directories there take nothing but deactivations and removals of users. Apply the policy again.`,
    },
  ]
}
