import { WHEEL } from '../../program/packages.ts'
import { readZip } from './zip.ts'

/** Why a wheel can't be imported here, null: it can. */
export function refusalOf(path: string, bytes: Uint8Array): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const parts = name.slice(0, -WHEEL.length).split('-')
  const [python = '', abi = '', platform = ''] = parts.slice(-3)
  if (parts.length < 5) return `${name} is not named as wheels are: NAME-VERSION-PYTHON-ABI-PLATFORM.whl.`
  if (platform !== 'any' || abi !== 'none') {
    return `${name} was built for ${platform === 'any' ? abi : platform}. ${ONLY_PURE} Their names end in -none-any.whl.`
  }
  const versions = python.split('.')
  if (!versions.some(version => /^(py3|cp3|py3\d+|cp3\d+)$/.test(version) && minor(version) <= MINOR)) {
    return `${name} is for ${python}, and this is Python 3.${MINOR}.`
  }
  const entries = readZip(bytes)
  if (entries === null) return `${name} is damaged: it is no ZIP archive.`
  const compiled = entries.find(inner => /\.(so|pyd|dylib|dll)$/.test(inner.name))
  if (compiled === undefined) return null
  return `${name} has compiled code (${compiled.name}). ${ONLY_PURE}`
}

const MINOR = 14
const minor = (version: string): number => Number(version.slice(3) || 0)

/** Wheels of programs lie in the run's files as they are, and Python's importer of archives loads no compiled code. */
const ONLY_PURE =
  'Only packages in pure Python can be added to a program; those with compiled code come from the folder of wheels of ' +
  'whoever hosts this page.'
