import { type AuditEventRow, countUnsealedEvents, type Db, listCheckpoints, listSealedEvents } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { verifyCheckpoint } from '../crypto/keyring.ts'
import { digestOf } from './append-audit-event.ts'
import { checkpointText, nextChain } from './seal-audit-events.ts'

export interface AuditVerification {
  readonly ok: boolean
  /** Events in the chain. */
  readonly sealed: number
  /** Events newer than the chain: they are chained within a second or so. */
  readonly unsealed: number
  readonly checkpoints: number
  /** The first place that does not hold. */
  readonly problem: { readonly seq: number; readonly detail: string } | undefined
}

const PAGE = 1_000

/** Recomputes every digest and link of a tenant's audit log and checks every signed checkpoint against them. */
export function verifyAudit(ctx: OperationContext, tenantId: string): Promise<AuditVerification> {
  return ctx.store.read(tenantId, async (db) => {
    const checkpoints = await listCheckpoints(db, tenantId)
    const unsealed = await countUnsealedEvents(db, tenantId)
    const walk = await walkChain(db, tenantId, new Map(checkpoints.map((each) => [each.seq, each.chain])))
    const unsigned = checkpoints.find(
      (each) =>
        !verifyCheckpoint(
          each.public_key,
          each.signature,
          checkpointText(tenantId, each.seq, each.chain, each.signed_at),
        ),
    )
    const beyond = checkpoints.find((each) => each.seq > walk.sealed)
    const problem =
      walk.problem ??
      (unsigned && { seq: unsigned.seq, detail: 'the signature of this checkpoint does not verify' }) ??
      (beyond && { seq: walk.sealed + 1, detail: `a checkpoint covers events up to ${beyond.seq}, but they are gone` })
    return { ok: problem === undefined, sealed: walk.sealed, unsealed, checkpoints: checkpoints.length, problem }
  })
}

async function walkChain(
  db: Db,
  tenantId: string,
  checkpoints: ReadonlyMap<number, string>,
): Promise<{ readonly sealed: number; readonly problem: AuditVerification['problem'] }> {
  let seq = 0
  let chain = ''
  for (;;) {
    const events = await listSealedEvents(db, tenantId, seq, PAGE)
    for (const event of events) {
      const expected = nextChain(chain, event.digest)
      const detail = faultOf(event, seq + 1, expected, checkpoints.get(seq + 1))
      if (detail !== undefined) return { sealed: seq, problem: { seq: seq + 1, detail } }
      seq += 1
      chain = expected
    }
    if (events.length < PAGE) return { sealed: seq, problem: undefined }
  }
}

function faultOf(event: AuditEventRow, seq: number, chain: string, signed: string | undefined): string | undefined {
  const { digest, seq: stored, chain: link, ...content } = event
  if (stored !== seq) return 'an event is missing here'
  if (digestOf(content) !== digest) return `the event ${event.id} was changed after it was written`
  if (link !== chain) return `the event ${event.id} does not continue the chain`
  if (signed !== undefined && signed !== chain) return 'the chain differs from what was signed here'
  return undefined
}
