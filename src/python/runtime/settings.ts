import type { Plan } from '../../program/plan.ts'
import type { SourceFile } from '../../program/program.ts'
import type { Settings } from '../bridge/settings.ts'

/** What Python is told of program and plan, as JSON. `process`: what it is told of the process that it is. */
export function settingsText(
  files: readonly SourceFile[],
  plan: Plan,
  process: Pick<Settings, 'name' | 'first' | 'daemon' | 'started_by' | 'wheels' | 'refused' | 'others'>,
): string {
  const entry = files[0]?.path ?? 'main.py'
  const settings: Settings = {
    cpu_count: plan.cpuCount,
    start_method: plan.startMethod,
    switch_interval: plan.switchInterval / 1000,
    switch_anywhere: plan.switchAnywhere,
    max_processes: plan.maxProcesses,
    seed: plan.seed,
    recorded: plan.operations,
    argv: [entry],
    directory: HOME,
    files: files.map(({ path }) => path),
    entry,
    ...process,
  }
  return JSON.stringify(settings)
}

/** Where a program's files are, and the directory that it starts in. */
export const HOME = '/home/pyodide'
