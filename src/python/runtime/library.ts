import type { PythonLibrary } from './base.ts'

const texts = import.meta.glob<string>('../lib/*.py', { query: '?raw', import: 'default', eager: true })

/** The modules of `lib`. */
export const library: PythonLibrary = {
  sources: Object.fromEntries(Object.entries(texts).map(([path, text]) => [nameOf(path), text])),
  // It imports the others and puts our lowest layer in place, before anything of the standard library binds another.
  first: ['weft_install'].filter(name => `../lib/${name}.py` in texts),
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.py'.length)
}
