import { HttpConnection } from './http-connection.ts'

export interface Target {
  readonly port: number
  readonly token: string
  /** Path of the SCIM base. */
  readonly base: string
}

export interface Expected {
  readonly status: number | readonly number[]
  /** Text that the body must hold: a field with its value. */
  readonly holds?: string | undefined
}

/** The server answered something else than the workload is about: its figures would mean nothing. */
export class WrongAnswerError extends Error {
  override name = 'WrongAnswerError'
}

/** One connection that speaks SCIM, checks each answer and notes how long it took. */
export class ScimClient {
  readonly #target: Target
  readonly #connection: HttpConnection
  readonly #note: (ms: number) => void

  private constructor(target: Target, connection: HttpConnection, note: (ms: number) => void) {
    this.#target = target
    this.#connection = connection
    this.#note = note
  }

  static async open(target: Target, note: (ms: number) => void = () => undefined): Promise<ScimClient> {
    return new ScimClient(target, await HttpConnection.open(target.port), note)
  }

  async get(path: string, expected: Expected): Promise<string> {
    return this.#send('GET', path, undefined, expected)
  }

  async send(method: 'POST' | 'PUT' | 'PATCH', path: string, body: string, expected: Expected): Promise<string> {
    return this.#send(method, path, body, expected)
  }

  close(): void {
    this.#connection.close()
  }

  async #send(method: string, path: string, body: string | undefined, expected: Expected): Promise<string> {
    const { base, token } = this.#target
    const head = `${method} ${base}${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nUser-Agent: rollcall-bench\r\nAccept: application/scim+json\r\n`
    const request =
      body === undefined
        ? `${head}\r\n`
        : `${head}Content-Type: application/scim+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    const started = performance.now()
    const answer = await this.#connection.exchange(request)
    this.#note(performance.now() - started)
    const statuses = typeof expected.status === 'number' ? [expected.status] : expected.status
    const wrongStatus = !statuses.includes(answer.status)
    // 204 has no body to look into.
    const wrongBody = expected.holds !== undefined && answer.status !== 204 && !answer.body.includes(expected.holds)
    if (wrongStatus || wrongBody) {
      const wanted = `${statuses.join(' or ')}${expected.holds === undefined ? '' : ` with ${expected.holds}`}`
      throw new WrongAnswerError(
        `${method} ${path.slice(0, 200)}: wanted ${wanted}, got ${answer.status} ${answer.body.slice(0, 300)}`,
      )
    }
    return answer.body
  }
}
