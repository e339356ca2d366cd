import type { HttpResponse } from '../../src/types.ts'

export type Json = { [name: string]: unknown }

export interface PatchOperation {
  op: string
  path?: string
  value?: unknown
}

export interface ScimRequest {
  readonly isAuthorized: boolean
  readonly method: string
  readonly endpoint: string
  readonly id?: string
  readonly query: URLSearchParams
  /** As it was sent, still encoded. */
  readonly search: string
  readonly body: Json
}

export interface Resource {
  readonly id: string
  readonly doc: Json
  readonly version: number
  readonly lastModified?: string
}

export function jsonResponse(status: number, body: Json): HttpResponse {
  return { status, headers: { 'content-type': 'application/scim+json' }, body: JSON.stringify(body) }
}

export function textResponse(status: number, body: string, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body }
}

export function errorResponse(status: number, detail: string, scimType?: string): HttpResponse {
  return jsonResponse(status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail,
  })
}

/** RFC 7644 section 3.4.2.4, in the order of creation. */
export function listResponse(query: URLSearchParams, all: readonly Json[]): HttpResponse {
  const startIndex = Number(query.get('startIndex') ?? 1)
  const count = Number(query.get('count') ?? 100)
  const resources = all.slice(startIndex - 1, startIndex - 1 + count)
  return jsonResponse(200, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: all.length,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  })
}

export function operationsOf(request: ScimRequest): PatchOperation[] {
  return (request.body.Operations ?? []) as PatchOperation[]
}

/** The same request with other operations. */
export function withOperations(request: ScimRequest, operations: readonly PatchOperation[]): ScimRequest {
  return { ...request, body: { ...request.body, Operations: operations } }
}
