interface FactValue {
  readonly text: string
  /** "work, primary". */
  readonly note?: string | undefined
}

interface Fact {
  readonly label: string
  readonly values: readonly FactValue[]
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an admin wants to know of a User (RFC 7643 section 4.1), in reading order. Absent attributes are left out. */
export function toScimFacts(document: unknown): Fact[] {
  if (!isObject(document)) return []
  const name = isObject(document.name) ? document.name : {}
  const enterprise = isObject(document[ENTERPRISE]) ? document[ENTERPRISE] : {}
  const manager = isObject(enterprise.manager) ? enterprise.manager : {}
  return [
    single('Given name', name.givenName),
    single('Family name', name.familyName),
    single('Nickname', document.nickName),
    multiple('E-mail addresses', document.emails),
    multiple('Phone numbers', document.phoneNumbers),
    single('Title', document.title),
    single('User type', document.userType),
    single('Department', enterprise.department),
    single('Division', enterprise.division),
    single('Company', enterprise.organization),
    single('Cost centre', enterprise.costCenter),
    single('Employee number', enterprise.employeeNumber),
    single('Manager', manager.displayName ?? manager.value),
    single('Preferred language', document.preferredLanguage),
    single('Locale', document.locale),
    single('Time zone', document.timezone),
  ].filter(({ values }) => values.length > 0)
}

const single = (label: string, value: unknown): Fact => ({
  label,
  values: typeof value === 'string' && value !== '' ? [{ text: value }] : [],
})

function multiple(label: string, value: unknown): Fact {
  const elements = Array.isArray(value) ? value.filter(isObject) : []
  return {
    label,
    values: elements
      .filter((element) => typeof element.value === 'string')
      .map((element) => ({ text: String(element.value), note: noteOf(element) })),
  }
}

function noteOf(element: Json): string | undefined {
  const notes = [typeof element.type === 'string' ? element.type : '', element.primary === true ? 'primary' : '']
  return notes.filter(Boolean).join(', ') || undefined
}
