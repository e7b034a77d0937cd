import type { Problem } from '../program/outcome.ts'
import {
  at,
  bare,
  children,
  isFunctionValue,
  isTypeOnly,
  list,
  maybe,
  type Node,
  nameOf,
  patternNames,
} from './ast.ts'
import { checkSyntax } from './checks.ts'
import { parse } from './parse.ts'
import { problem, type Report } from './problems.ts'
import { analyzeScopes, type Binding, type Scopes } from './scopes.ts'
import { columnAt, lineAt, type SourceText, sourceText } from './text.ts'

/** `import { imported as local } from specifier`; `*` stands for the namespace. */
export interface ImportLine {
  readonly specifier: string
  readonly offset: number
  readonly names: readonly { readonly imported: string; readonly local: string; readonly offset: number }[]
}

export interface ExportLine {
  readonly exported: string
  /** A name of this file (`''`: the default expression), or what another module exports. */
  readonly local: string | null
  readonly from: { readonly specifier: string; readonly name: string } | null
  readonly offset: number
}

/** One file, parsed and understood; nothing in it depends on other files. */
export interface Module {
  readonly path: string
  readonly source: SourceText
  readonly program: Node
  readonly scopes: Scopes
  readonly imports: readonly ImportLine[]
  readonly exports: readonly ExportLine[]
  readonly stars: readonly { readonly specifier: string; readonly offset: number }[]
  /** Names of interfaces, type aliases and the like. */
  readonly types: ReadonlySet<string>
  /** Top-level names that hold a function, from their declaration on and for good. */
  readonly functions: ReadonlyMap<string, Node>
  /** The same for classes. */
  readonly classes: ReadonlyMap<string, Node>
  readonly awaits: boolean
}

/** A file as far as it got: its problems, and the module unless it could not be read. */
export interface ReadModule {
  readonly module: Module | null
  readonly problems: readonly Problem[]
}

export function readModule(path: string, text: string): ReadModule {
  const source = sourceText(text)
  const problems: Problem[] = []
  const report: Report = (code, params, offset) => {
    problems.push(
      problem(code, params, { file: path, line: lineAt(source, offset), column: columnAt(source, offset) }),
    )
  }
  const program = parse(source, report)
  if (!program) return { module: null, problems }
  checkSyntax(program, report)
  const scopes = analyzeScopes(program)
  const reader = new Reader(scopes)
  for (const statement of list(program, 'body')) reader.read(statement)
  const { imports, exports, stars, types, functions, classes } = reader
  const awaits = list(program, 'body').some(awaitsAtTop)
  return {
    module: { path, source, program, scopes, imports, exports, stars, types, functions, classes, awaits },
    problems,
  }
}

class Reader {
  readonly imports: ImportLine[] = []
  readonly exports: ExportLine[] = []
  readonly stars: { specifier: string; offset: number }[] = []
  readonly types = new Set<string>()
  readonly functions = new Map<string, Node>()
  readonly classes = new Map<string, Node>()

  constructor(private readonly scopes: Scopes) {}

  read(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
        this.importLine(node)
        break
      case 'ExportNamedDeclaration':
        this.exportLine(node)
        break
      case 'ExportDefaultDeclaration':
        this.defaultExport(at(node, 'declaration'))
        break
      case 'ExportAllDeclaration':
        this.star(node)
        break
      default:
        this.declaration(node)
    }
  }

  private importLine(node: Node): void {
    const all = list(node, 'specifiers')
    if (node.importKind === 'type') {
      for (const specifier of all) this.types.add(nameOf(at(specifier, 'local')))
      return
    }
    const names: ImportLine['names'][number][] = []
    for (const specifier of all) {
      const local = nameOf(at(specifier, 'local'))
      if (specifier.importKind === 'type') this.types.add(local)
      else {
        const imported =
          specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : specifier.type === 'ImportNamespaceSpecifier'
              ? '*'
              : nameOf(at(specifier, 'imported'))
        names.push({ imported, local, offset: specifier.start })
      }
    }
    if (names.length > 0 || all.length === 0)
      this.imports.push({ specifier: nameOf(at(node, 'source')), offset: at(node, 'source').start, names })
  }

  private exportLine(node: Node): void {
    const declaration = maybe(node, 'declaration')
    if (declaration) {
      this.declaration(declaration)
      if (isTypeOnly(declaration)) return
      const ids =
        declaration.type === 'VariableDeclaration'
          ? list(declaration, 'declarations').flatMap(one => patternNames(at(one, 'id')))
          : [at(declaration, 'id')]
      for (const id of ids)
        this.exports.push({ exported: nameOf(id), local: nameOf(id), from: null, offset: id.start })
      return
    }
    if (node.exportKind === 'type') return
    const source = maybe(node, 'source')
    for (const one of list(node, 'specifiers')) {
      if (one.exportKind === 'type') continue
      const local = nameOf(at(one, 'local'))
      this.exports.push({
        exported: nameOf(at(one, 'exported')),
        local: source ? null : local,
        from: source ? { specifier: nameOf(source), name: local } : null,
        offset: one.start,
      })
    }
  }

  private defaultExport(node: Node): void {
    if (isTypeOnly(node)) return
    this.declaration(node)
    const id =
      node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' ? maybe(node, 'id') : null
    if (node.type === 'FunctionDeclaration' && !id) this.functions.set('', node)
    else if (node.type === 'ClassDeclaration' && !id) this.classes.set('', node)
    else if (isFunctionValue(bare(node))) this.functions.set('', bare(node))
    else if (bare(node).type === 'ClassExpression') this.classes.set('', bare(node))
    const local = id ? nameOf(id) : ''
    this.exports.push({ exported: 'default', local, from: null, offset: node.start })
  }

  private star(node: Node): void {
    if (node.exportKind === 'type') return
    const specifier = nameOf(at(node, 'source'))
    const exported = maybe(node, 'exported')
    const offset = at(node, 'source').start
    if (exported)
      this.exports.push({ exported: nameOf(exported), local: null, from: { specifier, name: '*' }, offset })
    else this.stars.push({ specifier, offset })
  }

  private declaration(node: Node): void {
    if (isTypeOnly(node)) {
      const id = maybe(node, 'id')
      if (id) this.types.add(nameOf(id))
    } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      const id = maybe(node, 'id')
      const table = node.type === 'FunctionDeclaration' ? this.functions : this.classes
      if (id && this.settled(id)) table.set(nameOf(id), node)
    } else if (node.type === 'VariableDeclaration' && node.kind !== 'var') {
      for (const one of list(node, 'declarations')) {
        const id = at(one, 'id')
        const init = maybe(one, 'init')
        if (!init || id.type !== 'Identifier' || !this.settled(id)) continue
        const value = bare(init)
        if (isFunctionValue(value)) this.functions.set(nameOf(id), value)
        else if (value.type === 'ClassExpression') this.classes.set(nameOf(id), value)
      }
    }
  }

  private settled(id: Node): boolean {
    const binding: Binding | undefined = this.scopes.bindings.get(id)
    return binding !== undefined && !binding.assigned && binding.declarations === 1
  }
}

function awaitsAtTop(node: Node): boolean {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await === true)) return true
  if (node.type === 'VariableDeclaration' && node.kind === 'await using') return true
  if (/Function|StaticBlock/.test(node.type) || isTypeOnly(node)) return false
  return children(node).some(awaitsAtTop)
}
