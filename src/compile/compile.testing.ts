import type { CompiledProgram } from '../program/compiled.ts'
import type { Disposer, FileDefinition, ProgramFactory, ProgramRuntime } from '../program/runtime.ts'
import { type CompileOptions, type CompileResult, compile } from './index.ts'

export const OPTIONS: CompileOptions = {
  ticks: false,
  library: {
    modules: new Set(['multiprocessing', 'time', 'sys']),
    siteMembers: new Set(['acquire', 'release', 'get', 'put', 'map', 'start', 'join', 'value']),
  },
}

export function compileFiles(
  files: Readonly<Record<string, string>> | string,
  options: Partial<CompileOptions> = {},
): CompileResult {
  const all = typeof files === 'string' ? { 'main.ts': files } : files
  const list = Object.entries(all).map(([path, text]) => ({ path, text }))
  return compile({ language: 'ts', files: list }, { ...OPTIONS, ...options })
}

export function compiled(
  files: Readonly<Record<string, string>> | string,
  options: Partial<CompileOptions> = {},
): CompiledProgram {
  const result = compileFiles(files, options)
  if (!result.ok)
    throw new Error(result.problems.map(one => `${one.message} ${JSON.stringify(one.place)}`).join('\n'))
  return result.program
}

/** A small runtime that writes down what the program tells it. */
export class TestRuntime implements ProgramRuntime {
  site = 0
  readonly log: unknown[] = []
  readonly definitions: FileDefinition[] = []
  /** Site at each call of a library function. */
  readonly sites: number[] = []
  ticks = 0
  readonly functions = new Map<number, () => unknown>()
  readonly modules: Record<string, Record<string, unknown>>

  constructor(
    readonly forked = false,
    readonly name = '__main__',
  ) {
    const note = (...values: unknown[]): void => {
      this.log.push(...values)
    }
    const runtime = this
    class Queue {
      readonly items: unknown[] = []
      put(item: unknown): this {
        runtime.sites.push(runtime.site)
        this.items.push(item)
        return this
      }
      get(): unknown {
        runtime.sites.push(runtime.site)
        return this.items.shift()
      }
    }
    class Value {
      #value = 0
      get value(): number {
        runtime.sites.push(runtime.site)
        return this.#value
      }
      set value(value: number) {
        runtime.sites.push(runtime.site)
        this.#value = value
      }
    }
    class Process {
      constructor(readonly options: { readonly target: () => unknown }) {
        runtime.sites.push(runtime.site)
      }
    }
    this.modules = {
      multiprocessing: { Queue, Value, Process, cpuCount: () => 4 },
      time: {
        sleep: (seconds: number) => {
          runtime.sites.push(runtime.site)
          return seconds
        },
      },
      sys: { note },
    }
  }

  library(specifier: string): Record<string, unknown> {
    const module = this.modules[specifier]
    if (!module) throw new Error(`no module ${specifier}`)
    return module
  }
  define(file: number, definition: FileDefinition): void {
    this.definitions[file] = definition
    for (const [number, get] of definition.functions) this.functions.set(number, get)
  }
  tick(): number {
    if (++this.ticks > 50) throw new Error('killed')
    return 1000
  }
  disposer(): Disposer {
    const { log } = this
    const resources: Record<symbol, () => unknown>[] = []
    let failed: { error: unknown } | null = null
    const use = <T>(resource: T): T => {
      if (resource) resources.push(resource as Record<symbol, () => unknown>)
      return resource
    }
    return {
      use,
      useAsync: use,
      fail: error => {
        failed = { error }
      },
      dispose: () => {
        for (const one of resources.reverse()) (one as unknown as { dispose(): void }).dispose()
        if (failed) throw failed.error
      },
      disposeAsync: async () => {
        for (const one of resources.reverse()) await (one as unknown as { dispose(): void }).dispose()
        log.push('async')
        if (failed) throw failed.error
      },
    }
  }
  awaitMethod(target: unknown, method: PropertyKey, args: readonly unknown[]): unknown {
    this.log.push(`await .${String(method)}`)
    return (target as Record<PropertyKey, (...args: unknown[]) => unknown>)[method]?.(...args)
  }
  awaitCall(target: unknown, args: readonly unknown[]): unknown {
    this.log.push('await ()')
    return (target as (...args: unknown[]) => unknown)(...args)
  }
  thrown<T>(value: T, site: number): T {
    this.sites.push(site)
    return value
  }
  constant(name: string): never {
    throw new TypeError(`Assignment to constant variable ${name}.`)
  }
}

export async function load(program: CompiledProgram): Promise<ProgramFactory> {
  const url = `data:text/javascript;base64,${Buffer.from(program.code).toString('base64')}`
  const module = (await import(/* @vite-ignore */ url)) as { default: ProgramFactory }
  return module.default
}

/** Compiles, evaluates and returns the runtime: what the program passed to `note` is in its log. */
export async function run(
  files: Readonly<Record<string, string>> | string,
  options: Partial<CompileOptions> = {},
  runtime = new TestRuntime(),
): Promise<TestRuntime> {
  const factory = await load(compiled(files, options))
  await factory(runtime).evaluate()
  return runtime
}

export const NOTE = `import { note } from 'sys';`
