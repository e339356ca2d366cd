import {
  findRetentionMark,
  forgetVersionsBelow,
  listVersionsMade,
  ROWS_PER_DELETION,
  type Store,
  setRetentionMark,
  tryElect,
} from '@rollcall/store'

const JOB = 'history'
/** Resources looked at in one transaction. */
const RESOURCES_AT_A_TIME = 100

/**
 * One step of forgetting versions that were superseded before then: the version that was current at that moment stays, so what a resource looked like
 * at any time since can still be told. The audit log says what superseded what, in order of time; a mark says how far it was read.
 */
export async function forgetHistory(
  store: Store,
  tenantId: string,
  before: string,
  now: string,
): Promise<{ readonly forgotten: number; readonly done: boolean }> {
  const page = await store.read(tenantId, async (db) =>
    listVersionsMade(db, tenantId, await findRetentionMark(db, tenantId, JOB), ROWS_PER_DELETION),
  )
  const newest = new Map<string, number>()
  let position: string | undefined
  let judged = 0
  for (const event of page) {
    if (event.occurred_at >= before || newest.size === RESOURCES_AT_A_TIME) break
    // A first version superseded nothing.
    if ((event.target_version ?? 1) > 1) newest.set(event.target_id, event.target_version ?? 1)
    position = event.id
    judged += 1
  }
  if (position === undefined) return { forgotten: 0, done: true }
  const mark = { tenantId, job: JOB, position, at: now }
  return store.transaction(tenantId, async (trx) => {
    if (!(await tryElect(trx, 'retention'))) return { forgotten: 0, done: true }
    let left = ROWS_PER_DELETION
    for (const [resourceId, version] of newest) {
      left -= await forgetVersionsBelow(trx, tenantId, resourceId, version, left)
      // The mark stays: the next step finds what is left of these.
      if (left === 0) return { forgotten: ROWS_PER_DELETION, done: false }
    }
    await setRetentionMark(trx, mark)
    const more = judged === page.length ? page.length === ROWS_PER_DELETION : newest.size === RESOURCES_AT_A_TIME
    return { forgotten: ROWS_PER_DELETION - left, done: !more }
  })
}
