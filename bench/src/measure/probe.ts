// Loaded into every measured server by --import: tells the event-loop delay on request, whatever the server is.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 5
const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
histogram.enable()

process.on('message', (message) => {
  if (message === 'reset') histogram.reset()
  // The histogram holds the time between two ticks of its timer; what is beyond the interval is delay.
  if (message === 'read') process.send?.({ delayMs: Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MS) })
})
// However the bench ends, its servers end with it.
process.on('disconnect', () => process.exit())
// The channel alone must not keep the server alive.
process.channel?.unref()
