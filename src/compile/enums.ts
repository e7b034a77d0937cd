import { at, children, list, maybe, type Node, nameOf } from './ast.ts'
import type { Context } from './context.ts'
import { skipBlank } from './text.ts'

/** `enum E { A }` becomes a function that fills an object; `guard` stands before its value. */
export function lowerEnum(context: Context, node: Node, guard: string): void {
  const { edits, text, $ } = context
  const id = at(node, 'id')
  const name = nameOf(id)
  const members = list(node, 'members')
  const open = skipBlank(text, id.end) + 1
  edits.replace(node.start, open, `var ${name}=${guard}(${name}=>{`)
  let previous: string | null = null
  for (const member of members) {
    const key = JSON.stringify(nameOf(at(member, 'id')))
    const init = maybe(member, 'initializer')
    if (init) {
      edits.replace(member.start, init.start, `${$}enum(${name},${key},`)
      edits.after(member.end, ');')
    } else {
      const value: string = previous === null ? '0' : `${name}[${previous}]+1`
      edits.replace(member.start, member.end, `${$}enum(${name},${key},${value});`)
    }
    const comma = skipBlank(text, member.end)
    if (text[comma] === ',') edits.blank(comma, comma + 1)
    previous = key
  }
  edits.replace(node.end - 1, node.end, `return ${name}})(${name}||{});`)
}

/** A member that another member's initialiser names without its enum. */
export function enumMember(context: Context, node: Node): void {
  const binding = context.binding(node)
  if (binding?.kind === 'enumMember')
    context.edits.replace(node.start, node.end, `${binding.owner}[${JSON.stringify(binding.name)}]`)
}

const CONSTANT = new Set([
  'Literal',
  'Identifier',
  'UnaryExpression',
  'BinaryExpression',
  'TemplateLiteral',
  'TemplateElement',
  'ParenthesizedExpression',
])

/** True when the members depend on nothing but literals and each other. */
export function isConstantEnum(context: Context, node: Node): boolean {
  const constant = (part: Node): boolean =>
    CONSTANT.has(part.type) &&
    (part.type !== 'Identifier' || context.binding(part)?.kind === 'enumMember') &&
    children(part).every(constant)
  return list(node, 'members').every(member => {
    const init = maybe(member, 'initializer')
    return init === null || constant(init)
  })
}
