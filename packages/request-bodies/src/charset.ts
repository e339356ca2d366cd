const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i
/** JSON is UTF-8 (RFC 8259 section 8.1), of which ASCII is a part. */
const UTF_8 = /^(utf-?8|us-ascii|ascii)$/i

/** The charset that a Content-Type names, where JSON may not be in it; undefined: it names none, or one that is read. */
export function foreignCharset(contentType: string): string | undefined {
  const charset = CHARSET.exec(contentType)?.[1]
  return charset === undefined || UTF_8.test(charset) ? undefined : charset
}
