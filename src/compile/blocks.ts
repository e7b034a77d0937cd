import {
  at,
  children,
  directives,
  isFunction,
  isLoop,
  isTypeOnly,
  isUsing,
  list,
  maybe,
  type Node,
  nameOf,
} from './ast.ts'
import type { Context } from './context.ts'

/** The disposer of a block: how it is made and what follows the block. */
export interface Disposal {
  readonly name: string
  readonly open: string
  readonly close: string
}

/** `using`, ticks and parameter properties: what is put at the start and the end of bodies. */
export class Blocks {
  private readonly disposers = new Map<Node, string>()

  constructor(private readonly context: Context) {}

  enter(node: Node): void {
    if (isFunction(node)) this.functionBody(node)
    else if (node.type === 'BlockStatement') {
      if (!this.opened.has(node)) this.wrapUsing(node)
    } else if (node.type === 'StaticBlock') this.wrapUsing(node)
    else if (isLoop(node)) this.loop(node)
    else if (node.type === 'VariableDeclaration' && isUsing(node)) this.declaration(node)
  }

  /** Gives the `using` declarations of a list of statements their disposer; null if there is none. */
  disposal(statements: readonly Node[], forked = ''): Disposal | null {
    const declarations = statements.filter(one => one.type === 'VariableDeclaration' && isUsing(one))
    if (declarations.length === 0) return null
    const name = this.context.fresh('d')
    for (const one of declarations) this.disposers.set(one, name)
    return this.makeDisposal(
      name,
      declarations.some(one => one.kind === 'await using'),
      forked,
    )
  }

  /** The call that registers a resource; empty for other declarations. */
  registration(declaration: Node): string {
    const name = this.disposers.get(declaration)
    return name ? `${name}.${declaration.kind === 'await using' ? 'useAsync' : 'use'}(` : ''
  }

  private readonly opened = new Set<Node>()

  private makeDisposal(name: string, awaits: boolean, forked: string): Disposal {
    const { $ } = this.context
    const dispose = awaits ? `await ${name}.disposeAsync()` : `${name}.dispose()`
    const rethrow = forked ? `if(${forked})throw ${$}x;` : ''
    const unless = forked ? `if(!${forked})` : ''
    return {
      name,
      open: `const ${name}=${$}.disposer();try{`,
      close: `}catch(${$}x){${rethrow}${name}.fail(${$}x)}finally{${unless}${dispose}}`,
    }
  }

  private wrapUsing(node: Node): void {
    const statements = list(node, 'body')
    const disposal = this.disposal(statements)
    if (!disposal) return
    const brace = this.context.text.indexOf('{', node.start)
    const last = statements[directives(statements) - 1]
    this.context.edits.before(last ? last.end : brace + 1, disposal.open)
    this.context.edits.close(node.end - 1, disposal.close)
  }

  private functionBody(node: Node): void {
    const body = at(node, 'body')
    if (body.type !== 'BlockStatement') return
    const { edits, job, $ } = this.context
    this.opened.add(body)
    const statements = list(body, 'body')
    const start = statements[directives(statements) - 1]?.end ?? body.start + 1
    if (job.ticks) {
      if (hasLoop(body)) edits.before(start, `let ${$}t=1000;`)
      edits.before(start, `if(--${$}e<0)${$}e=${$}.tick();`)
    }
    this.wrapUsing(body)
    const fields = list(node, 'params').filter(param => param.type === 'TSParameterProperty')
    if (fields.length === 0) return
    const assignments = fields.map(field => {
      const parameter = at(field, 'parameter')
      const name = nameOf(parameter.type === 'AssignmentPattern' ? at(parameter, 'left') : parameter)
      return `this.${name}=${name};`
    })
    const call = statements.find(isSuperCall)
    if (call) edits.before(call.end, assignments.join(''))
    else edits.before(start, assignments.join(''))
  }

  private loop(node: Node): void {
    const { edits, job, $ } = this.context
    const body = at(node, 'body')
    let open = job.ticks ? `if(--${$}t<0)${$}t=${$}.tick();` : ''
    let close = ''
    const left = node.type === 'ForOfStatement' ? at(node, 'left') : null
    if (left?.type === 'VariableDeclaration' && isUsing(left)) {
      const id = list(left, 'declarations')[0]
      const item = this.context.fresh('u')
      const name = this.context.fresh('d')
      const awaits = left.kind === 'await using'
      const disposal = this.makeDisposal(name, awaits, '')
      edits.replace(left.start, left.end, `const ${item}`)
      const variable = id ? nameOf(at(id, 'id')) : ''
      open += `${disposal.open}const ${variable}=${name}.${awaits ? 'useAsync' : 'use'}(${item});`
      close = disposal.close
    }
    if (open === '') return
    if (body.type === 'BlockStatement' && close === '') edits.before(body.start + 1, open)
    else edits.wrap(body, `{${open}`, `${close}}`)
  }

  private declaration(node: Node): void {
    const { edits } = this.context
    const call = this.registration(node)
    const first = list(node, 'declarations')[0]
    if (call === '' || !first) return
    edits.replace(node.start, first.start, 'const ')
    for (const declarator of list(node, 'declarations')) {
      const init = maybe(declarator, 'init')
      if (init) edits.wrap(init, call, ')')
    }
  }
}

export function isSuperCall(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false
  const call = at(statement, 'expression')
  return call.type === 'CallExpression' && at(call, 'callee').type === 'Super'
}

function hasLoop(node: Node): boolean {
  return children(node).some(
    child => !isTypeOnly(child) && (isLoop(child) || (!isFunction(child) && hasLoop(child))),
  )
}
