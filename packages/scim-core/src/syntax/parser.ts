import { invalidFilter, invalidPath } from '../errors.ts'
import { FILTER_LIMITS } from '../protocol/limits.ts'
import type { AttributePath, ComparisonOperator, ComparisonValue, Filter, PatchPath, ValuePath } from './ast.ts'
import { isAttributeName, toAttributePath } from './attribute-path.ts'
import { readToken, SyntaxProblem, shorten, type Token } from './tokenizer.ts'

const COMPARISONS: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])

/** Reads a filter (RFC 7644 section 3.4.2.2). Throws invalidFilter saying what was expected, what was found and where. */
export function parseFilter(text: string): Filter {
  return explain(text, 'filter', invalidFilter, (parser) => parser.parseWholeFilter())
}

/** Reads the path of a PATCH operation (RFC 7644 section 3.5.2). Throws invalidPath. */
export function parsePath(text: string): PatchPath {
  return explain(text, 'path', invalidPath, (parser) => parser.parseWholePath())
}

function explain<T>(text: string, what: string, toError: (detail: string) => Error, read: (parser: Parser) => T): T {
  if (text.length > FILTER_LIMITS.length) {
    throw toError(`The ${what} is longer than ${FILTER_LIMITS.length} characters.`)
  }
  try {
    return read(new Parser(text))
  } catch (error) {
    if (error instanceof SyntaxProblem) throw toError(`Cannot read the ${what}: ${error.message}.`)
    throw error
  }
}

class Parser {
  readonly #text: string
  #token: Token
  #next: number
  #depth = 0
  #terms = 0

  constructor(text: string) {
    this.#text = text
    const first = readToken(text, 0)
    this.#token = first.token
    this.#next = first.next
  }

  /** The whole text is one FILTER. */
  parseWholeFilter(): Filter {
    const filter = this.#parseOr(true)
    if (this.#token.kind !== 'end') throw this.#expected('"and", "or" or the end')
    return filter
  }

  /** PATH = attrPath / valuePath [subAttr]   (RFC 7644 figure 7, erratum 7122) */
  parseWholePath(): PatchPath {
    const attribute = this.#parseAttributePath()
    let filter: Filter | undefined
    let subAttribute: string | undefined
    if (this.#isPunctuation('[')) {
      filter = this.#parseValueFilter(attribute)
      if (this.#isPunctuation('.')) subAttribute = this.#parseSubAttribute()
    }
    if (this.#token.kind !== 'end') throw this.#expected('the end of the path')
    return { kind: 'PatchPath', attribute, filter, subAttribute }
  }

  /** FILTER = andExp *( "or" andExp )   ("or" binds loosest: erratum 4670) */
  #parseOr(withValuePaths: boolean): Filter {
    return this.#parseOperands('or', () => this.#parseAnd(withValuePaths))
  }

  /** andExp = term *( "and" term ) */
  #parseAnd(withValuePaths: boolean): Filter {
    return this.#parseOperands('and', () => this.#parseTerm(withValuePaths))
  }

  #parseOperands(operator: 'and' | 'or', parseOperand: () => Filter): Filter {
    const first = parseOperand()
    if (!this.#isKeyword(operator)) return first
    const operands = [first]
    while (this.#isKeyword(operator)) {
      this.#advance()
      operands.push(parseOperand())
    }
    return { kind: 'LogicalExpression', operator, operands }
  }

  /** term = ["not"] "(" FILTER ")" / valuePath / attrExp   (a space after "not" is allowed: erratum 7319) */
  #parseTerm(withValuePaths: boolean): Filter {
    if (this.#isPunctuation('(')) return this.#parseGroup(withValuePaths)
    if (this.#isKeyword('not') && readToken(this.#text, this.#next).token.text === '(') {
      this.#advance()
      return { kind: 'NotExpression', operand: this.#parseGroup(withValuePaths) }
    }
    const attribute = this.#parseAttributePath()
    if (this.#isPunctuation('[')) {
      if (!withValuePaths) throw this.#expected('a comparison operator or "pr"')
      return this.#parseValuePath(attribute)
    }
    const rest = this.#parseOperator()
    return rest.operator === 'pr'
      ? { kind: 'PresenceExpression', attribute }
      : { kind: 'ComparisonExpression', attribute, operator: rest.operator, value: rest.value }
  }

  #parseGroup(withValuePaths: boolean): Filter {
    this.#enter()
    this.#expectPunctuation('(')
    const filter = this.#parseOr(withValuePaths)
    this.#expectPunctuation(')')
    this.#depth--
    return filter
  }

  /** valuePath = attrPath "[" valFilter "]" [ subAttr attrOp ]   (the comparison after it: Entra) */
  #parseValuePath(attribute: AttributePath): ValuePath {
    const filter = this.#parseValueFilter(attribute)
    if (!this.#isPunctuation('.')) return { kind: 'ValuePath', attribute, filter, comparison: undefined }
    const subAttribute = this.#parseSubAttribute()
    return { kind: 'ValuePath', attribute, filter, comparison: { subAttribute, ...this.#parseOperator() } }
  }

  /** "[" valFilter "]", where valFilter is a FILTER without value paths (errata 4690 and 7322) */
  #parseValueFilter(attribute: AttributePath): Filter {
    if (attribute.subAttribute !== undefined) throw this.#expected('no value filter after a sub-attribute')
    this.#enter()
    this.#expectPunctuation('[')
    const filter = this.#parseOr(false)
    this.#expectPunctuation(']')
    this.#depth--
    return filter
  }

  #parseSubAttribute(): string {
    this.#expectPunctuation('.')
    const token = this.#token
    if (token.kind !== 'word' || !isAttributeName(token.text)) throw this.#expected('a sub-attribute name')
    this.#advance()
    return token.text
  }

  #parseAttributePath(): AttributePath {
    const token = this.#token
    if (token.kind !== 'word') throw this.#expected('an attribute name')
    const path = toAttributePath(token.text, token.position)
    this.#advance()
    return path
  }

  /** attrOp = "pr" / compareOp compValue, operators in any letter case */
  #parseOperator():
    | { readonly operator: 'pr' }
    | { readonly operator: ComparisonOperator; readonly value: ComparisonValue } {
    const token = this.#token
    const operator = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (operator !== 'pr' && !COMPARISONS.has(operator)) throw this.#expected('a comparison operator or "pr"')
    if (++this.#terms > FILTER_LIMITS.terms) {
      throw new SyntaxProblem(`more than ${FILTER_LIMITS.terms} terms, at ${token.position}`)
    }
    this.#advance()
    if (operator === 'pr') return { operator }
    return { operator: operator as ComparisonOperator, value: this.#parseValue() }
  }

  /** compValue = false / null / true / number / string, in JSON's form */
  #parseValue(): ComparisonValue {
    const token = this.#token
    if (token.kind === 'string' || token.kind === 'number') {
      this.#advance()
      return token.value
    }
    const word = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (word !== 'true' && word !== 'false' && word !== 'null') {
      throw this.#expected('a value (a string in double quotes, a number, true, false or null)')
    }
    this.#advance()
    return word === 'null' ? null : word === 'true'
  }

  #advance(): void {
    const { token, next } = readToken(this.#text, this.#next)
    this.#token = token
    this.#next = next
  }

  #isPunctuation(text: string): boolean {
    return this.#token.kind === 'punctuation' && this.#token.text === text
  }

  #isKeyword(keyword: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toLowerCase() === keyword
  }

  #expectPunctuation(text: string): void {
    if (!this.#isPunctuation(text)) throw this.#expected(JSON.stringify(text))
    this.#advance()
  }

  #enter(): void {
    if (++this.#depth > FILTER_LIMITS.depth) {
      throw new SyntaxProblem(`nested deeper than ${FILTER_LIMITS.depth} levels, at ${this.#token.position}`)
    }
  }

  #expected(what: string): SyntaxProblem {
    const found = this.#token.kind === 'end' ? 'the end' : shorten(this.#token.text)
    return new SyntaxProblem(`expected ${what}, found ${found} at ${this.#token.position}`)
  }
}
