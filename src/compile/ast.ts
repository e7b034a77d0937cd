/** A syntax node as acorn and its TypeScript plugin make it; fields by name through the helpers below. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** A field that the grammar promises to be there. */
export const at = (node: Node, field: string): Node => node[field] as Node

/** A field that may be missing. */
export const maybe = (node: Node, field: string): Node | null => {
  const value = node[field]
  return isNode(value) ? value : null
}

/** A field that holds a list; holes of arrays are left out. */
export const list = (node: Node, field: string): readonly Node[] => {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export const nameOf = (node: Node): string => String(node.name ?? node.value ?? '')

const TYPE_FIELDS = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeParameters',
  'implements',
  'loc',
])

/** Expressions that TypeScript wraps around others and that vanish with the types. */
const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

const RUNTIME_TS = new Set([...WRAPPERS, 'TSParameterProperty', 'TSEnumDeclaration', 'TSEnumMember'])

export const isWrapper = (node: Node): boolean => WRAPPERS.has(node.type)

/** True for syntax that exists for the type checker alone. */
export const isTypeOnly = (node: Node): boolean =>
  (node.type.startsWith('TS') && !RUNTIME_TS.has(node.type)) || node.declare === true

/** The children that exist at run time, in source order of their fields. */
export function children(node: Node): Node[] {
  const found: Node[] = []
  for (const field in node) {
    if (TYPE_FIELDS.has(field)) continue
    const value = node[field]
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item)
    } else if (isNode(value)) found.push(value)
  }
  return found
}

/** The expression within parentheses and type wrappers. */
export function bare(node: Node): Node {
  let inner = node
  while (inner.type === 'ParenthesizedExpression' || isWrapper(inner)) inner = at(inner, 'expression')
  return inner
}

export const isFunction = (node: Node): boolean =>
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'FunctionExpression' ||
  node.type === 'FunctionDeclaration'

export const isFunctionValue = (node: Node): boolean =>
  isFunction(node) && node.type !== 'FunctionDeclaration'

export const isLoop = (node: Node): boolean => LOOPS.has(node.type)
const LOOPS = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
])

/** The identifiers that a binding pattern declares. */
export function patternNames(pattern: Node, found: Node[] = []): Node[] {
  switch (pattern.type) {
    case 'Identifier':
      found.push(pattern)
      break
    case 'ObjectPattern':
      for (const property of list(pattern, 'properties'))
        patternNames(property.type === 'RestElement' ? property : at(property, 'value'), found)
      break
    case 'ArrayPattern':
      for (const element of list(pattern, 'elements')) patternNames(element, found)
      break
    case 'AssignmentPattern':
      patternNames(at(pattern, 'left'), found)
      break
    case 'RestElement':
      patternNames(at(pattern, 'argument'), found)
      break
    case 'TSParameterProperty':
      patternNames(at(pattern, 'parameter'), found)
      break
  }
  return found
}

export const isUsing = (node: Node): boolean => node.kind === 'using' || node.kind === 'await using'

/** How many statements at the start of a body are directives. */
export function directives(body: readonly Node[]): number {
  let count = 0
  while (typeof body[count]?.directive === 'string') count++
  return count
}
