/** One system call of `strace -f -y -s <much> -o <file>`, with the places in the trace where it began and where it returned. */
export interface Call {
  readonly thread: string
  readonly name: string
  /** As printed, between the parentheses. */
  readonly args: string
  readonly result: string
  readonly began: number
  readonly ended: number
}

/** Reads the calls in the order in which they returned. A call that another thread interrupted takes two lines. */
export function* parseTrace(lines: Iterable<string>): Iterable<Call> {
  const unfinished = new Map<string, { readonly name: string; readonly args: string; readonly began: number }>()
  let at = 0
  for (const line of lines) {
    at += 1
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? []
    const resumed = /^<\.\.\. (\w+) resumed>(.*)\)\s+= (.*)$/s.exec(rest)
    if (resumed !== null) {
      const start = unfinished.get(thread)
      unfinished.delete(thread)
      const [, name = '', args = '', result = ''] = resumed
      if (start?.name === name) yield { thread, name, args: start.args + args, result, began: start.began, ended: at }
      continue
    }
    const paused = /^(\w+)\((.*) <unfinished \.\.\.>$/s.exec(rest)
    if (paused !== null) {
      const [, name = '', args = ''] = paused
      unfinished.set(thread, { name, args, began: at })
      continue
    }
    const [, name, args = '', result = ''] = /^(\w+)\((.*)\)\s+= (.*)$/s.exec(rest) ?? []
    if (name !== undefined) yield { thread, name, args, result, began: at, ended: at }
  }
}

/** One answer 2xx to a write, and what the trace says about it. */
export interface TracedAnswer {
  readonly requestId: string
  readonly status: number
  readonly verdict: 'after its sync' | 'no commit before it' | 'no sync between commit and answer'
}

interface Write {
  /** The log page with the request id is in the file. */
  written: number | undefined
  /** The commit that holds it is in the file. */
  committed: number | undefined
  /** A sync that began after that has returned. */
  synced: number | undefined
}

/**
 * Judges every answer 2xx to a write by its order among the system calls: the page of the log (`-wal`) that holds the request id (history, audit and
 * outbox rows carry it), the frame that commits it, a sync of the log that begins after that frame, and only then the answer.
 */
export function judgeAnswers(calls: Iterable<Call>, writes: ReadonlySet<string>): TracedAnswer[] {
  const seen = new Map<string, Write>(
    [...writes].map((id) => [id, { written: undefined, committed: undefined, synced: undefined }]),
  )
  const open = () => [...seen.values()].filter(({ synced }) => synced === undefined)
  const answers: TracedAnswer[] = []
  let commits = false
  for (const call of calls) {
    if (call.name === 'pwrite64' && isLog(call)) {
      const header = frameHeader(call)
      // A page follows its header; the header of the last page of a commit says how large the database is now.
      if (header !== undefined) {
        commits = header.commits
        continue
      }
      for (const [id, write] of seen)
        if (write.written === undefined && call.args.includes(id)) write.written = call.ended
      if (!commits) continue
      for (const write of open()) if (write.written !== undefined) write.committed ??= call.ended
    } else if (/^fd?(ata)?sync$/.test(call.name) && isLog(call) && /^0\b/.test(call.result)) {
      for (const write of open())
        if (write.committed !== undefined && write.committed < call.began) write.synced = call.ended
    } else if (/^(write|writev|sendto|sendmsg)$/.test(call.name)) {
      answers.push(...answersIn(call, seen))
    }
  }
  return answers
}

const isLog = ({ args }: Call): boolean => /^\d+<[^>]*-wal>/.test(args)

/** Bytes 4 to 7 of a frame's header: the size of the database in pages after a commit, else 0 (https://sqlite.org/fileformat2.html#walformat). */
function frameHeader({ args }: Call): { readonly commits: boolean } | undefined {
  const [, text = '', length] = /^\d+<[^>]*>, "((?:[^"\\]|\\.)*)"(?:\.\.\.)?, (\d+), \d+$/s.exec(args) ?? []
  if (length !== '24') return undefined
  return {
    commits: bytesOf(text)
      .subarray(4, 8)
      .some((byte) => byte !== 0),
  }
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, a: 7, b: 8 }

/** A C string as strace prints it. */
function bytesOf(text: string): Buffer {
  const bytes: number[] = []
  for (const [, octal, letter, plain] of text.matchAll(/\\([0-7]{1,3})|\\(.)|([^\\])/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8))
    else if (letter !== undefined) bytes.push(ESCAPES[letter] ?? letter.charCodeAt(0))
    else bytes.push((plain ?? '').charCodeAt(0))
  }
  return Buffer.from(bytes)
}

function* answersIn({ args, began }: Call, seen: ReadonlyMap<string, Write>): Iterable<TracedAnswer> {
  for (const [, status = '', requestId = ''] of args.matchAll(/HTTP\/1\.1 (2\d\d) .*?X-Request-Id: ([\w-]+)/gs)) {
    const write = seen.get(requestId)
    if (write === undefined) continue
    const { committed, synced } = write
    const verdict =
      committed === undefined || committed >= began
        ? 'no commit before it'
        : synced === undefined || synced >= began
          ? 'no sync between commit and answer'
          : 'after its sync'
    yield { requestId, status: Number(status), verdict }
  }
}
