import { at, bare, type Node, nameOf } from './ast.ts'
import type { Context } from './context.ts'

/** Reads of live bindings of other files, and assignments to constants that had to become variables. */
export class Names {
  private readonly done = new Set<Node>()
  private readonly shorthand = new Set<Node>()
  private readonly callees = new Set<Node>()

  constructor(private readonly context: Context) {}

  enter(node: Node): void {
    switch (node.type) {
      case 'Property':
        if (node.shorthand === true) {
          const value = at(node, 'value')
          this.shorthand.add(value.type === 'AssignmentPattern' ? at(value, 'left') : value)
        }
        break
      case 'CallExpression':
        this.callees.add(at(node, 'callee'))
        break
      case 'TaggedTemplateExpression':
        this.callees.add(at(node, 'tag'))
        break
      case 'AssignmentExpression':
        this.assignment(node)
        break
      case 'UpdateExpression': {
        const target = bare(at(node, 'argument'))
        if (this.isConstant(target)) {
          this.context.edits.replace(node.start, node.end, this.thrower(target, ')'))
          this.done.add(target)
        }
        break
      }
      case 'Identifier':
        this.identifier(node)
    }
  }

  private assignment(node: Node): void {
    const target = bare(at(node, 'left'))
    if (!this.isConstant(target)) return
    const { edits } = this.context
    edits.before(node.start, this.thrower(target, ','))
    edits.replace(node.start, at(node, 'right').start, '')
    edits.after(node.end, ')')
    this.done.add(target)
  }

  private thrower(target: Node, end: string): string {
    return `${this.context.$}.constant(${JSON.stringify(nameOf(target))}${end}`
  }

  private isConstant(node: Node): boolean {
    const { scopes } = this.context.job.module
    const binding = this.context.binding(node)
    return (
      node.type === 'Identifier' &&
      scopes.targets.has(node) &&
      binding?.scope === scopes.file &&
      (binding.kind === 'const' || binding.kind === 'import')
    )
  }

  private identifier(node: Node): void {
    if (this.done.has(node)) return
    const text = this.isConstant(node) ? `({set c(v){${this.thrower(node, ')')}}}).c` : this.live(node)
    if (text === null) return
    this.context.edits.replace(
      node.start,
      node.end,
      this.shorthand.has(node) ? `${nameOf(node)}:${text}` : text,
    )
  }

  private live(node: Node): string | null {
    const linked = this.context.imported(node)
    if (!linked || linked.stable || linked.origin.kind !== 'file') return null
    const read = exportOf(this.context.$, linked.origin.file, linked.origin.name)
    return this.callees.has(node) ? `(0,${read})` : read
  }
}

/** How to read an export of another file, now. */
export const exportOf = ($: string, file: number, name: string): string =>
  `${$}n${file}[${JSON.stringify(name)}]`
