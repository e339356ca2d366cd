import type { HttpResponse, OktaApp, StepReport } from '../../src/index.ts'
import {
  errorResponse,
  type Json,
  operationsOf,
  type PatchOperation,
  type ScimRequest,
  withOperations,
} from '../server/protocol.ts'
import type { Fault } from '../server/scim-server.ts'

/** A way in which a real server was broken, and the step that must tell. */
export interface FaultRow {
  /** Where it was reported. */
  readonly url: string
  readonly breaks: string
  readonly app: OktaApp
  readonly step: StepReport['id']
  /** Words that the failure must hold. */
  readonly tells: RegExp
  /** Made anew for each run: some remember. */
  readonly create: () => Fault
}

export function isWrite(request: ScimRequest, method: string, endpoint: 'Users' | 'Groups'): boolean {
  return request.method === method && request.endpoint === endpoint
}

export function isMemberRemoval(operation: PatchOperation): boolean {
  return operation.op === 'remove' && /^members\[/.test(operation.path ?? '')
}

export function valuesOf(members: unknown): string[] {
  return ((members ?? []) as Json[]).map((member) => String(member.value))
}

/** Lets the other requests in flight have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2))
}

/** A row for the providers other than Okta. */
export interface ProviderFault extends Omit<FaultRow, 'app'> {
  /** For Entra: the fault needs a tenant URL with the flag. */
  readonly flag?: boolean
}

export type OperationChange = (operation: PatchOperation) => PatchOperation | readonly PatchOperation[]

/** A server that reads the operations of a PATCH otherwise. */
export function rereads(endpoint: 'Users' | 'Groups', change: OperationChange): () => Fault {
  return () => (request, next) => {
    if (!isWrite(request, 'PATCH', endpoint)) return next(request)
    return next(withOperations(request, operationsOf(request).flatMap(change)))
  }
}

/** A server that refuses what matches. */
export function refuses(isRefused: (request: ScimRequest) => boolean, status = 400): () => Fault {
  return () => (request, next) => (isRefused(request) ? errorResponse(status, 'This is not supported.') : next(request))
}

/** A server that refuses a PATCH with such an operation. */
export function refusesOperation(
  endpoint: 'Users' | 'Groups',
  isRefused: (operation: PatchOperation) => boolean,
  status = 400,
): () => Fault {
  return refuses((request) => isWrite(request, 'PATCH', endpoint) && operationsOf(request).some(isRefused), status)
}

/** A server whose answers hold something else. */
export function answers(
  isMeant: (request: ScimRequest) => boolean,
  change: (response: HttpResponse) => HttpResponse,
): () => Fault {
  return () => (request, next) => {
    const response = next(request)
    return isMeant(request) ? change(response) : response
  }
}

export function mapBody(response: HttpResponse, map: (text: string) => string): HttpResponse {
  return { ...response, body: map(response.body) }
}

export function filterOf(request: ScimRequest): string {
  return request.query.get('filter') ?? ''
}

/** Members are read, time passes, and all of them are written back. */
export function losesUpdates(): Fault {
  return async (request, next, state) => {
    const group = state.groups.get(request.id ?? '')
    if (!isWrite(request, 'PATCH', 'Groups') || !group) return next(request)
    const before = new Set(group.members)
    await turn()
    group.members = before
    return next(request)
  }
}

/** Whoever checks first and inserts later lets both in. */
export function insertsLate(): Fault {
  return async (request, next, state) => {
    if (!isWrite(request, 'POST', 'Users')) return next(request)
    const taken = [...state.users.keys()]
    await turn()
    const others = [...state.users].filter(([id]) => !taken.includes(id))
    for (const [id] of others) state.users.delete(id)
    const response = next(request)
    for (const [id, user] of others) state.users.set(id, user)
    return response
  }
}
