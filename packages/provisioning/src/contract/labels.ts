/** Attributes as Okta's admin console names them. */
const LABELS: Readonly<Record<string, string>> = {
  username: 'Username',
  'name.givenname': 'Given name',
  'name.familyname': 'Family name',
  'emails.value': 'Primary email',
  'emails[primary eq true].value': 'Primary email',
  'emails[type eq "work"].value': 'Primary email',
  displayname: 'Display name',
  title: 'Title',
  preferredlanguage: 'Preferred language',
  'phonenumbers[type eq "work"].value': 'Primary phone',
  'phonenumbers[type eq "mobile"].value': 'Mobile phone',
  'addresses[type eq "work"].country': 'Country code',
  'addresses[type eq "work"].locality': 'City',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:department': 'Department',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:costcenter': 'Cost center',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:manager': 'Manager',
}

/** A path in the words of who maps attributes, with the path itself. */
export function labelOf(path: string): string {
  const name = path.toLowerCase()
  const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined
  return label === undefined ? path : `${label} (${path})`
}
