import {
  at,
  bare,
  isFunctionValue,
  isTypeOnly,
  isUsing,
  list,
  maybe,
  type Node,
  nameOf,
  patternNames,
} from './ast.ts'
import type { Blocks } from './blocks.ts'
import type { Context } from './context.ts'
import { isConstantEnum, lowerEnum } from './enums.ts'
import { skipBlank, wordsIn } from './text.ts'

/**
 * A file's own statements. Declarations run in every process, statements and initialisers not in a forked child, whose
 * variables are set from outside: that is why constants become variables.
 */
export class Top {
  /** Names whose values a forked child is given. */
  readonly variables: string[] = []
  private readonly guard: string
  private readonly enums = new Set<string>()

  constructor(
    private readonly context: Context,
    private readonly blocks: Blocks,
  ) {
    this.guard = `${context.$}.forked?void 0:`
    this.collect()
  }

  /** Which names are variables: neither functions nor classes that stay as declared. */
  private collect(): void {
    const { scopes, functions, classes, program } = this.context.job.module
    const constant = new Set<string>()
    for (const statement of list(program, 'body')) {
      const node = maybe(statement, 'declaration') ?? statement
      if (node.type !== 'TSEnumDeclaration' || isTypeOnly(node)) continue
      if (isConstantEnum(this.context, node)) this.enums.add(nameOf(at(node, 'id')))
      else constant.add(nameOf(at(node, 'id')))
    }
    for (const name of constant) this.enums.delete(name)
    for (const { name, kind } of scopes.file.names.values()) {
      const stays = kind === 'import' || kind === 'function' || kind === 'class' || this.enums.has(name)
      if (!stays && !functions.has(name) && !classes.has(name)) this.variables.push(name)
    }
  }

  /** Edits one statement; true when it must not run in a forked child. */
  statement(node: Node): boolean {
    const { edits } = this.context
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        edits.blank(node.start, node.end, ';')
        return false
      case 'ExportNamedDeclaration': {
        const declaration = maybe(node, 'declaration')
        if (!declaration || isTypeOnly(declaration)) edits.blank(node.start, node.end, ';')
        else {
          edits.blank(node.start, declaration.start)
          this.statement(declaration)
        }
        return false
      }
      case 'ExportDefaultDeclaration':
        this.defaultExport(node, at(node, 'declaration'))
        return false
      case 'VariableDeclaration':
        if (!isTypeOnly(node)) this.variable(node)
        return false
      case 'TSEnumDeclaration':
        if (!isTypeOnly(node))
          lowerEnum(this.context, node, this.enums.has(nameOf(at(node, 'id'))) ? '' : this.guard)
        return false
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
      case 'EmptyStatement':
        return false
      default:
        return !isTypeOnly(node)
    }
  }

  private variable(node: Node): void {
    const { edits, text } = this.context
    const declarators = list(node, 'declarations')
    const keyword = node.kind === 'var' ? 'var ' : 'let '
    const first = declarators[0]
    if (!first) return
    const call = isUsing(node) ? this.blocks.registration(node) : ''
    const split = declarators.some(({ id }) => (id as Node).type !== 'Identifier')
    edits.replace(node.start, first.start, split ? '' : keyword)
    for (const [index, declarator] of declarators.entries()) {
      const id = at(declarator, 'id')
      const init = maybe(declarator, 'init')
      if (split && index > 0) {
        const comma = skipBlank(text, declarators[index - 1]?.end ?? 0)
        edits.replace(comma, comma + 1, ';')
      }
      if (id.type === 'Identifier') {
        if (split) edits.before(declarator.start, keyword)
        if (init) this.initializer(nameOf(id), init, call)
      } else {
        const names = patternNames(id).map(nameOf).join(',')
        const declare = names === '' ? '' : `${keyword}${names};`
        edits.before(declarator.start, `${declare}if(!${this.context.$}.forked)(`)
        edits.after(declarator.end, ')')
      }
    }
  }

  private initializer(name: string, init: Node, call: string): void {
    const { module } = this.context.job
    if (module.functions.has(name) || module.classes.has(name)) return
    if (isLiteral(init)) return
    if (call) this.context.edits.wrap(init, this.guard + call, ')')
    else this.context.edits.before(init.start, this.guard)
  }

  private defaultExport(node: Node, value: Node): void {
    const { edits, text, $ } = this.context
    const name = `${$}default`
    if (isTypeOnly(value) || this.isTypeName(value)) edits.blank(node.start, node.end, ';')
    else if (value.type === 'FunctionDeclaration' || value.type === 'ClassDeclaration') {
      edits.blank(node.start, value.start)
      if (maybe(value, 'id')) return
      const words = wordsIn(text, value.start, value.end)
      const index = words.findIndex(({ word }) => word === 'function' || word === 'class')
      const word = words[index + 1]?.word === '*' ? words[index + 1] : words[index]
      if (word) edits.before(word.start + word.word.length, ` ${name}`)
    } else {
      const settled = isFunctionValue(bare(value)) || bare(value).type === 'ClassExpression'
      edits.replace(node.start, value.start, `let ${name}=${settled ? '' : this.guard}`)
      if (!settled) this.variables.push(name)
      if (text[node.end - 1] !== ';') edits.after(node.end, ';')
    }
  }

  private isTypeName(node: Node): boolean {
    if (node.type !== 'Identifier' || this.context.binding(node)) return false
    return this.context.job.module.types.has(nameOf(node))
  }
}

/** Values that any process can make for itself. */
function isLiteral(node: Node): boolean {
  const value = bare(node)
  if (value.type === 'UnaryExpression') return isLiteral(at(value, 'argument'))
  if (value.type === 'TemplateLiteral') return list(value, 'expressions').length === 0
  return value.type === 'Literal' && value.regex === undefined
}
