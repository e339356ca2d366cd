import type { OrganisationRow } from '@rollcall/store'
import type { PolicyDocument } from './policy-document.ts'

type Organisation = Pick<OrganisationRow, 'id' | 'name'>

/** A document as it is stored: organisations by id, so that a rename neither breaks a rule nor makes the document invalid. */
export const storedPolicyText = (document: PolicyDocument, organisations: readonly Organisation[]): string =>
  JSON.stringify(withOrganisations(document, new Map(organisations.map(({ id, name }) => [name, id]))))

/** A stored document as people read and write it: organisations by their present names. */
export const readStoredPolicy = (text: string, organisations: readonly Organisation[]): PolicyDocument =>
  withOrganisations(JSON.parse(text) as PolicyDocument, new Map(organisations.map(({ id, name }) => [id, name])))

/** The document with what stands for an organisation in its rules replaced. */
function withOrganisations(document: PolicyDocument, replacements: ReadonlyMap<string, string>): PolicyDocument {
  if (document.organisations === undefined) return document
  const rules = document.organisations.rules.map((rule) => ({
    ...rule,
    organisation: replacements.get(rule.organisation) ?? rule.organisation,
  }))
  return { ...document, organisations: { ...document.organisations, rules } }
}
