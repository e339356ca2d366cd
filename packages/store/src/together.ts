/**
 * Starts everything at once and waits for all of it, also when a part fails: nothing may still be on its way into a transaction that has ended.
 * On PostgreSQL the statements travel together; on SQLite they run one after another as ever.
 */
export async function together<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work)
  const failed = settled.find((each) => each.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as never
}
