import type { OrganisationRow } from '@rollcall/store'
import type { PolicyDocument } from './policy-document.ts'
import { readShape } from './policy-shape.ts'

type Organisation = Pick<OrganisationRow, 'id' | 'name'>

/** A document as it is stored: organisations by id, so that a rename neither breaks a rule nor makes the document invalid. */
export const storedPolicyText = (document: PolicyDocument, organisations: readonly Organisation[]): string =>
  JSON.stringify(withOrganisations(document, new Map(organisations.map(({ id, name }) => [name, id]))))

/** A stored document as people read and write it: organisations by their present names. undefined: this version cannot read it. */
export function readStoredPolicy(text: string, organisations: readonly Organisation[]): PolicyDocument | undefined {
  const document = parse(text)
  return document && withOrganisations(document, new Map(organisations.map(({ id, name }) => [id, name])))
}

function parse(text: string): PolicyDocument | undefined {
  try {
    return readShape(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The document with what stands for an organisation in its rules replaced. */
function withOrganisations(document: PolicyDocument, replacements: ReadonlyMap<string, string>): PolicyDocument {
  if (document.organisations === undefined) return document
  const rules = document.organisations.rules.map((rule) => ({
    ...rule,
    organisation: replacements.get(rule.organisation) ?? rule.organisation,
  }))
  return { ...document, organisations: { ...document.organisations, rules } }
}
