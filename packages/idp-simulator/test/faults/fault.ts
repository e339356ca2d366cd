import type { OktaApp, StepReport } from '../../src/index.ts'
import type { Json, PatchOperation, ScimRequest } from '../server/protocol.ts'
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
