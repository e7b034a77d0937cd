import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installedPath, WHEEL, type WheelName, wheelName } from '../../program/packages.ts'
import { requirementsOf } from '../../python/files/unpackWheel.ts'
import { readZip, type ZipEntry } from '../../python/files/zip.ts'
import type { HostWheel } from '../python/hostWheels.ts'
import type { ServedFile } from './pythonFiles.ts'

/** What a compiled wheel must have been built for: `python` as in `3.14.2`, `abi` as in `2026_0` (PEP 783). */
export interface Abi {
  readonly python: string
  readonly abi: string
}

export interface WheelFolder {
  readonly wheels: readonly (Omit<HostWheel, 'url' | 'bytes' | 'length'> & { readonly file: ServedFile })[]
  /** What may be amiss, for who builds. */
  readonly warnings: readonly string[]
}

/**
 * Looks through a folder of wheels for what can be imported from them and what they need of each other. Throws, naming the file,
 * when there is one that Python here could not load: whoever put it there would otherwise learn of it from a program that fails.
 */
export async function readWheelFolder(folder: string, abi: Abi): Promise<WheelFolder> {
  const names = (await readdir(folder)).filter(name => name.endsWith(WHEEL)).sort()
  const found = await Promise.all(
    names.map(async file => ({ file, ...(await readWheel(file, await readFile(join(folder, file)), abi)) })),
  )
  const warnings: string[] = []
  const byName = new Map<string, string>()
  for (const { file, name, modules, requirements } of found) {
    const other = byName.get(name)
    if (other !== undefined) throw new Error(`${folder} has ${name} twice: ${other} and ${file}`)
    byName.set(name, file)
    if (modules.length === 0) warnings.push(`${file}: nothing can be imported from it`)
    for (const { name: needed, always } of requirements) {
      if (always && !found.some(each => each.name === needed)) {
        warnings.push(`${file} needs ${needed}, which is not in ${folder}`)
      }
    }
  }
  const wheels = found.map(({ name, version, modules, requirements, served }) => ({
    name,
    version,
    modules,
    needs: [...new Set(requirements.map(each => each.name))].filter(
      each => each !== name && byName.has(each),
    ),
    file: served,
  }))
  return { wheels, warnings }
}

async function readWheel(file: string, source: Uint8Array, abi: Abi) {
  const name = wheelName(file)
  if (name === null) {
    throw new Error(`${file} is not named as wheels are: NAME-VERSION-PYTHON-ABI-PLATFORM.whl`)
  }
  const refusal = refusalOf(name, abi)
  if (refusal !== null) throw new Error(`${file} ${refusal}`)
  const bytes = new Uint8Array(source)
  const entries = readZip(bytes)
  if (entries === null) throw new Error(`${file} is damaged: it is no ZIP archive`)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return {
    name: name.name,
    version: name.version,
    modules: modulesOf(entries),
    requirements: await requirementsOf(bytes).catch(error => {
      throw new Error(`${file} is damaged: ${error instanceof Error ? error.message : String(error)}`)
    }),
    served: { path: `python/wheels/${hash}/${file}`, source: bytes, length: bytes.length },
  }
}

/** Why a wheel of these tags cannot be loaded, null: it can. */
function refusalOf({ python, abi, platform }: WheelName, here: Abi): string | null {
  const [, minor = ''] = here.python.split('.')
  const own = `cp3${minor}`
  const pure = abi.includes('none')
  const platforms = ['any', `pyemscripten_${here.abi}_wasm32`]
  if (!platform.some(tag => platforms.includes(tag))) {
    return (
      `was built for ${platform.join('.')}. Pyodide loads wheels for any platform and those for ${platforms[1]}, ` +
      'as its own distribution has them'
    )
  }
  const fits = python.some(tag => {
    const [, version] = /^(?:py|cp)3(\d*)$/.exec(tag) ?? []
    if (version === undefined) return false
    return pure || abi.includes('abi3')
      ? Number(version || 0) <= Number(minor)
      : tag === own && abi.includes(own)
  })
  return fits ? null : `is for ${python.join('.')}-${abi.join('.')}, and this is ${own}`
}

/** First parts of the names of the modules that a wheel has. */
function modulesOf(entries: readonly ZipEntry[]): string[] {
  const modules = new Set<string>()
  for (const { name } of entries) {
    const [first = '', ...rest] = (installedPath(name) ?? '').split('/')
    const module = rest.length > 0 ? first : /^([^.]+)(?:\.[^/]*)?\.(?:py|so)$/.exec(first)?.[1]
    if (module !== undefined && IDENTIFIER.test(module) && module !== '__pycache__') modules.add(module)
  }
  return [...modules].sort()
}

/** `NAME.dist-info` and `NAME.libs` are none. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u
