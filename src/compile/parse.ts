import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'
import type { Node } from './ast.ts'
import type { Report } from './problems.ts'
import type { SourceText } from './text.ts'

const TypeScriptParser = Parser.extend(tsPlugin())

/** Parses one file; null when it cannot be read, after the reason was reported. */
export function parse(source: SourceText, report: Report): Node | null {
  try {
    return TypeScriptParser.parse(source.text, {
      sourceType: 'module',
      ecmaVersion: 'latest',
      locations: true,
      preserveParens: true,
    }) as unknown as Node
  } catch (error) {
    if (error instanceof RangeError) throw error
    const { message, pos } = error as { message: string; pos?: number }
    tell(source.text, String(message), pos ?? 0, report)
    return null
  }
}

function tell(text: string, raw: string, offset: number, report: Report): void {
  const detail = raw.replace(/\s*\(\d+:\d+\)$/, '').replace(/\.$/, '')
  const unterminated = /^Unterminated (.+)$/.exec(detail)
  const declared = /^Identifier '(.+)' has already been declared/.exec(detail)
  if (/^Not enough stack space/i.test(detail)) report('compile.tooDeep', {}, offset)
  else if (unterminated) {
    const what = unterminated[1]?.replace(' constant', '').replace('regular expression', 'regex') ?? ''
    report('compile.unterminated', { what }, offset)
  } else if (declared) report('compile.redeclared', { name: declared[1] ?? '' }, offset)
  else if (/^Unexpected token/.test(detail)) {
    const token = /^([\w$]+|\S)/.exec(text.slice(offset))?.[0]
    if (token === undefined) report('compile.unexpectedEnd', {}, Math.min(offset, text.length))
    else report('compile.unexpectedToken', { token: `"${token}"` }, offset)
  } else report('compile.syntax', { detail: detail.charAt(0).toLowerCase() + detail.slice(1) }, offset)
}
