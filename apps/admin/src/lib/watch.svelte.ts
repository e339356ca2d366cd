import { invalidate } from '$app/navigation'

const EVERY_MS = 4_000

/** Asks again for what a page shows while it waits for something to happen elsewhere, as long as the page is looked at. */
export function watch(waiting: () => boolean): void {
  $effect(() => {
    if (!waiting()) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void invalidate('rollcall:live')
    }, EVERY_MS)
    return () => clearInterval(timer)
  })
}
