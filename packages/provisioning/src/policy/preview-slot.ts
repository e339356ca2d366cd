import type { Store } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { BusyError } from '../errors.ts'

/** Previews of one tenant that run at once in a process: whoever may read a policy may ask for one, and each is much work. */
const AT_ONCE = 2
const RETRY_AFTER_SECONDS = 5

/** Steps that one preview may take (see Turns): some tens of seconds of one processor, by turns with everybody else. */
export const PREVIEW_STEPS = 5_000_000_000

const running = new WeakMap<Store['identity'], Map<string, number>>()

/** Runs a preview, unless as many of the tenant are running as may. Throws BusyError. */
export async function withPreviewSlot<T>(
  { store: { identity } }: OperationContext,
  tenantId: string,
  work: () => Promise<T>,
): Promise<T> {
  const counts = running.get(identity) ?? new Map<string, number>()
  running.set(identity, counts)
  const before = counts.get(tenantId) ?? 0
  if (before >= AT_ONCE) {
    throw new BusyError(
      `${AT_ONCE} previews of this tenant are running already. Try again when one of them is done.`,
      RETRY_AFTER_SECONDS,
    )
  }
  counts.set(tenantId, before + 1)
  try {
    return await work()
  } finally {
    const left = (counts.get(tenantId) ?? 1) - 1
    if (left === 0) counts.delete(tenantId)
    else counts.set(tenantId, left)
  }
}
