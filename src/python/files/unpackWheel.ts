import { type InstalledPackage, installedPath, normalName, type PackageFile } from '../../program/packages.ts'
import { readZip, unzip } from './zip.ts'

/** Throws when the archive is damaged. */
export async function unpackWheel(bytes: Uint8Array<ArrayBuffer>): Promise<InstalledPackage<ArrayBuffer>> {
  const entries = readZip(bytes)
  if (entries === null) throw new Error('it is no ZIP archive')
  const files: PackageFile[] = []
  const installed = entries.flatMap(entry => {
    const path = installedPath(entry.name)
    return path === null ? [] : [{ entry, path }]
  })
  const memory = new ArrayBuffer(installed.reduce((sum, { entry }) => sum + entry.size, 0))
  let start = 0
  for (const { entry, path } of installed) {
    new Uint8Array(memory, start, entry.size).set(await unzip(bytes, entry))
    files.push({ path, start, length: entry.size })
    start += entry.size
  }
  return { files, memory }
}

/** Normalised names of what a wheel says it needs, without extras, and whether that is so under any circumstances. */
export async function requirementsOf(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly name: string; readonly always: boolean }[]> {
  const entry = readZip(bytes)?.find(({ name }) => /^[^/]+\.dist-info\/METADATA$/.test(name))
  if (entry === undefined || entry.size > LONGEST_METADATA) return []
  const text = new TextDecoder().decode(await unzip(bytes, entry))
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  const requirements: { name: string; always: boolean }[] = []
  for (const [, line = ''] of head.matchAll(/^Requires-Dist:[ \t]*(.+)$/gim)) {
    const [what = '', marker = ''] = line.split(';', 2)
    const [name] = /^[A-Za-z0-9][\w.-]*/.exec(what) ?? []
    if (name !== undefined && !/\bextra\b/.test(marker)) {
      requirements.push({ name: normalName(name), always: marker.trim() === '' })
    }
  }
  return requirements
}

/** Bytes. */
const LONGEST_METADATA = 1 << 20
