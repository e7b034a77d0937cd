import type { Problem } from '../program/outcome.ts'
import type { Program } from '../program/program.ts'
import { at, bare, children, isFunction, isTypeOnly, list, maybe, type Node, nameOf } from './ast.ts'
import type { LibraryNames } from './index.ts'
import { link, type Origin } from './link.ts'
import { type Module, readModule } from './module.ts'
import { problem } from './problems.ts'
import type { Binding } from './scopes.ts'
import { columnAt, lineAt } from './text.ts'

/** Their constructors are given functions that run in threads. */
const STARTERS = new Set(['Thread', 'Timer'])
/** Their methods are. */
const POOLS = new Set(['ThreadPoolExecutor', 'ThreadPool'])
const POOL_METHODS = new Set([
  ...['submit', 'map', 'apply', 'applyAsync', 'mapAsync', 'starmap', 'starmapAsync', 'imap', 'imapUnordered'],
])

/**
 * Top-level variables that a function assigns which a thread runs, itself or through functions it uses: threads of Weft
 * share no variables, so that no other thread sees what it assigns. Nothing is said of a program that cannot be read.
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

interface Assigned {
  readonly file: number
  readonly binding: Binding
  /** Name of the thread's function. */
  readonly target: string
}

class Finder {
  private readonly origins: readonly ReadonlyMap<string, Origin>[]
  /** Classes of which an instance is a thread. */
  private readonly threads = new Set<Node>()
  private readonly pools = new Set<Binding>()
  private readonly found: Assigned[] = []
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
    return this.found.map(({ file, binding, target }) => this.problemOf(file, binding, target))
  }

  private problemOf(file: number, binding: Binding, target: string): Problem {
    const module = this.modules[file]
    const declaration = module && declarationOf(module, binding)
    const place =
      module && declaration
        ? {
            file: module.path,
            line: lineAt(module.source, declaration.start),
            column: columnAt(module.source, declaration.start),
          }
        : null
    return problem('compile.threadVariable', { name: binding.name, target }, place)
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
      if (run) this.walkFrom(`${nameOf(maybe(node, 'id') ?? node)}.run`, run, file, node)
    }
    for (const child of children(node)) this.findTargets(child, file)
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
    for (const child of children(node)) this.walk(child, file, owner)
  }

  private assignment(node: Node, file: number): void {
    const scopes = this.modules[file]?.scopes
    const binding = scopes?.bindings.get(node)
    if (!scopes?.targets.has(node) || binding?.scope !== scopes.file) return
    if (binding.kind !== 'let' && binding.kind !== 'var') return
    if (this.found.some(known => known.binding === binding)) return
    this.found.push({ file, binding, target: this.target })
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
