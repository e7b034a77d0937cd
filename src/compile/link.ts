import type { Module } from './module.ts'
import type { Report } from './problems.ts'

/** What a name that comes from elsewhere stands for. */
export type Origin =
  | { readonly kind: 'library'; readonly specifier: string; readonly name: string }
  | { readonly kind: 'file'; readonly file: number; readonly name: string; readonly local: string }
  | { readonly kind: 'namespace'; readonly file: number }
  | { readonly kind: 'type' }

export interface LinkedImport {
  readonly local: string
  readonly offset: number
  readonly origin: Origin
  /** Never changes once the exporting file is there: bound once, by a plain constant. */
  readonly stable: boolean
}

export interface LinkedModule {
  readonly imports: readonly LinkedImport[]
  /** Everything that others can import from this file. `local` null: passed on from `origin`. */
  readonly exports: readonly {
    readonly exported: string
    readonly local: string | null
    readonly origin: Origin
  }[]
  /** Files that must be evaluated before this one. */
  readonly needs: readonly number[]
}

export interface Linked {
  readonly modules: readonly LinkedModule[]
  /** Order of evaluation; files that nothing imports are not in it. */
  readonly order: readonly number[]
  readonly cyclic: boolean
  readonly async: ReadonlySet<number>
}

/** Finds what each import and export means. `reports[i]` takes the problems of file i. */
export function link(
  modules: readonly Module[],
  library: ReadonlySet<string>,
  reports: readonly Report[],
): Linked {
  const linker = new Linker(modules, library, reports)
  const needs = modules.map((_, file) => linker.needs(file))
  const { order, cyclic } = sort(needs)
  const linked = modules.map((_, file) => ({
    imports: linker.imports(file, cyclic),
    exports: linker.exports(file),
    needs: needs[file] ?? [],
  }))
  return { modules: linked, order, cyclic, async: asyncFiles(modules, needs) }
}

class Linker {
  private readonly index = new Map<string, number>()

  constructor(
    private readonly modules: readonly Module[],
    private readonly library: ReadonlySet<string>,
    private readonly reports: readonly Report[],
  ) {
    for (const [file, { path }] of modules.entries()) this.index.set(path, file)
  }

  needs(file: number): number[] {
    const { imports, exports, stars, scopes } = this.module(file)
    const specifiers: string[] = []
    for (const line of imports)
      if (
        line.names.length === 0 ||
        line.names.some(({ local }) => this.lives(scopes.file.names.get(local)?.used, file, local))
      )
        specifiers.push(line.specifier)
    for (const line of exports) if (line.from) specifiers.push(line.from.specifier)
    for (const star of stars) specifiers.push(star.specifier)
    const found = specifiers.map(specifier => this.fileOf(file, specifier)).filter(one => one !== null)
    return [...new Set(found)]
  }

  imports(file: number, cyclic: boolean): LinkedImport[] {
    const { imports, scopes } = this.module(file)
    const linked: LinkedImport[] = []
    for (const line of imports) {
      if (!this.known(file, line.specifier, line.offset)) continue
      for (const { imported, local, offset } of line.names) {
        if (!this.lives(scopes.file.names.get(local)?.used, file, local)) continue
        const origin = this.import(file, line.specifier, imported, offset)
        if (origin && origin.kind !== 'type')
          linked.push({ local, offset, origin, stable: this.stable(origin, cyclic) })
      }
    }
    return linked
  }

  exports(file: number): LinkedModule['exports'] {
    const found: LinkedModule['exports'][number][] = []
    const { exports, stars, types, scopes } = this.module(file)
    for (const line of exports) {
      if (line.from && !this.known(file, line.from.specifier, line.offset)) continue
      if (line.local && !scopes.file.names.has(line.local) && !types.has(line.local))
        this.report(file)('compile.undeclaredExport', { name: line.local }, line.offset)
      const origin = line.from
        ? this.import(file, line.from.specifier, line.from.name, line.offset)
        : this.resolve(file, line.exported)
      if (!origin || origin === 'ambiguous' || origin.kind === 'type') continue
      const own = origin.kind === 'file' && origin.file === file
      found.push({ exported: line.exported, local: own ? origin.local : null, origin })
    }
    for (const star of stars) {
      if (!this.known(file, star.specifier, star.offset)) continue
      const target = this.fileOf(file, star.specifier)
      if (target === null) {
        this.report(file)('compile.libraryStar', { specifier: star.specifier }, star.offset)
        continue
      }
      for (const name of this.names(target)) {
        if (name === 'default' || found.some(({ exported }) => exported === name)) continue
        const origin = this.resolve(file, name)
        if (origin && origin !== 'ambiguous' && origin.kind !== 'type')
          found.push({ exported: name, local: null, origin })
      }
    }
    return found
  }

  /** An import that is used as a value, or handed on by an export. */
  private lives(used: boolean | undefined, file: number, local: string): boolean {
    return used === true || this.module(file).exports.some(line => line.local === local)
  }

  private known(file: number, specifier: string, offset: number): boolean {
    if (this.library.has(specifier) || this.fileOf(file, specifier) !== null) return true
    const relative = specifier.startsWith('.')
    const known = relative
      ? this.modules.filter((_, other) => other !== file).map(({ path }) => path)
      : [...this.library].sort()
    const code = relative ? 'compile.unknownFile' : 'compile.unknownModule'
    this.report(file)(code, { specifier, known: known.join(', ') || '–' }, offset)
    return false
  }

  private import(file: number, specifier: string, name: string, offset: number): Origin | null {
    const target = this.fileOf(file, specifier)
    if (target === null) return this.library.has(specifier) ? { kind: 'library', specifier, name } : null
    if (name === '*') return { kind: 'namespace', file: target }
    const origin = this.resolve(target, name)
    if (origin && origin !== 'ambiguous') return origin
    if (origin) this.report(file)('compile.ambiguousExport', { specifier, name }, offset)
    else {
      const known = [...this.names(target)].join(', ') || '–'
      this.report(file)('compile.missingExport', { specifier, name, known }, offset)
    }
    return null
  }

  /** What `file` exports under a name (ECMAScript, ResolveExport). */
  private resolve(file: number, name: string, seen = new Set<string>()): Origin | 'ambiguous' | null {
    const key = `${file} ${name}`
    if (seen.has(key)) return null
    seen.add(key)
    const module = this.module(file)
    const own = module.exports.find(({ exported }) => exported === name)
    if (own?.from) return this.through(file, own.from.specifier, own.from.name, seen)
    if (own && own.local !== null) {
      const { local } = own
      for (const line of module.imports)
        for (const one of line.names)
          if (one.local === local) return this.through(file, line.specifier, one.imported, seen)
      if (local !== '' && !module.scopes.file.names.has(local)) return { kind: 'type' }
      return { kind: 'file', file, name, local }
    }
    if (module.types.has(name)) return { kind: 'type' }
    if (name === 'default') return null
    let found: Origin | null = null
    for (const star of module.stars) {
      const target = this.fileOf(file, star.specifier)
      const origin = target === null ? null : this.resolve(target, name, seen)
      if (origin === 'ambiguous') return origin
      if (origin && found && JSON.stringify(origin) !== JSON.stringify(found)) return 'ambiguous'
      found = origin ?? found
    }
    return found
  }

  private through(
    file: number,
    specifier: string,
    name: string,
    seen: Set<string>,
  ): Origin | 'ambiguous' | null {
    const target = this.fileOf(file, specifier)
    if (target === null) return this.library.has(specifier) ? { kind: 'library', specifier, name } : null
    return name === '*' ? { kind: 'namespace', file: target } : this.resolve(target, name, seen)
  }

  private names(file: number, seen = new Set<number>()): Set<string> {
    const found = new Set<string>()
    if (seen.has(file)) return found
    seen.add(file)
    for (const { exported } of this.module(file).exports) found.add(exported)
    for (const star of this.module(file).stars) {
      const target = this.fileOf(file, star.specifier)
      if (target !== null)
        for (const name of this.names(target, seen)) if (name !== 'default') found.add(name)
    }
    return found
  }

  private stable(origin: Origin, cyclic: boolean): boolean {
    if (origin.kind !== 'file') return true
    const { functions, classes } = this.module(origin.file)
    const declared = functions.get(origin.local)?.type === 'FunctionDeclaration'
    return declared || (!cyclic && (functions.has(origin.local) || classes.has(origin.local)))
  }

  private fileOf(from: number, specifier: string): number | null {
    if (!specifier.startsWith('.')) return null
    const parts = this.module(from).path.split('/').slice(0, -1)
    for (const part of specifier.split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '.' && part !== '') parts.push(part)
    }
    const path = parts.join('/')
    const stem = path.replace(/\.m?[jt]s$/, '')
    for (const candidate of [
      path,
      `${stem}.ts`,
      `${stem}.mts`,
      `${stem}.js`,
      `${stem}.mjs`,
      `${path}/index.ts`,
    ]) {
      const file = this.index.get(candidate)
      if (file !== undefined) return file
    }
    return null
  }

  private module(file: number): Module {
    const module = this.modules[file]
    if (!module) throw new Error(`Internal error: no file ${file}`)
    return module
  }

  private report(file: number): Report {
    return this.reports[file] ?? (() => {})
  }
}

function sort(needs: readonly (readonly number[])[]): { order: number[]; cyclic: boolean } {
  const order: number[] = []
  const state = new Map<number, 'open' | 'done'>()
  let cyclic = false
  const visit = (file: number): void => {
    const known = state.get(file)
    if (known === 'open') cyclic = true
    if (known) return
    state.set(file, 'open')
    for (const other of needs[file] ?? []) visit(other)
    state.set(file, 'done')
    order.push(file)
  }
  if (needs.length > 0) visit(0)
  return { order, cyclic }
}

function asyncFiles(modules: readonly Module[], needs: readonly (readonly number[])[]): Set<number> {
  const found = new Set<number>()
  for (const [file, { awaits }] of modules.entries()) if (awaits) found.add(file)
  for (let grown = true; grown; ) {
    grown = false
    for (const [file, others] of needs.entries())
      if (!found.has(file) && others.some(other => found.has(other))) {
        found.add(file)
        grown = true
      }
  }
  return found
}
