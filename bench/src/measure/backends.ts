import { readdirSync, readFileSync } from 'node:fs'
import { cpuNanoseconds } from './processes.ts'

/**
 * CPU time of the PostgreSQL backends that serve one database, by their process titles ("postgres: role database address state"). Writers of the
 * log and of pages are shared by all databases of the cluster and counted for none.
 */
export function backendClock(database: string): () => number {
  // Backends come and go with the pool, and what one has used must not leave the sum.
  const used = new Map<number, number>()
  return () => {
    for (const pid of backendsOf(database)) used.set(pid, cpuNanoseconds(pid))
    let total = 0
    for (const nanoseconds of used.values()) total += nanoseconds
    return total
  }
}

function backendsOf(database: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const words = titleOf(name).split(' ')
      return words[0] === 'postgres:' && words[2] === database
    })
    .map(Number)
}

const titleOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
