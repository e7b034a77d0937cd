import { at, isTypeOnly, isWrapper, list, maybe, type Node, nameOf } from './ast.ts'
import type { Context } from './context.ts'
import { skipBlank, wordsIn } from './text.ts'

const MODIFIERS = new Set(['public', 'private', 'protected', 'readonly', 'abstract', 'override', 'declare'])

/** Blanks the types that belong to a node itself; its children see to their own. */
export function eraseTypes(context: Context, node: Node): void {
  const { edits } = context
  if (isWrapper(node)) eraseWrapper(context, node)
  else
    switch (node.type) {
      case 'Identifier':
        edits.blank(node.start + nameOf(node).length, node.end)
        break
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'RestElement':
        eraseAnnotation(context, node)
        break
      case 'PropertyDefinition':
      case 'MethodDefinition':
        eraseMember(context, node)
        break
      case 'TSParameterProperty':
        edits.blank(node.start, parameterStart(at(node, 'parameter')))
        break
      case 'ClassDeclaration':
      case 'ClassExpression':
        eraseClass(context, node)
        break
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        eraseFunction(context, node)
        break
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        eraseNode(context, maybe(node, 'typeArguments'))
        break
    }
}

/** Arrows whose type parameters span lines: `return <\nT>(x) => x` must not end at the first line. */
export function needsParentheses(context: Context, node: Node): boolean {
  const parameters = maybe(node, 'typeParameters')
  return (
    node.type === 'ArrowFunctionExpression' &&
    node.async !== true &&
    parameters !== null &&
    context.text.slice(parameters.start, parameters.end).includes('\n')
  )
}

/** The plugin lets a parameter with a default start at its modifiers. */
const parameterStart = (node: Node): number =>
  node.type === 'AssignmentPattern' ? at(node, 'left').start : node.start

function eraseNode({ edits }: Context, node: Node | null): void {
  if (node) edits.blank(node.start, node.end)
}

function eraseWrapper({ edits }: Context, node: Node): void {
  const inner = at(node, 'expression')
  if (node.type === 'TSTypeAssertion') {
    edits.wrap(node, '(', ')')
    edits.blank(node.start, inner.start)
  } else edits.blank(inner.end, node.end)
}

function eraseAnnotation(context: Context, node: Node): void {
  const annotation = maybe(node, 'typeAnnotation')
  if (node.optional === true) {
    const mark = context.text.lastIndexOf('?', annotation?.start ?? node.end)
    context.edits.blank(mark, mark + 1)
  }
  eraseNode(context, annotation)
}

function eraseMember(context: Context, node: Node): void {
  const { edits, text } = context
  const key = at(node, 'key')
  if (node.abstract === true || node.declare === true || maybe(node, 'value')?.type === 'TSDeclareMethod')
    return
  for (const { word, start } of wordsIn(text, node.start, key.start))
    if (MODIFIERS.has(word)) edits.blank(start, start + word.length)
  if (node.optional === true || node.definite === true) {
    const end = node.computed === true ? skipBlank(text, key.end) + 1 : key.end
    const mark = skipBlank(text, end)
    edits.blank(mark, mark + 1)
  }
  if (node.type === 'PropertyDefinition') eraseNode(context, maybe(node, 'typeAnnotation'))
  else eraseNode(context, maybe(node, 'typeParameters'))
}

/** Members without a trace at run time: abstract, declared, overloads, index signatures. */
export const isErasedMember = (node: Node): boolean =>
  isTypeOnly(node) ||
  ((node.type === 'PropertyDefinition' || node.type === 'MethodDefinition') &&
    (node.abstract === true || maybe(node, 'value')?.type === 'TSDeclareMethod'))

function eraseClass(context: Context, node: Node): void {
  const { edits, text } = context
  const body = at(node, 'body')
  const head = wordsIn(text, node.start, maybe(node, 'id')?.start ?? body.start)
  for (const { word, start } of head) if (word === 'abstract') edits.blank(start, start + word.length)
  eraseNode(context, maybe(node, 'typeParameters'))
  const superTypes = maybe(node, 'superTypeParameters')
  eraseNode(context, superTypes)
  const last = list(node, 'implements').at(-1)
  if (last) {
    const before =
      superTypes ?? maybe(node, 'superClass') ?? maybe(node, 'typeParameters') ?? maybe(node, 'id')
    const start = before ? skipBlank(text, before.end) : text.indexOf('implements', node.start)
    edits.blank(start, last.end)
  }
}

function eraseFunction(context: Context, node: Node): void {
  const { edits, text } = context
  const arrow = node.type === 'ArrowFunctionExpression'
  const parameters = maybe(node, 'typeParameters')
  if (parameters) {
    const broken = text.slice(parameters.start, parameters.end).includes('\n')
    if (arrow && node.async === true && broken) {
      const open = skipBlank(text, parameters.end)
      edits.blank(parameters.start, parameters.end, '(')
      edits.blank(open, open + 1)
    } else edits.blank(parameters.start, parameters.end)
  }
  const self = list(node, 'params')[0]
  if (self?.type === 'Identifier' && nameOf(self) === 'this') {
    const comma = skipBlank(text, self.end)
    edits.blank(self.start, text[comma] === ',' ? comma + 1 : self.end)
  }
  const result = maybe(node, 'returnType')
  if (!result) return
  if (arrow && text.slice(result.start, result.end).includes('\n')) {
    // No line may end between the parameters and `=>`: the parenthesis moves to the end of the type.
    const close = text.lastIndexOf(')', result.start)
    edits.replace(close, result.end, '')
    edits.before(result.end, ')')
  } else edits.blank(result.start, result.end)
}
