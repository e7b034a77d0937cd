import type { Program } from '../program/program.ts'
import { at, bare, children, isFunction, isNode, list, maybe, type Node, nameOf } from './ast.ts'
import { type Module, readModule } from './module.ts'
import type { Binding } from './scopes.ts'
import { containerOf } from './threadChanges.ts'
import { declarationOf } from './threadVariables.ts'

/** A stretch of a file's text, by UTF-16 offsets, and what to put in its place. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The edits that turn the top-level variable `name` of a file into a field of `shared({ … })`, which the threads of a process
 * share: its declaration, every use of it, and the import; in order, none touching another. Null where that takes more than
 * edits of this file (an exported variable), or where its declaration is not a plain one. Of a constant the value alone is
 * shared: `const results = shared([])`; null where that is no array or object literal. What holds functions, Maps or Sets can't
 * be shared.
 */
export function shareVariable(program: Program, path: string, name: string): readonly TextEdit[] | null {
  const file = program.files.find(file => file.path === path)
  const module = file === undefined ? null : readModule(path, file.text).module
  const binding = module?.scopes.file.names.get(name)
  if (!module || !binding) return null
  if (binding.kind === 'const') return wrapValue(module, binding)
  if (binding.kind !== 'let' && binding.kind !== 'var') return null
  if (binding.declarations !== 1 || module.exports.some(({ local }) => local === name)) return null
  const place = placeOf(module, binding)
  const init = place === null ? null : maybe(place.declarator, 'init')
  if (place === null || (init !== null && holdsUnshareable(module, init))) return null
  const field = fieldOf(module, place.declarator)
  const into = sharedBefore(module, place.statement)
  const literal = /^[\w.'"`-]*$/.test(field)
  const edits: TextEdit[] = []
  let holder: string
  if (into !== null && literal) {
    holder = into.name
    const comma = into.empty ? ' ' : ', '
    edits.push({ start: into.end, end: into.end, text: `${comma}${name}: ${field}${into.empty ? ' ' : ''}` })
    edits.push(removal(module, place))
  } else {
    holder = freeName(module, ['state', 'sharedState'])
    const call = importOf(module, edits)
    edits.push(...replacement(module, place, `const ${holder} = ${call}({ ${name}: ${field} })`))
  }
  for (const [node, known] of module.scopes.bindings) {
    if (known !== binding || node === place.id) continue
    edits.push({ start: node.start, end: node.start + name.length, text: `${holder}.${name}` })
  }
  return withLongShorthands(module, edits).sort((a, b) => a.start - b.start)
}

function wrapValue(module: Module, binding: Binding): readonly TextEdit[] | null {
  const place = placeOf(module, binding)
  const init = place === null ? null : maybe(place.declarator, 'init')
  const type = init === null ? '' : bare(init).type
  if (init === null || (type !== 'ArrayExpression' && type !== 'ObjectExpression')) return null
  if (holdsUnshareable(module, init)) return null
  const edits: TextEdit[] = []
  const call = importOf(module, edits)
  edits.push({ start: init.start, end: init.start, text: `${call}(` })
  edits.push({ start: init.end, end: init.end, text: ')' })
  return edits.sort((a, b) => a.start - b.start)
}

function holdsUnshareable(module: Module, value: Node): boolean {
  const isGlobal = (name: Node) => !module.scopes.bindings.has(name)
  return (
    isFunction(value) ||
    containerOf(value, isGlobal) === 'collection' ||
    children(value).some(child => holdsUnshareable(module, child))
  )
}

interface Place {
  readonly statement: Node
  readonly declarators: readonly Node[]
  readonly declarator: Node
  readonly id: Node
}

function placeOf(module: Module, binding: Binding): Place | null {
  const id = declarationOf(module, binding)
  for (const outer of list(module.program, 'body')) {
    const statement = outer.type === 'ExportNamedDeclaration' ? maybe(outer, 'declaration') : outer
    if (statement?.type !== 'VariableDeclaration') continue
    const declarators = list(statement, 'declarations')
    const declarator = declarators.find(one => at(one, 'id') === id)
    if (declarator && id) return { statement, declarators, declarator, id }
  }
  return null
}

/** What stands before the field's value; a type that the value alone would not tell is kept. */
function fieldOf({ source: { text } }: Module, declarator: Node): string {
  const init = maybe(declarator, 'init')
  const annotation = maybe(at(declarator, 'id'), 'typeAnnotation')
  const type = annotation === null ? null : maybe(annotation, 'typeAnnotation')
  const typeText = type === null ? null : text.slice(type.start, type.end)
  if (init === null) return typeText === null ? 'undefined' : `undefined as ${typeText} | undefined`
  const value = text.slice(init.start, init.end)
  const plain = typeText === null || typeof bare(init).value === typeText
  return plain ? value : `${/^[\w.'"`]*$/.test(value) ? value : `(${value})`} as ${typeText}`
}

interface SharedObject {
  readonly name: string
  /** Where another field can be put. */
  readonly end: number
  readonly empty: boolean
}

/** A `const … = shared({ … })` that stands before a statement. */
function sharedBefore(module: Module, before: Node): SharedObject | null {
  const local = sharedImport(module)?.local
  if (local === undefined) return null
  for (const statement of list(module.program, 'body')) {
    if (statement.start >= before.start) break
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue
    for (const one of list(statement, 'declarations')) {
      const init = maybe(one, 'init')
      const call = init === null ? null : bare(init)
      if (call?.type !== 'CallExpression' || nameOf(at(call, 'callee')) !== local) continue
      const [object] = list(call, 'arguments').map(bare)
      if (object?.type !== 'ObjectExpression' || at(one, 'id').type !== 'Identifier') continue
      const last = list(object, 'properties').at(-1)
      return { name: nameOf(at(one, 'id')), end: last?.end ?? object.start + 1, empty: last === undefined }
    }
  }
  return null
}

/** Edits that put a statement in the place of one declaration, among others in the same statement perhaps. */
function replacement(module: Module, place: Place, text: string): TextEdit[] {
  const { statement, declarators } = place
  const semicolon = module.source.text.slice(statement.start, statement.end).endsWith(';') ? ';' : ''
  if (declarators.length === 1) {
    return [{ start: statement.start, end: statement.end, text: `${text}${semicolon}` }]
  }
  return [removal(module, place), { start: statement.end, end: statement.end, text: `\n${text}${semicolon}` }]
}

function removal({ source: { text } }: Module, place: Place): TextEdit {
  const { statement, declarators, declarator } = place
  if (declarators.length === 1) {
    const end = text[statement.end] === '\n' ? statement.end + 1 : statement.end
    return { start: statement.start, end, text: '' }
  }
  const index = declarators.indexOf(declarator)
  const before = declarators[index - 1]
  const after = declarators[index + 1]
  if (before) return { start: before.end, end: declarator.end, text: '' }
  return { start: declarator.start, end: after?.start ?? declarator.end, text: '' }
}

function sharedImport({ imports }: Module): { readonly local: string } | undefined {
  return imports
    .filter(({ specifier }) => specifier === 'threading')
    .flatMap(({ names }) => names)
    .find(({ imported }) => imported === 'shared')
}

/** What `shared` is called in the file; adds the edit that imports it where it is not imported. */
function importOf(module: Module, edits: TextEdit[]): string {
  const known = sharedImport(module)
  if (known) return known.local
  const local = freeName(module, ['shared', 'sharedFields'])
  const name = local === 'shared' ? local : `shared as ${local}`
  const statements = list(module.program, 'body')
  for (const statement of statements) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue
    const last = list(statement, 'specifiers').at(-1)
    if (nameOf(at(statement, 'source')) !== 'threading' || last?.type !== 'ImportSpecifier') continue
    edits.push({ start: last.end, end: last.end, text: `, ${name}` })
    return local
  }
  const first = statements[0]?.start ?? 0
  edits.push({ start: first, end: first, text: `import { ${name} } from 'threading'\n` })
  return local
}

/** The first of the names that nothing in the file has; else a numbered one. */
function freeName({ scopes }: Module, wanted: readonly string[]): string {
  const taken = new Set([...scopes.free, ...[...scopes.bindings.values()].map(({ name }) => name)])
  const [first = 'state'] = wanted
  const free = wanted.find(name => !taken.has(name))
  for (let number = 2; free === undefined; number++)
    if (!taken.has(`${first}${number}`)) return `${first}${number}`
  return free
}

/** `{ counter }` has to become `{ counter: state.counter }`. */
function withLongShorthands(module: Module, edits: readonly TextEdit[]): TextEdit[] {
  const shorthands = new Map<number, string>()
  const look = (node: Node): void => {
    if (node.type === 'Property' && node.shorthand === true && isNode(node.value))
      shorthands.set(node.start, nameOf(at(node, 'key')))
    for (const child of children(node)) look(child)
  }
  look(module.program)
  return edits.map(edit => {
    const key = edit.end > edit.start ? shorthands.get(edit.start) : undefined
    return key === undefined ? edit : { ...edit, text: `${key}: ${edit.text}` }
  })
}
