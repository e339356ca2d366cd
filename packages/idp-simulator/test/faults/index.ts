import type { FaultRow } from './fault.ts'
import { groupPatchFaults } from './group-patch.ts'
import { groupPutFaults } from './group-put.ts'
import { protocolFaults } from './protocol.ts'
import { userFaults } from './users.ts'

export const faults: Record<string, FaultRow> = {
  ...groupPatchFaults,
  ...groupPutFaults,
  ...userFaults,
  ...protocolFaults,
}
