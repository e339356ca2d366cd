import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  /** The head as received. */
  readonly head: string
  readonly body: string
}

interface Waiting {
  readonly resolve: (answer: HttpAnswer) => void
  readonly reject: (error: Error) => void
}

const HEAD_END = Buffer.from('\r\n\r\n')
const TIMEOUT_MS = 120_000

/** One keep-alive connection with one request in flight: raw, so that the generator costs less than what it measures. */
export class HttpConnection {
  readonly #socket: Socket
  #waiting: Waiting | undefined
  #chunks: Buffer[] = []
  #received = 0
  /** Bytes of the whole answer, once its head is read; Infinity while a chunked body is open. */
  #expected = 0
  #bodyStart = 0
  #head = ''

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)))
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port }, () => {
        socket.off('error', reject)
        resolve(new HttpConnection(socket))
      })
      socket.once('error', reject)
    })
  }

  /** Sends a whole request, head and body, and resolves to its answer. */
  exchange(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('the server has closed the idle connection'))
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #fail(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.reject(error)
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#received += chunk.length
    if (this.#expected === 0) this.#readHead()
    if (this.#expected === Number.POSITIVE_INFINITY ? this.#lastChunkIsHere(chunk) : this.#received >= this.#expected) {
      if (this.#expected > 0) this.#finish()
    }
  }

  #readHead(): void {
    const bytes = this.#joined()
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) return
    this.#head = bytes.toString('latin1', 0, end)
    this.#bodyStart = end + HEAD_END.length
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)
    const chunked = /\r\ntransfer-encoding: *chunked/i.test(this.#head)
    this.#expected = chunked ? Number.POSITIVE_INFINITY : this.#bodyStart + Number(length?.[1] ?? 0)
  }

  #lastChunkIsHere(chunk: Buffer): boolean {
    const tail = chunk.length >= 5 ? chunk : this.#joined()
    return tail.subarray(-5).toString('latin1') === '0\r\n\r\n'
  }

  #joined(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] ?? Buffer.alloc(0)
  }

  #finish(): void {
    const bytes = this.#joined().subarray(this.#bodyStart)
    const body = this.#expected === Number.POSITIVE_INFINITY ? readChunks(bytes) : bytes.toString('utf8')
    const answer = { status: Number(this.#head.slice(9, 12)), head: this.#head, body }
    const waiting = this.#waiting
    this.#waiting = undefined
    this.#chunks = []
    this.#received = 0
    this.#expected = 0
    waiting?.resolve(answer)
  }
}

/** RFC 9112 section 7.1, without trailers. */
export function readChunks(bytes: Buffer): string {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(parts).toString('utf8')
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}
