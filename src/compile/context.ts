import type { SourcePlace } from '../program/program.ts'
import { type Node, nameOf } from './ast.ts'
import { Edits } from './edits.ts'
import type { LinkedImport, LinkedModule } from './link.ts'
import type { Module } from './module.ts'
import type { Binding } from './scopes.ts'
import { columnAt, lineAt } from './text.ts'

/** Everything that the text of one file depends on. */
export interface FileJob {
  readonly module: Module
  readonly linked: LinkedModule
  readonly file: number
  /** What `__name__` is, as an expression. */
  readonly name: string
  /** Prefix of all names that Weft adds: a row of `$` longer than any in the program. */
  readonly prefix: string
  readonly ticks: boolean
  readonly async: boolean
  /** Evaluated in three steps, because the program's imports form a cycle. */
  readonly stepwise: boolean
  readonly firstSite: number
  readonly firstFunction: number
  readonly siteMembers: ReadonlySet<string>
}

/** A function moved to the file's top. */
export interface Moved {
  readonly number: number
  readonly edits: Edits
  readonly name: string
}

/** State of one file's emission, shared by the passes that take part in the walk. */
export class Context {
  readonly $: string
  readonly sites: SourcePlace[] = []
  readonly moved: Moved[] = []
  edits: Edits
  readonly text: string
  private readonly imports = new Map<string, LinkedImport>()
  private count = 0

  constructor(readonly job: FileJob) {
    this.$ = job.prefix
    this.text = job.module.source.text
    this.edits = new Edits(job.module.source, 0, this.text.length)
    for (const one of job.linked.imports) this.imports.set(one.local, one)
  }

  place(offset: number): SourcePlace {
    const { source, path } = this.job.module
    return { file: path, line: lineAt(source, offset), column: columnAt(source, offset) }
  }

  /** A new site. */
  site(offset: number): number {
    this.sites.push(this.place(offset))
    return this.job.firstSite + this.sites.length - 1
  }

  /** A name that nothing else has. */
  fresh(kind: string): string {
    return `${this.$}${kind}${this.job.file}_${this.count++}`
  }

  binding(node: Node): Binding | undefined {
    return this.job.module.scopes.bindings.get(node)
  }

  /** The import that an identifier refers to. */
  imported(node: Node): LinkedImport | undefined {
    if (node.type !== 'Identifier') return undefined
    return this.binding(node)?.kind === 'import' ? this.imports.get(nameOf(node)) : undefined
  }

  /** True for a global that the file does not declare. */
  isGlobal(node: Node, name: string): boolean {
    return node.type === 'Identifier' && nameOf(node) === name && this.binding(node) === undefined
  }
}
