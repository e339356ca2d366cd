export interface JsonToken {
  readonly text: string
  readonly kind: 'key' | 'string' | 'number' | 'plain'
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null|-?\d[\d.eE+-]*)\b/g

/** A value as indented JSON, line by line, with each piece's kind for colouring. */
export function toJsonLines(value: unknown): JsonToken[][] {
  return (JSON.stringify(value, null, 2) ?? '').split('\n').map(toTokens)
}

function toTokens(line: string): JsonToken[] {
  const tokens: JsonToken[] = []
  let end = 0
  const plain = (upTo: number) => {
    if (upTo > end) tokens.push({ text: line.slice(end, upTo), kind: 'plain' })
  }
  for (const match of line.matchAll(TOKEN)) {
    plain(match.index)
    const [whole, quoted, colon] = match
    tokens.push({
      text: quoted ?? whole,
      kind: quoted === undefined ? 'number' : colon === undefined ? 'string' : 'key',
    })
    if (colon !== undefined) tokens.push({ text: colon, kind: 'plain' })
    end = match.index + whole.length
  }
  plain(line.length)
  return tokens
}
