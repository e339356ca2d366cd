/** What parseFilter and parsePath yield (RFC 7644 figure 1 and section 3.5.2). Names as typed; nothing is looked up here. */

export interface AttributePath {
  readonly kind: 'AttributePath'
  /** URN in front of the name, as typed; undefined when the name stands alone. */
  readonly schema: string | undefined
  readonly name: string
  readonly subAttribute: string | undefined
}

export type ComparisonOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type ComparisonValue = string | number | boolean | null

export interface ComparisonExpression {
  readonly kind: 'ComparisonExpression'
  readonly attribute: AttributePath
  readonly operator: ComparisonOperator
  readonly value: ComparisonValue
}
export interface PresenceExpression {
  readonly kind: 'PresenceExpression'
  readonly attribute: AttributePath
}
export interface LogicalExpression {
  readonly kind: 'LogicalExpression'
  readonly operator: 'and' | 'or'
  readonly operands: readonly Filter[]
}
export interface NotExpression {
  readonly kind: 'NotExpression'
  readonly operand: Filter
}
/** `emails[type eq "work"]`, and with what may follow: `emails[type eq "work"].value eq "x"` (Entra), `….value pr`. */
export interface ValuePath {
  readonly kind: 'ValuePath'
  readonly attribute: AttributePath
  readonly filter: Filter
  readonly comparison:
    | { readonly subAttribute: string; readonly operator: ComparisonOperator; readonly value: ComparisonValue }
    | { readonly subAttribute: string; readonly operator: 'pr' }
    | undefined
}
export type Filter = ComparisonExpression | PresenceExpression | LogicalExpression | NotExpression | ValuePath

/** A PATCH path: `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with an optional URN in front; or a bare extension URN. */
export interface PatchPath {
  readonly kind: 'PatchPath'
  readonly attribute: AttributePath
  readonly filter: Filter | undefined
  readonly subAttribute: string | undefined
}
