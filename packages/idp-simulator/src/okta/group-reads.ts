import { isText } from '../answers.ts'
import { type JsonObject, toArray, toObject } from '../json.ts'
import { type Step, StepStopped } from '../step.ts'
import type { Member } from './bodies.ts'
import { checkGroup, checkStatus } from './checks.ts'

export async function getGroup(step: Step, id: string): Promise<JsonObject> {
  const exchange = await step.get(`/Groups/${encodeURIComponent(id)}`)
  const ok = checkStatus(step, exchange, [200], {
    what: 'the group with this id',
    consequence: 'The push group goes to Error; the admin must unlink it and push again.',
  })
  if (!ok) throw new StepStopped(`GET /Groups/${id} failed`)
  checkGroup(step, exchange, { id })
  return toObject(exchange.json)
}

export function toMembers(group: JsonObject): Member[] {
  return toArray(group.members)
    .map(toObject)
    .flatMap(({ value, display }) => (isText(value) ? [{ value, display: isText(display) ? display : null }] : []))
}
