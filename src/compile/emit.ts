import type { ClosureEntry, FunctionEntry } from '../program/compiled.ts'
import type { SourcePlace } from '../program/program.ts'
import { at, children, isLoop, isTypeOnly, list, maybe, type Node } from './ast.ts'
import { Blocks } from './blocks.ts'
import { Calls } from './calls.ts'
import { Context, type FileJob } from './context.ts'
import { Output } from './edits.ts'
import { enumMember, lowerEnum } from './enums.ts'
import { Functions } from './functions.ts'
import { header, trailer } from './header.ts'
import { Names } from './names.ts'
import { Top } from './top.ts'
import { eraseTypes, isErasedMember, needsParentheses } from './types.ts'

/** One file's part of the code. Offsets of closures count from the start of `text`. */
export interface FileText {
  readonly text: string
  /** Source line of each line; 0 for lines of our own. */
  readonly lines: readonly number[]
  readonly functions: readonly FunctionEntry[]
  readonly closures: readonly ClosureEntry[]
  readonly sites: readonly SourcePlace[]
}

export function emitFile(job: FileJob): FileText {
  const context = new Context(job)
  const blocks = new Blocks(context)
  const disposal = blocks.disposal(list(job.module.program, 'body'), `${context.$}.forked`)
  const walk = new Walk(context, blocks)
  walk.program(job.module.program)
  const { functions, top } = walk
  const output = new Output()
  header(output, context, functions, top.variables, disposal)
  context.edits.render(output)
  trailer(output, disposal)
  const lines = output.finish()
  return {
    text: output.text,
    lines,
    functions: functions.entries,
    closures: functions.closures,
    sites: context.sites,
  }
}

/** One walk over the tree in which every pass makes its edits, a parent's before its children's. */
class Walk {
  readonly functions: Functions
  readonly top: Top
  private readonly calls: Calls
  private readonly names: Names
  /** Declarations in the heads of loops, and the file's own: they end without a semicolon of ours. */
  private readonly heads = new Set<Node>()
  private readonly own = new Set<Node>()

  constructor(
    private readonly context: Context,
    private readonly blocks: Blocks,
  ) {
    this.functions = new Functions(context)
    this.calls = new Calls(context)
    this.names = new Names(context)
    this.top = new Top(context, blocks)
  }

  program(program: Node): void {
    const { edits, $ } = this.context
    const statements = list(program, 'body')
    let open = false
    for (const [index, node] of statements.entries()) {
      const inner = maybe(node, 'declaration')
      this.own.add(inner ?? node)
      const guarded = this.guarded(node)
      if (guarded && !open) edits.before(node.start, `if(!${$}.forked){`)
      const next = statements[index + 1]
      open = guarded && next !== undefined && this.guarded(next)
      if (guarded && !open) edits.after(node.end, '}')
      if (inner?.type === 'VariableDeclaration' || node.type === 'VariableDeclaration')
        this.terminate(inner ?? node)
      this.top.statement(node)
      if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') continue
      if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') {
        if (inner && !isTypeOnly(inner)) this.visit(inner)
      } else this.visit(node)
    }
  }

  private guarded(node: Node): boolean {
    return !PLAIN.has(node.type) && !isTypeOnly(node)
  }

  private visit(node: Node): void {
    if (isTypeOnly(node) || isErasedMember(node)) {
      this.context.edits.blank(node.start, node.end, ';')
      return
    }
    if (needsParentheses(this.context, node)) this.context.edits.wrap(node, '(', ')')
    const leave = this.functions.enter(node)
    this.edit(node)
    for (const child of this.parts(node)) this.visit(child)
    leave?.()
  }

  private edit(node: Node): void {
    const own = node.type === 'VariableDeclaration' && this.own.has(node)
    if (!own) this.terminate(node)
    eraseTypes(this.context, node)
    this.calls.enter(node)
    this.names.enter(node)
    if (!own) this.blocks.enter(node)
    if (node.type === 'TSEnumDeclaration' && !this.own.has(node)) lowerEnum(this.context, node, '')
    if (node.type === 'Identifier') enumMember(this.context, node)
  }

  /** The children to visit: neither names that are no expressions nor what was replaced as a whole. */
  private parts(node: Node): readonly Node[] {
    if (node.type === 'TSEnumDeclaration')
      return list(node, 'members').flatMap(member => maybe(member, 'initializer') ?? [])
    if (isLoop(node)) {
      for (const field of ['init', 'left']) {
        const head = maybe(node, field)
        if (head) this.heads.add(head)
      }
      const left = node.type === 'ForOfStatement' ? at(node, 'left') : null
      if (left && (left.kind === 'using' || left.kind === 'await using'))
        return [at(node, 'right'), at(node, 'body')]
    }
    const isKeyed =
      node.type === 'Property' || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition'
    const hidden =
      isKeyed && node.computed !== true
        ? node.key
        : node.type === 'MemberExpression' && node.computed !== true
          ? node.property
          : null
    const parts = children(node).filter(child => child !== hidden)
    return isThisFirst(node) ? parts.filter(child => child !== list(node, 'params')[0]) : parts
  }

  /** Semicolons where the source leaves them out, so that no later edit can join two statements. */
  private terminate(node: Node): void {
    const { edits, text } = this.context
    if (TERMINATED.has(node.type) && !this.heads.has(node) && text[node.end - 1] !== ';')
      edits.after(node.end, ';')
  }
}

function isThisFirst(node: Node): boolean {
  const first = Array.isArray(node.params) ? list(node, 'params')[0] : undefined
  return first?.type === 'Identifier' && first.name === 'this'
}

const PLAIN = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'VariableDeclaration',
  'TSEnumDeclaration',
  'FunctionDeclaration',
  'ClassDeclaration',
  'EmptyStatement',
])

const TERMINATED = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
  'DebuggerStatement',
  'PropertyDefinition',
  'TSEnumDeclaration',
])
