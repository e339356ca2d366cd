import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@rollcall/scim-core'
import type { OperationContext } from '../context.ts'
import { type ContractViolations, listContractViolations } from '../contract/list-violations.ts'
import { roleKeysOf } from '../effects/effective-role-keys.ts'
import { type Judgement, judge } from '../effects/judge.ts'
import { PEOPLE_PER_TRANSACTION } from '../effects/run-policy-tasks.ts'
import { ownEntry } from '../policy/effective-policy.ts'
import { PREVIEW_STEPS, withPreviewSlot } from '../policy/preview-slot.ts'
import { Turns } from '../policy/turns.ts'
import { type ChangedSetting, changedSettings } from './changed-settings.ts'
import type { PreviewChange, PreviewItem } from './difference.ts'
import { Findings } from './findings.ts'
import { type GroupPreview, type PreviewPlan, planPreview, readPiece, underPolicy } from './plan-preview.ts'
import { type LicencePreview, previewLicences, simulateSeats } from './preview-licences.ts'

/** Who gains and who loses by another policy. */
export interface PolicyPreview {
  /** The present version; 0: there is none. */
  readonly version: number
  /** People who were looked at. */
  readonly people: number
  /** False: there is more to look at than one preview does, and everything counted is of the first people, and of the first users of a contract. */
  readonly complete: boolean
  /** False: an earlier change is still being carried out, and what that changes is counted here too. */
  readonly settled: boolean
  /** People for whom anything changes. */
  readonly changed: number
  readonly roles: readonly (PreviewItem & { readonly name: string })[]
  readonly licences: readonly LicencePreview[]
  readonly organisations: readonly (PreviewItem & { readonly name: string })[]
  readonly kinds: readonly PreviewItem[]
  /** Who would count as active, and who no longer. */
  readonly active: { readonly gaining: PreviewChange; readonly losing: PreviewChange }
  /** Groups that would come to grant a role, or cease to. */
  readonly groups: readonly GroupPreview[]
  /** Who breaks a contract that would change. Nobody is refused for what is stored already and stays as it is. */
  readonly contracts: readonly (ContractViolations & { readonly directory: string })[]
  readonly settings: readonly ChangedSetting[]
}

const PEOPLE_AT_MOST = 100_000
const PIECE = 500
/** Requests are answered in between, however little there is to compare. */
const BETWEEN_YIELDS = 50

/**
 * What would change if a document became the tenant's policy, judged by the very code that judges people after it is applied, a piece at a time;
 * writes nothing. Throws InvalidInputError for a document that is none, PolicyTooCostlyError for one whose rules alone take more work than a preview
 * may, and BusyError while as many previews of the tenant run as may. `steps`: what it may take, as Turns count them.
 */
export function previewPolicy(
  ctx: OperationContext,
  tenantId: string,
  document: Json,
  { steps = PREVIEW_STEPS }: { readonly steps?: number } = {},
): Promise<PolicyPreview> {
  return withPreviewSlot(ctx, tenantId, () => preview(ctx, tenantId, document, new Turns(steps)))
}

async function preview(ctx: OperationContext, tenantId: string, document: Json, turns: Turns): Promise<PolicyPreview> {
  const plan = await planPreview(ctx, tenantId, document, turns)
  const seats = await simulateSeats(ctx, tenantId, plan.next.licences?.types ?? [])
  const found = new Findings()
  // Who gets a seat first may depend on how many are judged together.
  const inTransaction = PEOPLE_PER_TRANSACTION[ctx.store.dialect]
  let people = 0
  let complete = true
  for (let afterId = ''; ; ) {
    const limit = Math.min(PIECE, PEOPLE_AT_MOST - people)
    const piece = await readPiece(ctx, tenantId, afterId, limit)
    if (piece.ids.length === 0) break
    const facts = piece.facts.map((each) => underPolicy(each, plan.directories))
    let looked = 0
    for (let start = 0; start < facts.length && !turns.isSpent; start += inTransaction) {
      const judgements: Judgement[] = []
      const together = facts.slice(start, start + inTransaction)
      for (let first = 0; first < together.length; first += BETWEEN_YIELDS) {
        const some = together.slice(first, first + BETWEEN_YIELDS)
        const roles = await roleKeysOf(some, plan.bound, turns)
        for (const each of some) {
          const before = seats.standingOf(each.personId, piece.standings.get(each.personId))
          judgements.push(await judge(each, before, roles.get(each.personId) ?? [], turns))
        }
        await turns.give()
      }
      for (const judgement of judgements) found.add(judgement)
      await seats.handOut(judgements, ctx.now().toISOString())
      looked += together.length
    }
    people += looked
    if (looked < facts.length) {
      complete = false
      break
    }
    afterId = piece.ids.at(-1) ?? ''
    if (piece.ids.length < limit) break
    if (turns.isSpent || people >= PEOPLE_AT_MOST) {
      complete = (await readPiece(ctx, tenantId, afterId, 1)).ids.length === 0
      break
    }
  }
  const contracts = await previewContracts(ctx, plan, turns)
  const { present, next } = plan
  const licences = previewLicences(present.licences?.types ?? [], next.licences?.types ?? [], seats, found)
  return {
    version: plan.version,
    people,
    complete: complete && contracts.every((each) => each.complete),
    settled: plan.settled,
    changed: found.changed,
    roles: found.roles.items().map((item) => ({ ...item, name: plan.roleNames.get(item.key) ?? item.key })),
    licences,
    organisations: found.organisations
      .items()
      .map((item) => ({ ...item, name: plan.organisations.get(item.key) ?? item.key })),
    kinds: found.kinds.items(),
    active: { gaining: found.active.change('', 'gaining'), losing: found.active.change('', 'losing') },
    groups: plan.groups,
    contracts,
    settings: changedSettings(present, next),
  }
}

/** A dry run of each contract that would change, over every user of its directory. */
async function previewContracts(
  ctx: OperationContext,
  { present, next, directories }: PreviewPlan,
  turns: Turns,
): Promise<PolicyPreview['contracts']> {
  const contracts: PolicyPreview['contracts'][number][] = []
  for (const directory of directories.values()) {
    const { slug } = directory
    const contract = ownEntry(next.directories, slug)?.contract
    if (contract === undefined || isDeepStrictEqual(contract, ownEntry(present.directories, slug)?.contract)) continue
    contracts.push({ directory: slug, ...(await listContractViolations(ctx, directory, contract, turns)) })
  }
  return contracts
}
