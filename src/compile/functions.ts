import type { ClosureEntry, FunctionEntry } from '../program/compiled.ts'
import {
  at,
  bare,
  directives,
  isFunction,
  isFunctionValue,
  isLoop,
  list,
  maybe,
  type Node,
  nameOf,
} from './ast.ts'
import type { Context } from './context.ts'
import { Edits } from './edits.ts'
import type { FunctionFacts } from './scopes.ts'
import { wordsIn } from './text.ts'

/** Decides which functions go into the table, which are moved to the top, and which are closures. */
export class Functions {
  readonly entries: FunctionEntry[] = []
  readonly closures: ClosureEntry[] = []
  private readonly candidates = new Set<Node>()
  private readonly settled = new Set<Node>()
  private readonly methods = new Set<Node>()
  private readonly names = new Map<Node, string>()
  /** How many functions and loops enclose the node under way. */
  private depth = 0

  constructor(private readonly context: Context) {
    for (const node of context.job.module.functions.values()) this.settled.add(node)
  }

  /** Adds an entry; returns its number. */
  add(name: string, offset: number): number {
    this.entries.push({ name, place: this.context.place(offset) })
    return this.context.job.firstFunction + this.entries.length - 1
  }

  /** Called before a node's own edits; returns what to call when its children are done. */
  enter(node: Node): (() => void) | null {
    this.look(node)
    const deep = isFunction(node) || isLoop(node) || node.type === 'ClassBody'
    if (deep) this.depth++
    const leave = this.enterFunction(node)
    if (!deep) return leave
    return () => {
      this.depth--
      leave?.()
    }
  }

  /** Notes what the places of functions say about them. */
  private look(node: Node): void {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression': {
        this.settled.add(bare(at(node, 'callee')))
        for (const argument of list(node, 'arguments')) this.offer(argument)
        break
      }
      case 'VariableDeclarator': {
        const init = maybe(node, 'init')
        const id = at(node, 'id')
        if (!init || id.type !== 'Identifier') break
        this.names.set(bare(init), nameOf(id))
        const binding = this.context.binding(id)
        if (binding?.kind === 'const' && !binding.member) this.candidates.add(bare(init))
        break
      }
      case 'Property':
      case 'PropertyDefinition':
      case 'MethodDefinition': {
        const value = maybe(node, 'value')
        const key = at(node, 'key')
        if (!value) break
        if (node.computed !== true) this.names.set(bare(value), nameOf(key))
        if (
          node.type === 'MethodDefinition' ||
          node.method === true ||
          node.kind === 'get' ||
          node.kind === 'set'
        ) {
          this.methods.add(value)
          this.closure(value, this.methodStart(node), node.end)
        }
        break
      }
      case 'Program':
      case 'BlockStatement':
        this.declarations(node)
        break
    }
    if (this.depth === 0 && isFunctionValue(node)) this.candidates.add(node)
  }

  private offer(argument: Node): void {
    const value = bare(argument)
    if (isFunctionValue(value)) this.candidates.add(value)
    else if (value.type === 'ObjectExpression')
      for (const property of list(value, 'properties')) {
        if (property.type === 'Property' && property.method !== true) this.offer(at(property, 'value'))
      }
    else if (value.type === 'ArrayExpression')
      for (const element of list(value, 'elements')) this.offer(element)
  }

  /** Function declarations in a block that capture nothing: the block gets a constant in their place. */
  private declarations(block: Node): void {
    if (block.type === 'Program') return
    const statements = list(block, 'body')
    const start = statements[directives(statements) - 1]?.end ?? block.start + 1
    for (const node of statements) {
      const id = node.type === 'FunctionDeclaration' ? maybe(node, 'id') : null
      const facts = this.facts(node)
      const binding = id ? this.context.binding(id) : undefined
      if (!id || !facts || !binding || binding.member || binding.assigned || binding.declarations > 1)
        continue
      const self = facts.captured.size === 1 && facts.captured.has(nameOf(id))
      if (facts.outerThis || (facts.captured.size > 0 && !self)) continue
      const number = this.add(nameOf(id), node.start)
      this.context.edits.before(start, `const ${nameOf(id)}=${this.context.$}h${number}();`)
      this.moves.set(node, number)
    }
  }

  private readonly moves = new Map<Node, number>()

  private enterFunction(node: Node): (() => void) | null {
    if (!isFunction(node)) return null
    const facts = this.facts(node)
    const number = this.moves.get(node)
    if (number !== undefined) return this.move(node, number, nameOf(at(node, 'id')), ';')
    if (!facts || this.methods.has(node)) return null
    const captures = facts.captured.size > 0 || facts.outerThis
    const movable = isFunctionValue(node) && this.candidates.has(node) && !this.settled.has(node)
    if (movable && !captures) {
      const id = maybe(node, 'id')
      const inferred = id ? '' : (this.names.get(node) ?? '')
      const added = this.add(this.describe(node), node.start)
      return this.move(node, added, inferred, `${this.context.$}h${added}()`)
    }
    this.closure(node, node.start, node.end)
    return null
  }

  private move(node: Node, number: number, name: string, reference: string): () => void {
    const outer = this.context.edits
    outer.replace(node.start, node.end, reference)
    this.context.edits = new Edits(this.context.job.module.source, node.start, node.end)
    this.context.moved.push({ number, edits: this.context.edits, name })
    return () => {
      this.context.edits = outer
    }
  }

  /** Notes a function that captures locals, and where its text will stand. */
  private closure(node: Node, start: number, end: number): void {
    const facts = this.facts(node)
    if (!facts) return
    // A private name alone is no variable: it comes with the object.
    const captured = [...facts.captured].filter(name => !name.startsWith('#'))
    if (captured.length === 0 && !facts.outerThis) return
    if (captured.length === 0) captured.push('this')
    const entry = { start: 0, end: 0, name: this.describe(node), captured, place: this.context.place(start) }
    this.closures.push(entry)
    this.context.edits.before(start, offset => {
      entry.start = offset
    })
    this.context.edits.after(end, offset => {
      entry.end = offset
    })
  }

  /** What to call a function: its name, what it is assigned to, or the start of its text. */
  private describe(node: Node): string {
    const id = maybe(node, 'id')
    if (id) return nameOf(id)
    const name = this.names.get(node)
    if (name) return name
    const text = this.context.text.slice(node.start, node.end).replace(/\s+/g, ' ')
    return text.length > 32 ? `${text.slice(0, 31)}…` : text
  }

  private methodStart(node: Node): number {
    const words = wordsIn(this.context.text, node.start, at(node, 'key').start)
    if (node.type === 'Property') return node.start
    return words.find(({ word }) => /^(async|get|set|\*|\[)$/.test(word))?.start ?? at(node, 'key').start
  }

  private facts(node: Node): FunctionFacts | undefined {
    return this.context.job.module.scopes.functions.get(node)
  }
}
