import { readdirSync, readFileSync } from 'node:fs'

/** Nanoseconds a process has run, all its threads together (user and system), by the scheduler's clock. */
export function cpuNanoseconds(pid: number): number {
  let total = 0
  for (const thread of list(`/proc/${pid}/task`)) {
    const [ran] = read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')
    total += Number(ran ?? 0)
  }
  return total
}

/** Resident bytes now. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))
  return Number(line?.[1] ?? 0) * 1024
}

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Empty for a thread that ended between the listing and the reading. */
const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
