import { WHEEL, wheelName } from '../../program/packages.ts'
import type { SourceFile } from '../../program/program.ts'
import type { RemoteFile } from './download.ts'
import { importedModules } from './importScan.ts'

/** A wheel in the folder of whoever hosts the app, as the build has found it. */
export interface HostWheel extends RemoteFile {
  /** Of the distribution, normalised. */
  readonly name: string
  readonly version: string
  /** What can be imported: the first parts of the names. */
  readonly modules: readonly string[]
  /** Distributions of the folder that it needs. */
  readonly needs: readonly string[]
}

/** The wheels that a program needs: those of what it imports, and what these need in turn. What it brings itself is left out. */
export function wheelsFor(files: readonly SourceFile[], wheels: readonly HostWheel[]): HostWheel[] {
  if (wheels.length === 0) return []
  const imported = importedModules(files)
  const brought = new Set(files.flatMap(({ path }) => (path.endsWith(WHEEL) ? [wheelName(path)?.name] : [])))
  const chosen = new Set<HostWheel>()
  const choose = (wheel: HostWheel): void => {
    if (chosen.has(wheel) || brought.has(wheel.name)) return
    chosen.add(wheel)
    for (const other of wheels) if (wheel.needs.includes(other.name)) choose(other)
  }
  for (const wheel of wheels) if (wheel.modules.some(name => imported.has(name))) choose(wheel)
  return [...chosen]
}
