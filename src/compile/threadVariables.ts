import type { Problem } from '../program/outcome.ts'
import type { Program } from '../program/program.ts'
import { at, bare, children, isFunction, isTypeOnly, list, maybe, type Node, nameOf } from './ast.ts'
import type { LibraryNames } from './index.ts'
import { link, type Origin } from './link.ts'
import { type Module, readModule } from './module.ts'
import { type ProblemCode, problem } from './problems.ts'
import type { Binding } from './scopes.ts'
import { columnAt, lineAt } from './text.ts'
import { assignedFields, type Change, changesOf, changesValue, containerOf } from './threadChanges.ts'

/** Their constructors are given functions that run in threads. */
const STARTERS = new Set(['Thread', 'Timer'])
/** Their methods are. */
const POOLS = new Set(['ThreadPoolExecutor', 'ThreadPool'])
const POOL_METHODS = new Set([
  ...['submit', 'map', 'apply', 'applyAsync', 'mapAsync', 'starmap', 'starmapAsync', 'imap', 'imapUnordered'],
])

/** Properties of a Thread that may be set at any time. */
const OWN_FIELDS = new Set(['name', 'daemon'])

/**
 * Top-level variables that a function assigns which a thread runs, itself or through functions it uses, and arrays, objects,
 * Maps and Sets in such variables that it changes: threads of Weft share no variables, so that no other thread sees what it
 * does. So it is with the fields of a Thread that its run() assigns. Nothing is said of a program that cannot be read.
 *
 * Uses are followed by name, so that a function counts as run where it is only mentioned; what is reached through
 * properties of objects is not followed.
 */
export function findThreadVariables(program: Program, library: LibraryNames): readonly Problem[] {
  if (program.language !== 'ts') return []
  const modules: Module[] = []
  for (const { path, text } of program.files) {
    const { module } = readModule(path, text)
    if (module === null) return []
    modules.push(module)
  }
  return new Finder(modules, library).run()
}

const ASSIGNED = 'compile.threadVariable'
const FIELD = 'compile.threadField'

interface Found {
  readonly code: ProblemCode
  readonly file: number
  /** None for a field. */
  readonly binding: Binding | null
  /** Name of the variable or field. */
  readonly name: string
  /** Name of the thread's function, of the class for a field. */
  readonly target: string
  readonly node: Node | undefined
}

class Finder {
  private readonly origins: readonly ReadonlyMap<string, Origin>[]
  /** Classes of which an instance is a thread. */
  private readonly threads = new Set<Node>()
  private readonly pools = new Set<Binding>()
  private readonly found: Found[] = []
  private target = ''
  private seen = new Set<Node>()

  constructor(
    private readonly modules: readonly Module[],
    library: LibraryNames,
  ) {
    const linked = link(
      modules,
      library.modules,
      modules.map(() => () => undefined),
    )
    this.origins = linked.modules.map(
      ({ imports }) => new Map(imports.map(({ local, origin }) => [local, origin])),
    )
  }

  run(): readonly Problem[] {
    // A class may extend one of a file that comes later.
    for (let known = -1; known < this.threads.size; ) {
      known = this.threads.size
      for (const [file, { program }] of this.modules.entries()) this.findClasses(program, file)
    }
    for (const [file, { program }] of this.modules.entries()) this.findPools(program, file)
    for (const [file, { program }] of this.modules.entries()) this.findTargets(program, file)
    const assigned = new Set(this.found.filter(({ code }) => code === ASSIGNED).map(({ binding }) => binding))
    return this.found
      .filter(({ code, binding }) => code === ASSIGNED || binding === null || !assigned.has(binding))
      .map(found => this.problemOf(found))
  }

  private problemOf({ code, file, name, target, node }: Found): Problem {
    const module = this.modules[file]
    const place =
      module && node
        ? {
            file: module.path,
            line: lineAt(module.source, node.start),
            column: columnAt(module.source, node.start),
          }
        : null
    const params = code === FIELD ? { field: name, class: target } : { name, target }
    return problem(code, params, place)
  }

  private note(code: ProblemCode, file: number, binding: Binding): void {
    const module = this.modules[file]
    if (!module || this.found.some(known => known.binding === binding && known.code === code)) return
    const node = declarationOf(module, binding)
    this.found.push({ code, file, binding, name: binding.name, target: this.target, node })
  }

  private findClasses(node: Node, file: number): void {
    if (isTypeOnly(node)) return
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      const parent = maybe(node, 'superClass')
      if (parent !== null && this.isThreadClass(parent, file)) this.threads.add(node)
    }
    for (const child of children(node)) this.findClasses(child, file)
  }

  private isThreadClass(node: Node, file: number): boolean {
    const name = this.libraryName(node, file)
    if (name !== null) return STARTERS.has(name)
    const [declared] = this.declared(node, file)
    return declared !== undefined && this.threads.has(declared.node)
  }

  /** Variables and parameters that hold a pool of threads. */
  private findPools(node: Node, file: number): void {
    if (isTypeOnly(node)) return
    if (node.type === 'VariableDeclarator') {
      const init = maybe(node, 'init')
      if (init !== null && this.makesPool(init, file)) this.notePool(at(node, 'id'), file)
    }
    if (node.type === 'Identifier') {
      const annotation = maybe(node, 'typeAnnotation')
      const type = annotation === null ? null : maybe(annotation, 'typeAnnotation')
      const named = type?.type === 'TSTypeReference' ? maybe(type, 'typeName') : null
      if (named !== null && this.importsPool(nameOf(named), file)) this.notePool(node, file)
    }
    for (const child of children(node)) this.findPools(child, file)
  }

  private notePool(id: Node, file: number): void {
    const binding = this.modules[file]?.scopes.bindings.get(id)
    if (binding) this.pools.add(binding)
  }

  /** An import that is used as a type alone stands for nothing at run time: its line says what it is. */
  private importsPool(local: string, file: number): boolean {
    const names = this.modules[file]?.imports.flatMap(line => line.names) ?? []
    return names.some(one => one.local === local && POOLS.has(one.imported))
  }

  private makesPool(node: Node, file: number): boolean {
    const made = bare(node)
    const name = made.type === 'NewExpression' ? this.libraryName(at(made, 'callee'), file) : null
    return name !== null && POOLS.has(name)
  }

  private isPool(node: Node, file: number): boolean {
    const object = bare(node)
    const binding = this.modules[file]?.scopes.bindings.get(object)
    return (binding !== undefined && this.pools.has(binding)) || this.makesPool(object, file)
  }

  /** Walks from everything that runs in a thread. */
  private findTargets(node: Node, file: number): void {
    if (isTypeOnly(node)) return
    if (node.type === 'NewExpression') {
      const callee = at(node, 'callee')
      const name = this.libraryName(callee, file)
      if (name !== null ? STARTERS.has(name) || POOLS.has(name) : this.isThreadClass(callee, file)) {
        for (const argument of list(node, 'arguments')) this.begin(argument, file)
      }
    }
    if (node.type === 'CallExpression') {
      const callee = bare(at(node, 'callee'))
      if (callee.type === 'MemberExpression' && POOL_METHODS.has(nameOf(at(callee, 'property')))) {
        if (this.isPool(at(callee, 'object'), file))
          for (const argument of list(node, 'arguments')) this.begin(argument, file)
      }
    }
    if (this.threads.has(node)) {
      const run = methodsOf(node).get('run')
      if (run) {
        this.walkFrom(`${nameOf(maybe(node, 'id') ?? node)}.run`, run, file, node)
        this.findFields(node, run, file)
      }
    }
    for (const child of children(node)) this.findTargets(child, file)
  }

  private findFields(node: Node, run: Node, file: number): void {
    const target = nameOf(maybe(node, 'id') ?? node)
    const names = new Set(OWN_FIELDS)
    for (const field of assignedFields(run, methodsOf(node))) {
      const name = `${field.type === 'PrivateIdentifier' ? '#' : ''}${nameOf(field)}`
      if (names.has(name)) continue
      names.add(name)
      this.found.push({ code: FIELD, file, binding: null, name, target, node: field })
    }
  }

  /** An argument: a function, a name of one, or options among which it is. */
  private begin(node: Node, file: number): void {
    const value = bare(node)
    if (isFunction(value)) this.walkFrom(nameOf(maybe(value, 'id') ?? value), value, file, null)
    else if (value.type === 'Identifier') {
      for (const { node, file: home } of this.declared(value, file))
        if (isFunction(node)) this.walkFrom(nameOf(value), node, home, null)
    } else if (value.type === 'ObjectExpression') {
      for (const property of list(value, 'properties')) {
        const inner = property.type === 'Property' ? maybe(property, 'value') : null
        if (inner) this.begin(inner, file)
      }
    }
  }

  private walkFrom(target: string, node: Node, file: number, owner: Node | null): void {
    this.target = target
    this.seen = new Set()
    this.walk(node, file, owner)
  }

  /** `owner`: the class whose method this is. */
  private walk(node: Node, file: number, owner: Node | null): void {
    if (this.seen.has(node) || isTypeOnly(node)) return
    this.seen.add(node)
    if (node.type === 'Identifier') {
      this.assignment(node, file)
      for (const { node: declared, file: home } of this.declared(node, file))
        this.walk(declared, home, declared.type.startsWith('Class') ? declared : null)
    }
    if (node.type === 'MemberExpression' && at(node, 'object').type === 'ThisExpression' && owner !== null) {
      const method = methodsOf(owner).get(nameOf(at(node, 'property')))
      if (method) this.walk(method, file, owner)
    }
    for (const change of changesOf(node)) this.change(change, file)
    for (const child of children(node)) this.walk(child, file, owner)
  }

  private change(change: Change, file: number): void {
    const { binding, home } = this.variable(change.root, file)
    const module = this.modules[home]
    const value = module && binding ? initialValue(module, binding) : null
    if (!module || !binding || value === null) return
    const isGlobal = (name: Node) => !module.scopes.bindings.has(name)
    if (!changesValue(value, change, isGlobal)) return
    const isCollection = containerOf(value, isGlobal) === 'collection'
    this.note(isCollection ? 'compile.threadCollection' : 'compile.threadObject', home, binding)
  }

  /** The top-level variable that a name stands for, and its file: another where it is imported. */
  private variable(
    node: Node,
    file: number,
  ): { readonly binding: Binding | undefined; readonly home: number } {
    const scopes = this.modules[file]?.scopes
    const binding = scopes?.bindings.get(node)
    if (binding?.scope !== scopes?.file) return { binding: undefined, home: file }
    const origin = binding?.kind === 'import' ? this.origins[file]?.get(binding.name) : undefined
    if (origin?.kind !== 'file') return { binding, home: file }
    return { binding: this.modules[origin.file]?.scopes.file.names.get(origin.local), home: origin.file }
  }

  private assignment(node: Node, file: number): void {
    const scopes = this.modules[file]?.scopes
    const binding = scopes?.bindings.get(node)
    if (!scopes?.targets.has(node) || binding?.scope !== scopes.file) return
    if (binding.kind !== 'let' && binding.kind !== 'var') return
    this.note(ASSIGNED, file, binding)
  }

  /** The functions and classes that a name stands for, where its file says so: a local one, a top-level one, an import. */
  private declared(node: Node, file: number): readonly { readonly node: Node; readonly file: number }[] {
    const module = this.modules[file]
    const binding = node.type === 'Identifier' ? module?.scopes.bindings.get(node) : undefined
    if (!module || !binding) return []
    if (binding.scope === module.scopes.file) {
      const origin = binding.kind === 'import' ? this.origins[file]?.get(binding.name) : undefined
      const home = origin?.kind === 'file' ? origin.file : file
      const name = origin?.kind === 'file' ? origin.local : binding.name
      const target = this.modules[home]
      const found = target?.functions.get(name) ?? target?.classes.get(name)
      return found ? [{ node: found, file: home }] : []
    }
    const local = localValue(module, binding)
    return local === null ? [] : [{ node: local, file }]
  }

  /** The name by which the library exports what an expression stands for: `Thread` for `threading.Thread`. */
  private libraryName(node: Node, file: number): string | null {
    const value = bare(node)
    const object = value.type === 'MemberExpression' ? at(value, 'object') : value
    const origin = object.type === 'Identifier' ? this.origins[file]?.get(nameOf(object)) : undefined
    const binding = this.modules[file]?.scopes.bindings.get(object)
    if (origin?.kind !== 'library' || binding?.kind !== 'import') return null
    return object === value ? origin.name : nameOf(at(value, 'property'))
  }
}

/** The identifier with which a variable is declared. */
export function declarationOf({ scopes }: Module, binding: Binding): Node | undefined {
  let first: Node | undefined
  for (const [node, known] of scopes.bindings)
    if (known === binding && (first === undefined || node.start < first.start)) first = node
  return first
}

/** What the declaration of a top-level variable gives it. */
function initialValue({ program }: Module, { name, kind, declarations }: Binding): Node | null {
  if (declarations !== 1 || (kind !== 'const' && kind !== 'let' && kind !== 'var')) return null
  for (const statement of list(program, 'body')) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? maybe(statement, 'declaration') : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const one of list(declaration, 'declarations')) {
      const id = at(one, 'id')
      if (id.type === 'Identifier' && nameOf(id) === name) return maybe(one, 'init')
    }
  }
  return null
}

/** A function that a block or a function declares, or keeps in a constant. */
function localValue({ program }: Module, { name, scope, kind }: Binding): Node | null {
  if (scope.kind === 'file' || (kind !== 'function' && kind !== 'const')) return null
  let found: Node | null = null
  const look = (node: Node): void => {
    if (node.type === 'FunctionDeclaration' && nameOf(maybe(node, 'id') ?? node) === name) found = node
    if (node.type === 'VariableDeclarator' && nameOf(at(node, 'id')) === name) {
      const init = maybe(node, 'init')
      if (init && isFunction(bare(init))) found = bare(init)
    }
    for (const child of children(node)) look(child)
  }
  look(program)
  return found
}

function methodsOf(node: Node): ReadonlyMap<string, Node> {
  const members = list(at(node, 'body'), 'body').filter(member => member.computed !== true)
  const named = members.flatMap(member => {
    const value = maybe(member, 'value')
    return value && isFunction(value) ? [[nameOf(at(member, 'key')), value] as const] : []
  })
  return new Map(named)
}
