import type { SourceFile } from '../../program/program.ts'

/**
 * The modules that a program's text imports, by the first parts of their names, less those that are files of its own. The text is
 * looked through, not parsed: a statement inside a string counts as well, which costs a download, and one that is made at run time
 * (`importlib.import_module(name)`, `__import__(name)`) does not count.
 */
export function importedModules(files: readonly SourceFile[]): Set<string> {
  const found = new Set<string>()
  const own = new Set<string>()
  for (const { path, text, encoding } of files) {
    const [first = '', ...rest] = path.split('/')
    own.add(rest.length === 0 ? first.replace(/\.py$/, '') : first)
    if (encoding !== undefined || !path.endsWith('.py')) continue
    // A statement may go on where a backslash ends a line.
    const whole = text.replaceAll(/\\\r?\n/g, ' ')
    for (const [, from, list = ''] of whole.matchAll(STATEMENT)) {
      const names = from === undefined ? list.split(',') : [from]
      for (const name of names) {
        const [, top] = NAME.exec(name) ?? []
        if (top !== undefined) found.add(top)
      }
    }
  }
  for (const name of own) found.delete(name)
  return found
}

/** At the start of a line, or behind `;` or `:` on it. Relative imports are of the program's own. */
const STATEMENT = /(?:^|[;:])[ \t]*(?:from[ \t]+([^\s.][^\s]*)[ \t]+import\b|import[ \t]+([^\n\r;#]+))/gm
const NAME = /^\s*([\p{ID_Start}_][\p{ID_Continue}]*)/u
