import type { Problem } from '../program/outcome.ts'
import type { SourcePlace } from '../program/program.ts'

/** The English text of each problem; README.md lists them with their parameters. */
const MESSAGES = {
  'compile.language': 'Only TypeScript programs are compiled.',
  'compile.noFiles': 'The program has no files.',
  'compile.syntax': 'The text cannot be read: {detail}.',
  'compile.tooDeep': 'An expression in the program is nested too deeply.',
  'compile.unexpectedToken': 'Unexpected {token}.',
  'compile.unexpectedEnd': 'The file ends too early: a bracket or a quote is still open.',
  'compile.unterminated': 'This {what} is not closed.',
  'compile.redeclared': 'The name "{name}" is declared twice.',
  'compile.unknownModule': 'There is no module "{specifier}". There are: {known}.',
  'compile.unknownFile': 'There is no file "{specifier}". The program has: {known}.',
  'compile.missingExport': '"{specifier}" does not export "{name}". It exports: {known}.',
  'compile.ambiguousExport': '"{specifier}" exports "{name}" from more than one file.',
  'compile.undeclaredExport': '"{name}" is exported but not declared.',
  'compile.libraryStar': 'Name what you re-export from "{specifier}": export { … } from "{specifier}".',
  'compile.dynamicImport': 'import() is not available here. Write an import at the top of the file.',
  'compile.importMeta': 'import.meta is not available here. The name of the process is in __name__.',
  'compile.namespace':
    'Namespaces with values are not supported. Move "{name}" into a file of its own and import it.',
  'compile.importEquals': 'Write "import * as {name} from …" in place of "import {name} = …".',
  'compile.exportEquals': 'Write "export default …" in place of "export = …".',
  'compile.decorator': 'Decorators are not supported. Call the function yourself.',
  'compile.accessor': 'The "accessor" keyword is not supported. Write a getter and a setter.',
  'compile.superFirst':
    'With parameter properties, super(…) must be a statement of its own in the constructor.',
  'compile.threadVariable':
    'Threads of Weft share no variables: each has a "{name}" of its own, and what one assigns to it the others do not see. Make it a field of shared({ … }), from the module threading.',
  'compile.threadObject':
    'Threads of Weft share no variables: each changes a copy of "{name}" of its own, which the others do not see. Wrap its value in shared(…), from the module threading, or use a queue, or return values from the tasks of an executor.',
  'compile.threadCollection':
    'Threads of Weft share no variables: each changes a copy of "{name}" of its own, which the others do not see. Use an object or an array in shared(…), from the module threading, or a queue, or return values from the tasks of an executor.',
  'compile.threadField':
    'What run() assigns to this.{field}, it assigns to a copy: the {class} object of whoever started the thread does not change. Use shared({ … }), from the module threading, or a queue that the thread puts its result into.',
  'compile.usingPlace': '"using" cannot stand here. Put it into a block of its own.',
} as const

export type ProblemCode = keyof typeof MESSAGES

export function problem(
  code: ProblemCode,
  params: Readonly<Record<string, string | number>>,
  place: SourcePlace | null,
): Problem {
  const message = MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
  return { code, params, message, place, process: null }
}

export type Report = (
  code: ProblemCode,
  params: Readonly<Record<string, string | number>>,
  offset: number,
) => void
