import { invalidValue, type Note, type ResourceDocument } from '@rollcall/scim-core'
import { policyOf } from '../policy/effective-policy.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { compiledContract } from './compile-contract.ts'
import { judgeDocument } from './judge-document.ts'
import { keepListed } from './keep-listed.ts'

/**
 * Holds a person's resource to the directory's attribute contract: refuses it, or returns it with values put right and what was noted. `before`
 * is the stored document of an update: what it breaks already is not held against a change that leaves it alone, so that a new version of a
 * contract never stops a deactivation. Throws ScimError invalidValue.
 */
export function enforceContract<T extends { readonly document: ResourceDocument; readonly notes: readonly Note[] }>(
  { directory, type }: TypedSpace,
  wanted: T,
  before?: ResourceDocument,
): T {
  if (directory.policy === null || type.definition.person !== true) return wanted
  const { version, directory: policy } = policyOf(directory)
  if (policy.contract === undefined) return wanted
  const contract = compiledContract(type, policy.contract)
  const kept = keepListed(type, contract, wanted.document)
  const notes = [...wanted.notes, ...kept.notes]
  if (policy.contract.unknown === 'reject') refuseUnknown(notes, directory.name)
  const judged = judgeDocument(contract, kept.document, before)
  if (judged.breaches.length > 0) {
    const what = judged.breaches.map(({ detail }) => detail).join(' ')
    throw invalidValue(
      `${what} The directory "${directory.name}" asks for it (attribute contract, policy version ${version}). In Okta, see Provisioning, To App, Attribute Mappings, or the user's profile, then retry the task.`,
    )
  }
  return { ...wanted, document: judged.document, notes: [...notes, ...judged.notes] }
}

function refuseUnknown(notes: readonly Note[], directoryName: string): void {
  const unknown = notes.filter(({ code }) => code === 'unknownAttribute' || code === 'unknownSchema')
  if (unknown.length === 0) return
  const names = unknown.slice(0, 5).map(({ path }) => path)
  const more = unknown.length > names.length ? ` and ${unknown.length - names.length} more` : ''
  throw invalidValue(
    `${names.join(', ')}${more}: not an attribute that the directory "${directoryName}" takes (its attribute contract rejects unknown ones). In Okta, remove the mapping under Provisioning, To App.`,
  )
}
