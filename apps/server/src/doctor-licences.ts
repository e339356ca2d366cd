import { verifyLicences } from '@rollcall/provisioning'
import { INSTANCE, listTenants, type Store } from '@rollcall/store'
import type { Finding } from './doctor.ts'

/** Whether the seats that are counted are those that people hold, in every tenant. */
export async function licenceFindings(store: Store): Promise<Finding[]> {
  const faults = []
  for (const { id, slug } of await store.read(INSTANCE, (db) => listTenants(db))) {
    for (const { licence, kind, counted, actual } of await verifyLicences({ store }, id)) {
      faults.push(
        kind === 'unserved'
          ? `${slug}/${licence}: ${counted} free, yet ${actual} wait`
          : `${slug}/${licence}: ${counted} ${kind} counted, ${actual} found`,
      )
    }
  }
  if (faults.length === 0) return [{ check: 'licences', verdict: 'ok', detail: 'seats are counted as they are held' }]
  return [
    {
      check: 'licences',
      verdict: 'fail',
      detail: `${faults.join('; ')}. Apply the policy again to judge everybody anew.`,
    },
  ]
}
