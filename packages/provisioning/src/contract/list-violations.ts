import type { ResourceDocument } from '@rollcall/scim-core'
import { type DirectoryRow, walkResources } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { personTypeOf } from '../definitions/definitions.ts'
import type { AttributeContract } from '../policy/policy-document.ts'
import { Turns } from '../policy/turns.ts'
import { compileContract } from './compile-contract.ts'
import { type ContractBreach, judgeDocument } from './judge-document.ts'

export interface ContractViolations {
  /** Users that were looked at. */
  readonly users: number
  /** All of the directory; false: the work that a preview may take was spent before. */
  readonly complete: boolean
  /** Users who break the contract now. */
  readonly violators: number
  /** How often each path is broken, the most frequent first. */
  readonly byPath: readonly { readonly path: string; readonly users: number }[]
  /** The first few. */
  readonly sample: readonly { readonly userId: string; readonly breaches: readonly ContractBreach[] }[]
}

const PIECE = 100
const SAMPLE = 20

/** Who would violate a contract: a dry run over every user of the directory, a piece at a time, writing nothing; ends early when `turns` is spent. */
export async function listContractViolations(
  ctx: OperationContext,
  directory: DirectoryRow,
  contract: AttributeContract,
  turns = new Turns(),
): Promise<ContractViolations> {
  const type = personTypeOf(directory)
  if (type === undefined) return { users: 0, complete: true, violators: 0, byPath: [], sample: [] }
  const compiled = compileContract(type, contract)
  const space = { tenantId: directory.tenant_id, directoryId: directory.id, type: type.name }
  const paths = new Map<string, number>()
  const sample: ContractViolations['sample'][number][] = []
  let users = 0
  let violators = 0
  let complete = true
  let last: { readonly n: number; readonly id: string } | undefined
  for (;;) {
    const after = last
    const rows = await ctx.store.read(space.tenantId, (db) => walkResources(db, space, after, PIECE))
    for (const row of rows) {
      // Each constraint looks at a part of the document, and patterns at little of it.
      if (turns.take(row.doc.length * (1 + contract.constraints.length))) await turns.give()
      const { breaches } = judgeDocument(compiled, JSON.parse(row.doc) as ResourceDocument)
      users += 1
      if (breaches.length === 0) continue
      violators += 1
      for (const path of new Set(breaches.map((breach) => breach.path))) paths.set(path, (paths.get(path) ?? 0) + 1)
      if (sample.length < SAMPLE) sample.push({ userId: row.id, breaches })
    }
    last = rows.at(-1)
    if (rows.length < PIECE) break
    if (turns.isSpent) {
      complete = false
      break
    }
    await turns.give()
  }
  const byPath = [...paths].map(([path, count]) => ({ path, users: count })).sort((a, b) => b.users - a.users)
  return { users, complete, violators, byPath, sample }
}
