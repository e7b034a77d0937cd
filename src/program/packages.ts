/** A package as it is installed: the contents of its files in one piece of memory, which all processes can share. */
export interface InstalledPackage<Memory extends ArrayBufferLike = ArrayBufferLike> {
  readonly files: readonly PackageFile[]
  readonly memory: Memory
}

export interface PackageFile {
  /** Below `site-packages`. */
  readonly path: string
  readonly start: number
  readonly length: number
}

export const WHEEL = '.whl'

/** What a wheel's file name says: NAME-VERSION(-BUILD)-PYTHON-ABI-PLATFORM.whl; null: it is not named so. Tags may be several, with dots between. */
export interface WheelName {
  /** Of the distribution, normalised. */
  readonly name: string
  readonly version: string
  readonly python: readonly string[]
  readonly abi: readonly string[]
  readonly platform: readonly string[]
}

export function wheelName(file: string): WheelName | null {
  const parts = file.slice(file.lastIndexOf('/') + 1, -WHEEL.length).split('-')
  const [name, version] = parts
  const [python, abi, platform] = parts.slice(-3).map(tags => tags.split('.'))
  if (!file.endsWith(WHEEL) || parts.length < 5 || parts.length > 6) return null
  if (!name || !version || !python || !abi || !platform) return null
  return { name: normalName(name), version, python, abi, platform }
}

/** Names of distributions as they are compared (PEP 503). */
export function normalName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase()
}

/** Where a file of a wheel is put, below `site-packages`; null: it is for elsewhere (scripts, headers). */
export function installedPath(name: string): string | null {
  if (name.endsWith('/') || name.split('/').some(part => part === '..' || part === '' || part === '.'))
    return null
  const [, rest] = /^[^/]+\.data\/(.*)$/.exec(name) ?? []
  if (rest === undefined) return name
  return /^(?:purelib|platlib)\/(.+)$/.exec(rest)?.[1] ?? null
}
