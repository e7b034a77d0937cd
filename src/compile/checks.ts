import { at, isNode, isTypeOnly, isUsing, list, maybe, type Node, nameOf } from './ast.ts'
import { isSuperCall } from './blocks.ts'
import type { Report } from './problems.ts'

/** Reports syntax that can be read but not run here. */
export function checkSyntax(program: Node, report: Report): void {
  const visit = (node: Node): void => {
    checkNode(node, report)
    if (isTypeOnly(node)) return
    for (const field in node) {
      const value = node[field]
      if (field === 'loc') continue
      if (isNode(value)) visit(value)
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) visit(item)
    }
  }
  visit(program)
}

function checkNode(node: Node, report: Report): void {
  switch (node.type) {
    case 'Decorator':
      report('compile.decorator', {}, node.start)
      break
    case 'ImportExpression':
      report('compile.dynamicImport', {}, node.start)
      break
    case 'MetaProperty':
      if (nameOf(at(node, 'meta')) === 'import') report('compile.importMeta', {}, node.start)
      break
    case 'TSTypeCastExpression':
      report('compile.unexpectedToken', { token: '":"' }, at(node, 'typeAnnotation').start)
      break
    case 'TSModuleDeclaration':
      if (node.declare !== true && hasValues(node))
        report('compile.namespace', { name: nameOf(at(node, 'id')) }, node.start)
      break
    case 'TSImportEqualsDeclaration':
      if (node.importKind !== 'type')
        report('compile.importEquals', { name: nameOf(at(node, 'id')) }, node.start)
      break
    case 'TSExportAssignment':
      report('compile.exportEquals', {}, node.start)
      break
    case 'PropertyDefinition':
      if (node.accessor === true) report('compile.accessor', {}, node.start)
      break
    case 'SwitchCase':
      for (const one of list(node, 'consequent')) checkUsing(one, report)
      break
    case 'ForStatement':
      checkUsing(maybe(node, 'init'), report)
      break
    case 'ClassDeclaration':
    case 'ClassExpression':
      checkConstructor(node, report)
      break
  }
}

function checkUsing(node: Node | null, report: Report): void {
  if (node?.type === 'VariableDeclaration' && isUsing(node)) report('compile.usingPlace', {}, node.start)
}

function checkConstructor(node: Node, report: Report): void {
  if (!maybe(node, 'superClass')) return
  for (const member of list(at(node, 'body'), 'body')) {
    if (member.kind !== 'constructor') continue
    const method = at(member, 'value')
    const field = list(method, 'params').find(({ type }) => type === 'TSParameterProperty')
    const body = maybe(method, 'body')
    if (field && body && !list(body, 'body').some(isSuperCall)) report('compile.superFirst', {}, field.start)
  }
}

function hasValues(node: Node): boolean {
  const body = maybe(node, 'body')
  if (!body) return false
  if (body.type === 'TSModuleDeclaration') return hasValues(body)
  return list(body, 'body').some(statement => {
    const inner = maybe(statement, 'declaration') ?? statement
    return inner.type === 'TSModuleDeclaration' ? hasValues(inner) : !isTypeOnly(inner)
  })
}
