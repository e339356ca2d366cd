import type { OperationContext, ResourceTypes } from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import type { CredentialMatch } from '@rollcall/store'

/** One authenticated SCIM request, as routes see it: no Express in here. */
export interface Exchange {
  readonly ctx: OperationContext
  readonly directory: CredentialMatch['directory']
  readonly types: ResourceTypes
  /** Absolute, without a trailing slash, in the form of address the request came in on. */
  readonly baseUrl: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  header(name: string): string | undefined
  /** The parsed body. Throws ScimError when it is missing or not JSON. */
  readBody(): Promise<Json>
  /** Must come before a body is streamed: these are few at once. Throws ScimError 429. */
  enterStream(): void
  /** How many operations a bulk request of the directory may hold: announced, and enforced. */
  readonly maxBulkOperations: number
  /** Must come before a bulk request runs: each operation counts as a request of the directory. Throws ScimError 429. */
  enterBulk(operations: number): void
}

/** What a route answers; the body is JSON text. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Instead of `body`: the same text as UTF-8, where the database gave it so. */
  readonly bytes?: Uint8Array
  /** Instead of `body`: the same in pieces, where the whole would be too much at once. Pieces are made as the client takes them. */
  readonly stream?: AsyncIterable<string>
  /** What nobody foresaw in a part of the answer: logged, although the answer goes out. */
  readonly failure?: unknown
}

export type Handler = (exchange: Exchange) => Promise<Answer> | Answer
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The methods of one path. HEAD and OPTIONS follow from it, and 405 with Allow for the rest. */
export interface Route {
  readonly path: string
  readonly handlers: Readonly<Partial<Record<Method, Handler>>>
}
