import { at, bare, children, isFunction, list, maybe, type Node, nameOf } from './ast.ts'

const ARRAY_METHODS = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
])
const COLLECTION_METHODS = new Set(['set', 'add', 'delete', 'clear'])

/** A change of what a variable holds: `counts.list[0] = …` has the root `counts` and the steps `list` and `null`. */
export interface Change {
  readonly root: Node
  /** Names of the members between the root and what is changed; null where that is computed. */
  readonly steps: readonly (string | null)[]
  /** The method that changes it; null for an assignment to a member of it. */
  readonly method: string | null
}

/** What a node by itself changes within objects that variables hold. */
export function changesOf(node: Node): readonly Change[] {
  if (node.type === 'CallExpression') {
    const callee = bare(at(node, 'callee'))
    if (callee.type !== 'MemberExpression' || callee.computed === true) return []
    return changeOf(at(callee, 'object'), nameOf(at(callee, 'property')))
  }
  return assignedMembers(node).flatMap(member => changeOf(at(member, 'object'), null))
}

/** The members (`object.name`, `object[…]`) that a node by itself assigns, updates or deletes. */
function assignedMembers(node: Node): readonly Node[] {
  if (node.type === 'AssignmentExpression') return membersIn(at(node, 'left'))
  const changed =
    node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
  return changed ? membersIn(at(node, 'argument')) : []
}

function membersIn(target: Node): readonly Node[] {
  const node = bare(target)
  switch (node.type) {
    case 'MemberExpression':
      return [node]
    case 'ArrayPattern':
      return list(node, 'elements').flatMap(membersIn)
    case 'ObjectPattern':
      return list(node, 'properties').flatMap(membersIn)
    case 'Property':
      return membersIn(at(node, 'value'))
    case 'AssignmentPattern':
      return membersIn(at(node, 'left'))
    case 'RestElement':
      return membersIn(at(node, 'argument'))
  }
  return []
}

function changeOf(object: Node, method: string | null): readonly Change[] {
  const steps: (string | null)[] = []
  let root = bare(object)
  for (; root.type === 'MemberExpression'; root = bare(at(root, 'object')))
    steps.unshift(root.computed === true ? null : nameOf(at(root, 'property')))
  return root.type === 'Identifier' ? [{ root, steps, method }] : []
}

type Container = 'array' | 'object' | 'collection'

/**
 * What a variable's first value shows it to hold: an array, an object of fields, or a Map or Set. Null for all else: what the
 * library makes is shared or sent in its own ways.
 */
export function containerOf(value: Node | null, isGlobal: (name: Node) => boolean): Container | null {
  const node = value === null ? null : bare(value)
  if (node?.type === 'ArrayExpression') return 'array'
  if (node?.type === 'ObjectExpression') return 'object'
  if (node?.type !== 'NewExpression') return null
  const callee = bare(at(node, 'callee'))
  if (callee.type !== 'Identifier' || !isGlobal(callee)) return null
  const name = nameOf(callee)
  return name === 'Array' ? 'array' : name === 'Map' || name === 'Set' ? 'collection' : null
}

/** Whether a change is one of the plain value that a variable was given, not of a library's object within it. */
export function changesValue(
  value: Node,
  { steps, method }: Change,
  isGlobal: (name: Node) => boolean,
): boolean {
  let holder: Node | null = value
  for (const step of steps) holder = holder && memberOf(holder, step, isGlobal)
  const container = containerOf(holder, isGlobal)
  if (container === null || method === null) return container !== null
  // A method of an object of fields is the program's own.
  if (container === 'array') return ARRAY_METHODS.has(method)
  return container === 'collection' && COLLECTION_METHODS.has(method)
}

/** What stands in a literal; for an element that is computed the first, where all are alike. */
function memberOf(value: Node, step: string | null, isGlobal: (name: Node) => boolean): Node | null {
  const node = bare(value)
  const properties = node.type === 'ObjectExpression' ? list(node, 'properties') : []
  const named = properties.find(
    one => one.type === 'Property' && one.computed !== true && nameOf(at(one, 'key')) === step,
  )
  if (step !== null) return named ? maybe(named, 'value') : null
  const values =
    node.type === 'ArrayExpression'
      ? list(node, 'elements')
      : properties.map(one => (one.type === 'Property' ? at(one, 'value') : one))
  const [first = null] = values
  const kind = containerOf(first, isGlobal)
  return kind !== null && values.every(one => containerOf(one, isGlobal) === kind) ? first : null
}

/** Fields of `this` that a method assigns, itself or in methods that it calls. */
export function assignedFields(method: Node, methods: ReadonlyMap<string, Node>): readonly Node[] {
  const found: Node[] = []
  const seen = new Set<Node>()
  const walk = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const member of assignedMembers(node)) {
      const setter = methods.has(fieldName(member))
      if (at(member, 'object').type === 'ThisExpression' && member.computed !== true && !setter)
        found.push(at(member, 'property'))
    }
    if (node.type === 'MemberExpression' && at(node, 'object').type === 'ThisExpression') {
      const called = methods.get(fieldName(node))
      if (called) walkBody(called)
    }
    for (const child of children(node)) if (!hasOwnThis(child)) walk(child)
  }
  const walkBody = (of: Node): void => walk(at(of, 'body'))
  walkBody(method)
  return found
}

const fieldName = (member: Node): string => nameOf(at(member, 'property'))

const hasOwnThis = (node: Node): boolean =>
  (isFunction(node) && node.type !== 'ArrowFunctionExpression') || node.type.startsWith('Class')
