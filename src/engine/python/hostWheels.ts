import { WHEEL, wheelName } from '../../program/packages.ts'
import type { SourceFile } from '../../program/program.ts'
import { bytesOf } from '../../python/files/bytesOf.ts'
import { requirementsOf } from '../../python/files/unpackWheel.ts'
import { refusalOf } from '../../python/files/wheels.ts'
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

/**
 * The wheels that a program needs: those of what it imports and of what wheels among its files require, and what these need in turn.
 * Packages that it brings itself are left out.
 */
export async function wheelsFor(
  files: readonly SourceFile[],
  wheels: readonly HostWheel[],
): Promise<HostWheel[]> {
  if (wheels.length === 0) return []
  const imported = importedModules(files)
  // One that cannot be used here must not hide the host's.
  const own = files.flatMap(file => usableWheel(file) ?? [])
  const brought = new Set(own.map(({ name }) => name))
  const required = new Set((await Promise.all(own.map(requiredBy))).flat())
  const chosen = new Set<HostWheel>()
  const choose = (wheel: HostWheel): void => {
    if (chosen.has(wheel) || brought.has(wheel.name)) return
    chosen.add(wheel)
    for (const other of wheels) if (wheel.needs.includes(other.name)) choose(other)
  }
  for (const wheel of wheels) {
    if (required.has(wheel.name) || wheel.modules.some(name => imported.has(name))) choose(wheel)
  }
  return [...chosen]
}

/** Python says what is wrong with the others. */
function usableWheel(
  file: SourceFile,
): { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null {
  const name = file.path.endsWith(WHEEL) ? wheelName(file.path)?.name : undefined
  if (name === undefined) return null
  try {
    const bytes = bytesOf(file)
    return refusalOf(file.path, bytes) === null ? { name, bytes } : null
  } catch {
    return null
  }
}

/** Python says of a damaged wheel that it is one. */
async function requiredBy({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }): Promise<string[]> {
  const requirements = await requirementsOf(bytes).catch(() => [])
  return requirements.map(({ name }) => name)
}
