/** The entity tag of a version (RFC 7644 section 3.14): weak, since the text around it may differ by projection. */
export const toEtag = (version: number): string => `W/"${version}"`

const tagsOf = (header: string): readonly string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? []
const opaque = (tag: string): string => tag.replace(/^W\//, '')

/** Whether an If-Match or If-None-Match header names the version; `*` names any (RFC 9110 section 13.1). Weak comparison. */
export function namesVersion(header: string, version: number): boolean {
  return header.trim() === '*' || tagsOf(header).some((tag) => opaque(tag) === opaque(toEtag(version)))
}
