import type { Plan, StartMethod } from '../../program/plan.ts'
import type { SourceFile } from '../../program/program.ts'

/** What Python is told of program and plan, as JSON: `Settings` of `lib/weft_settings.py`. */
export interface PythonSettings {
  /** Path of the program's entry in its working directory. */
  readonly main: string
  readonly files: readonly SourceFile[]
  readonly start_method: StartMethod
  readonly cpu_count: number
  /** Seconds. */
  readonly switch_interval: number
  readonly switch_anywhere: boolean
  readonly seed: number
  /** Of the process itself. */
  readonly name: string
  readonly daemon: boolean
}

export function settingsText(
  files: readonly SourceFile[],
  plan: Plan,
  process: { readonly name: string; readonly daemon: boolean },
): string {
  const settings: PythonSettings = {
    main: files[0]?.path ?? 'main.py',
    files,
    start_method: plan.startMethod,
    cpu_count: plan.cpuCount,
    switch_interval: plan.switchInterval / 1000,
    switch_anywhere: plan.switchAnywhere,
    seed: plan.seed,
    ...process,
  }
  return JSON.stringify(settings)
}

/** Where a program's files are, and the directory that it starts in. */
export const HOME = '/home/pyodide'
