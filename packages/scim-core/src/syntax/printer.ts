import type { AttributePath, Filter, PatchPath } from './ast.ts'

/** Renders a filter; parseFilter gives the same tree back. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'ComparisonExpression':
      return `${printAttributePath(filter.attribute)} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'PresenceExpression':
      return `${printAttributePath(filter.attribute)} pr`
    case 'NotExpression':
      return `not (${printFilter(filter.operand)})`
    case 'LogicalExpression':
      return filter.operands.map((each) => printOperand(each, filter.operator)).join(` ${filter.operator} `)
    case 'ValuePath': {
      const path = `${printAttributePath(filter.attribute)}[${printFilter(filter.filter)}]`
      const rest = filter.comparison
      if (rest === undefined) return path
      return rest.operator === 'pr'
        ? `${path}.${rest.subAttribute} pr`
        : `${path}.${rest.subAttribute} ${rest.operator} ${JSON.stringify(rest.value)}`
    }
  }
}

/** Brackets where the tree differs from what precedence alone would give. */
function printOperand(operand: Filter, parent: 'and' | 'or'): string {
  const text = printFilter(operand)
  if (operand.kind !== 'LogicalExpression') return text
  return parent === 'or' && operand.operator === 'and' ? text : `(${text})`
}

export function printPath(path: PatchPath): string {
  const filter = path.filter === undefined ? '' : `[${printFilter(path.filter)}]`
  const sub = path.subAttribute === undefined ? '' : `.${path.subAttribute}`
  return `${printAttributePath(path.attribute)}${filter}${sub}`
}

export function printAttributePath(path: AttributePath): string {
  const name = path.subAttribute === undefined ? path.name : `${path.name}.${path.subAttribute}`
  if (path.schema === undefined) return name
  return name === '' ? path.schema : `${path.schema}:${name}`
}
