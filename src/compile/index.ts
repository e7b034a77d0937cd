import type { CompiledProgram } from '../program/compiled.ts'
import type { Problem } from '../program/outcome.ts'
import type { Program, SourcePlace } from '../program/program.ts'
import type { FileJob } from './context.ts'
import { emitFile, type FileText } from './emit.ts'
import { type Linked, link } from './link.ts'
import { type Module, type ReadModule, readModule } from './module.ts'
import { problem, type Report } from './problems.ts'
import { assemble } from './program.ts'
import { columnAt, lineAt } from './text.ts'

export { type ApiItem, type ApiKind, type ApiModule, readDeclarations } from './declarations.ts'
export { shareVariable, type TextEdit } from './shareVariable.ts'
export { findThreadVariables } from './threadVariables.ts'

export interface LibraryNames {
  /** What a program can import besides its own files: `multiprocessing`, `time`, … */
  readonly modules: ReadonlySet<string>
  /** Members whose use is worth a site: `acquire`, `get`, `put`, `value`, … */
  readonly siteMembers: ReadonlySet<string>
}

export interface CompileOptions {
  /** Whether loops and functions count down to `$.tick()`. */
  readonly ticks: boolean
  readonly library: LibraryNames
}

export type CompileResult =
  | { readonly ok: true; readonly program: CompiledProgram }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** What the last program's files were read and made into, so that unchanged files cost nothing. */
let readCache = new Map<string, ReadModule>()
let textCache = new Map<string, FileText>()

/** Turns a TypeScript program into a module that runs, or tells what is wrong with it. Never throws. */
export function compile(program: Program, options: CompileOptions): CompileResult {
  try {
    return compileFiles(program, options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ok: false, problems: [problem('compile.tooDeep', {}, null)] }
  }
}

function compileFiles(program: Program, options: CompileOptions): CompileResult {
  const sources = program.files.filter(({ path }, index) => index === 0 || /\.m?[jt]s$/.test(path))
  if (program.language !== 'ts') return { ok: false, problems: [problem('compile.language', {}, null)] }
  if (sources.length === 0) return { ok: false, problems: [problem('compile.noFiles', {}, null)] }
  const problems: Problem[] = []
  const modules = readAll(sources, problems)
  if (modules.length < sources.length) return { ok: false, problems }
  const linked = link(
    modules,
    options.library.modules,
    modules.map(module => reporter(module, problems)),
  )
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, program: emit(modules, linked, options) }
}

/** The source of a line of `program.code` (from 1), or null for a line that Weft added. Columns are not kept: always 1. */
export function placeOf(program: CompiledProgram, generatedLine: number): SourcePlace | null {
  const origin = program.lines[generatedLine - 1]
  const file = origin ? program.files[origin.file] : undefined
  return origin && file !== undefined ? { file, line: origin.line, column: 1 } : null
}

function readAll(sources: Program['files'], problems: Problem[]): Module[] {
  const cache = new Map<string, ReadModule>()
  const modules: Module[] = []
  for (const { path, text } of sources) {
    const key = `${path}\0${text}`
    const read = readCache.get(key) ?? readModule(path, text)
    cache.set(key, read)
    problems.push(...read.problems)
    if (read.module) modules.push(read.module)
  }
  readCache = cache
  return modules
}

function reporter({ path, source }: Module, problems: Problem[]): Report {
  return (code, params, offset) => {
    const place = { file: path, line: lineAt(source, offset), column: columnAt(source, offset) }
    problems.push(problem(code, params, place))
  }
}

function emit(modules: readonly Module[], linked: Linked, options: CompileOptions): CompiledProgram {
  const cache = new Map<string, FileText>()
  const prefix = '$'.repeat(1 + Math.max(...modules.map(({ scopes }) => scopes.dollars)))
  const texts: FileText[] = []
  let firstSite = 1
  let firstFunction = 0
  for (const file of linked.order) {
    const module = modules[file]
    const links = linked.modules[file]
    if (!module || !links) continue
    const job: FileJob = {
      module,
      linked: links,
      file,
      name: file === 0 ? `${prefix}.name` : JSON.stringify(module.path.replace(/\.m?[jt]s$/, '')),
      prefix,
      ticks: options.ticks,
      async: linked.async.has(file),
      stepwise: linked.cyclic,
      firstSite,
      firstFunction,
      siteMembers: options.library.siteMembers,
    }
    const key = keyOf(job)
    const text = textCache.get(key) ?? emitFile(job)
    cache.set(key, text)
    texts.push(text)
    firstSite += text.sites.length
    firstFunction += text.functions.length
  }
  textCache = cache
  const paths = modules.map(({ path }) => path)
  return assemble(paths, texts, linked, prefix, options.ticks)
}

/** Everything that a file's text depends on, as one string. */
function keyOf(job: FileJob): string {
  const { module, siteMembers, ...rest } = job
  return JSON.stringify([module.path, module.source.text, [...siteMembers], rest])
}
