import type { Authorization } from '../../types.ts'
import type { StepDefinition } from '../run.ts'
import { cleanupStep } from './cleanup.ts'
import { specListStep, toConnectionSteps } from './connection.ts'
import { groupMembershipSteps } from './group-membership.ts'
import { groupTroubleSteps } from './group-trouble.ts'
import { importSteps } from './import.ts'
import { lifecycleSteps } from './lifecycle.ts'
import { lookupSteps } from './lookup.ts'
import { profileSteps } from './profile.ts'
import { provisionSteps } from './provision.ts'
import { pushGroupsStep } from './push-groups.ts'

/** In the order an admin meets them: connect, assign, update, deactivate, push groups, import. */
export function toOktaSteps(authorization: Authorization): StepDefinition[] {
  return [
    ...toConnectionSteps(authorization),
    ...provisionSteps,
    specListStep,
    ...lookupSteps,
    ...profileSteps,
    ...lifecycleSteps,
    pushGroupsStep,
    ...groupMembershipSteps,
    ...groupTroubleSteps,
    ...importSteps,
    cleanupStep,
  ]
}
