import { parseSync } from 'vite'

/**
 * @typedef {{ specifier: string, line: number, typeOnly: boolean }} Import
 */

/**
 * Every module that a source names: static and dynamic imports, re-exports, `import('…').Type`, and
 * `new URL('…', import.meta.url)`, which is how a worker is named.
 * @param {string} file for its ending: ts, tsx, mjs
 * @param {string} source
 * @returns {Import[]} in order of line
 */
export function importsOf(file, source) {
  const { module, program, errors } = parseSync(file, source)
  const [error] = errors
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`)
  /** @type {Import[]} */
  const found = []
  /** @param {string} specifier @param {number} at @param {boolean} typeOnly */
  const add = (specifier, at, typeOnly) => {
    found.push({ specifier, line: source.slice(0, at).split('\n').length, typeOnly })
  }
  for (const { moduleRequest, start, entries } of module.staticImports) {
    add(moduleRequest.value, start, entries.length > 0 && entries.every(entry => entry.isType))
  }
  for (const { start, entries } of module.staticExports) {
    const from = entries.find(entry => entry.moduleRequest)?.moduleRequest
    if (from) {
      add(
        from.value,
        start,
        entries.every(entry => entry.isType),
      )
    }
  }
  walk(program, node => {
    const literal = moduleNamedBy(node)
    if (literal) add(literal.value, literal.start, node.type === 'TSImportType')
  })
  return found.sort((a, b) => a.line - b.line)
}

/**
 * @param {any} node of the syntax tree
 * @returns {{ value: string, start: number } | null}
 */
function moduleNamedBy(node) {
  const literal =
    node.type === 'ImportExpression' || node.type === 'TSImportType'
      ? node.source
      : isUrlOfModule(node)
        ? node.arguments[0]
        : null
  return typeof literal?.value === 'string' ? literal : null
}

/** @param {any} node @returns {boolean} whether it is `new URL(…, import.meta.url)` */
function isUrlOfModule(node) {
  return (
    node.type === 'NewExpression' &&
    node.callee.name === 'URL' &&
    node.arguments[1]?.type === 'MemberExpression' &&
    node.arguments[1].object.type === 'MetaProperty'
  )
}

/**
 * @param {any} node
 * @param {(node: any) => void} visit
 */
function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit)
  } else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node)
    for (const child of Object.values(node)) walk(child, visit)
  }
}
