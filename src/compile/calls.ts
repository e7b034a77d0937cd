import { at, bare, children, isFunction, isTypeOnly, list, maybe, type Node, nameOf } from './ast.ts'
import type { Context } from './context.ts'
import { skipBlank } from './text.ts'

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any'])

/** Stores the number of the site before calls and member accesses that the kernel may see, and marks awaited calls. */
export class Calls {
  private readonly awaited = new Set<Node>()
  private readonly chains = new Map<Node, Node>()
  private readonly skipped = new Set<Node>()
  private readonly known = new Map<Node, number>()
  private readonly statements = new Set<number>()
  private readonly quiet = new Map<Node, boolean>()

  constructor(private readonly context: Context) {}

  enter(node: Node): void {
    switch (node.type) {
      case 'ExpressionStatement':
        if (node.directive === undefined) this.statements.add(node.start)
        break
      case 'AwaitExpression':
        this.markAwaited(at(node, 'argument'))
        this.awaiting(node)
        break
      case 'ThrowStatement':
        this.throwing(at(node, 'argument'))
        break
      case 'ChainExpression':
        this.markChain(at(node, 'expression'), node)
        break
      case 'UnaryExpression':
        if (node.operator === 'delete') this.skipped.add(chained(bare(at(node, 'argument'))))
        break
      case 'AssignmentExpression':
        this.assignment(node)
        break
      case 'CallExpression':
      case 'NewExpression':
        this.call(node)
        break
      case 'MemberExpression':
        this.member(node)
        break
    }
  }

  private markAwaited(argument: Node): void {
    const call = bare(argument)
    if (call.type !== 'CallExpression') return
    this.awaited.add(call)
    const callee = at(call, 'callee')
    const first = list(call, 'arguments')[0]
    if (
      callee.type === 'MemberExpression' &&
      this.context.isGlobal(at(callee, 'object'), 'Promise') &&
      COMBINATORS.has(nameOf(at(callee, 'property'))) &&
      first?.type === 'ArrayExpression'
    )
      for (const element of list(first, 'elements')) this.awaited.add(bare(element))
  }

  /** Before the operand: what it awaits itself has the last word, as that is what the process waits for. */
  private awaiting(node: Node): void {
    const { edits, $ } = this.context
    const argument = at(node, 'argument')
    const call = bare(argument)
    if (call.type === 'CallExpression' && this.target(at(call, 'callee'), false) !== null) return
    edits.wrap(argument, `(${$}.site=${this.context.site(node.start)},`, ')')
  }

  /** A value that is no Error knows no line: the runtime is told. */
  private throwing(argument: Node): void {
    if (bare(argument).type === 'NewExpression') return
    this.context.edits.wrap(argument, `${this.context.$}.thrown((`, `),${this.context.site(argument.start)})`)
  }

  private markChain(node: Node, root: Node): void {
    let at_: Node | null = node
    while (at_) {
      this.chains.set(at_, root)
      at_ =
        maybe(at_, 'object') ??
        maybe(at_, 'callee') ??
        (at_.type === 'TSNonNullExpression' ? at(at_, 'expression') : null)
    }
  }

  /** Where the site of a call points to, if it gets one. */
  private target(callee: Node, isNew: boolean): number | null {
    if (callee.type === 'Identifier') return this.fromLibrary(callee) ? callee.start : null
    if (callee.type !== 'MemberExpression' || callee.computed === true) return null
    const object = at(callee, 'object')
    const property = at(callee, 'property')
    if (property.type !== 'Identifier') return null
    const wanted =
      (!isNew && this.context.job.siteMembers.has(nameOf(property))) ||
      this.isNamespace(object) ||
      this.context.isGlobal(object, 'console')
    return wanted ? property.start : null
  }

  private fromLibrary(node: Node): boolean {
    return this.context.imported(node)?.origin.kind === 'library' && !this.isNamespace(node)
  }

  private isNamespace(node: Node): boolean {
    const origin = this.context.imported(node)?.origin
    return origin?.kind === 'library' && (origin.name === '*' || origin.name === 'default')
  }

  private call(node: Node): void {
    const { edits, $ } = this.context
    const callee = at(node, 'callee')
    this.skipped.add(callee)
    const isNew = node.type === 'NewExpression'
    const offset = this.target(callee, isNew)
    if (offset === null) return
    const site = this.context.site(offset)
    const object = callee.type === 'MemberExpression' ? at(callee, 'object') : null
    const chain = this.chains.get(node)
    const late = list(node, 'arguments').findLast(argument => !this.isQuiet(argument))
    const plain = chain === undefined && object?.type !== 'Super' && !isNew
    const awaits = plain && this.awaited.has(node)
    if (awaits) this.awaitCall(node, callee, site, late === undefined && (!object || this.isQuiet(object)))
    if (late) {
      const value = late.type === 'SpreadElement' ? at(late, 'argument') : late
      edits.wrap(value, `${$}a(`, `,${site})`)
    } else if (plain && object && !this.isQuiet(object)) this.afterwards(object, site)
    else if (!awaits) this.beforehand(plain ? (object ?? callee) : (chain ?? node), site)
    if (late || awaits) this.statements.delete(node.start)
  }

  /** `q.get(x)` becomes `$.awaitMethod(q,"get",[x])`. */
  private awaitCall(node: Node, callee: Node, site: number, early: boolean): void {
    const { edits, text, $ } = this.context
    const open = skipBlank(text, (maybe(node, 'typeArguments') ?? callee).end) + 1
    const receiver = early ? `(${$}.site=${site},${$})` : $
    const method = callee.type === 'MemberExpression' && !this.isNamespace(at(callee, 'object'))
    if (method) {
      edits.before(node.start, `${receiver}.awaitMethod(`)
      edits.replace(at(callee, 'object').end, open, `,${JSON.stringify(nameOf(at(callee, 'property')))},[`)
    } else {
      edits.before(node.start, `${receiver}.awaitCall(`)
      edits.replace(callee.end, open, ',[')
    }
    edits.replace(node.end - 1, node.end, '])')
  }

  private member(node: Node): void {
    if (this.skipped.has(node) || !this.isSiteMember(node)) return
    const object = at(node, 'object')
    if (object.type === 'Super') return
    const site = this.known.get(node) ?? this.context.site(at(node, 'property').start)
    const chain = this.chains.get(node)
    if (chain) this.beforehand(chain, site)
    else if (this.isQuiet(object)) this.beforehand(object, site)
    else this.afterwards(object, site)
  }

  private assignment(node: Node): void {
    const left = bare(at(node, 'left'))
    const right = at(node, 'right')
    if (!this.isSiteMember(left) || at(left, 'object').type === 'Super' || this.isQuiet(right)) return
    const site = this.context.site(at(left, 'property').start)
    this.known.set(left, site)
    this.context.edits.wrap(right, `${this.context.$}a(`, `,${site})`)
  }

  private beforehand(node: Node, site: number): void {
    const { edits, $ } = this.context
    if (this.statements.delete(node.start)) edits.before(node.start, `${$}.site=${site},`)
    else edits.wrap(node, `(${$}.site=${site},`, ')')
  }

  private afterwards(node: Node, site: number): void {
    const { edits, $ } = this.context
    this.statements.delete(node.start)
    edits.wrap(node, `(${$}a(`, `,${site}))`)
  }

  private isSiteMember(node: Node): boolean {
    return (
      node.type === 'MemberExpression' &&
      node.computed !== true &&
      at(node, 'property').type === 'Identifier' &&
      this.context.job.siteMembers.has(nameOf(at(node, 'property')))
    )
  }

  /** True when evaluating the node cannot store another site. */
  private isQuiet(node: Node): boolean {
    const known = this.quiet.get(node)
    if (known !== undefined) return known
    const quiet = !LOUD.has(node.type) && !this.isSiteMember(node) && this.isQuietInside(node)
    this.quiet.set(node, quiet)
    return quiet
  }

  private isQuietInside(node: Node): boolean {
    if (isFunction(node) || isTypeOnly(node)) return true
    return children(node).every(child => this.isQuiet(child))
  }
}

const LOUD = new Set([
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression',
])

const chained = (node: Node): Node => (node.type === 'ChainExpression' ? at(node, 'expression') : node)
