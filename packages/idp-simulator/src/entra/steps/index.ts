import type { StepDefinition } from '../run.ts'
import { cleanupStep } from './cleanup.ts'
import { clearingSteps } from './clearing.ts'
import { connectionSteps } from './connection.ts'
import { discoverySteps } from './discovery.ts'
import { groupSteps } from './groups.ts'
import { lifecycleSteps } from './lifecycle.ts'
import { lookupSteps } from './lookup.ts'
import { memberSteps } from './members.ts'
import { pagingSteps } from './paging.ts'
import { provisionSteps } from './provision.ts'
import { referenceSteps } from './references.ts'
import { updateSteps } from './update.ts'

/** In the order an admin meets them: connect, map, provision, update, disable, delete, groups. */
export const entraSteps: readonly StepDefinition[] = [
  ...connectionSteps,
  ...discoverySteps,
  ...provisionSteps,
  ...lookupSteps,
  ...updateSteps,
  ...referenceSteps,
  ...clearingSteps,
  ...lifecycleSteps,
  ...groupSteps,
  ...memberSteps,
  ...pagingSteps,
  cleanupStep,
]
