import { toObject } from '../json.ts'
import { type Step, StepStopped } from '../step.ts'
import {
  addOperation,
  type Member,
  type PatchOperation,
  removeOperation,
  renameOperation,
  replaceMembersOperation,
  toMappedBody,
  toPatchBody,
} from './bodies.ts'
import { checkGroup, checkStatus, checkUser } from './checks.ts'
import type { Dialect } from './dialect.ts'

/**
 * Catalog apps: profiles by GET and PUT; activation, passwords and groups by PATCH.
 * https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
 */
export function createCatalogueDialect(options: { readonly batchSize: number }): Dialect {
  const { batchSize } = options
  return {
    toLinkBody: toMappedBody,

    setActive: (step, id, active) =>
      patchUser(
        step,
        id,
        { active },
        'The user keeps access (or stays locked out) while Okta shows the opposite, or the task fails and lands in the list of manual deprovisionings.',
      ),

    setPassword: (step, id, password) => patchUser(step, id, { password }, 'The password push fails.'),

    toCreatedMembers: () => [],

    async fillGroup(step, group, members) {
      await patchGroup(step, group.id, [renameOperation(group.id, group.displayName)])
      for (const batch of toBatches(members, batchSize)) await patchGroup(step, group.id, [addOperation(batch)])
    },

    async changeMembers(step, group, change) {
      // The name goes with every membership change, removals come one operation each.
      const operations: PatchOperation[] = change.remove.map((member) => removeOperation(member.value))
      if (change.add.length > 0) operations.push(addOperation(change.add))
      await patchGroup(step, group.id, [renameOperation(group.id, group.displayName), ...operations])
    },

    async pushNow(step, group, members) {
      await patchGroup(step, group.id, [replaceMembersOperation(members)])
    },

    async rename(step, group, displayName) {
      await patchGroup(step, group.id, [renameOperation(group.id, displayName)])
    },
  }
}

async function patchUser(step: Step, id: string, value: Record<string, unknown>, consequence: string): Promise<void> {
  const exchange = await step.send({
    method: 'PATCH',
    path: `/Users/${encodeURIComponent(id)}`,
    body: toPatchBody([{ op: 'replace', value }]),
  })
  const ok = checkStatus(step, exchange, [200, 204], {
    what: 'the updated user. A replace without a path names its attributes in the value (RFC 7644 section 3.5.2.3)',
    consequence,
  })
  if (!ok) throw new StepStopped(`PATCH /Users/${id} failed`)
  if (exchange.status === 200) checkUser(step, exchange, toObject(exchange.json), { id })
}

export async function patchGroup(step: Step, id: string, operations: readonly PatchOperation[]): Promise<void> {
  const exchange = await step.send({
    method: 'PATCH',
    path: `/Groups/${encodeURIComponent(id)}`,
    body: toPatchBody(operations),
  })
  const ok = checkStatus(step, exchange, [200, 204], {
    what: 'the group, or nothing',
    consequence: 'The push group goes to Error. A 400 is permanent for Okta: the membership is never sent again.',
  })
  if (!ok) throw new StepStopped(`PATCH /Groups/${id} failed`)
  if (exchange.status === 200) checkGroup(step, exchange, { id })
}

function toBatches(members: readonly Member[], size: number): Member[][] {
  const batches: Member[][] = []
  for (let start = 0; start < members.length; start += size) batches.push(members.slice(start, start + size))
  return batches
}
