import type { FileErrorCode } from './fileError.ts'

/** The same as `Files`, as plain as can be: what the fast one is compared with. Directories are Maps, files arrays of bytes. */
export type TwinNode = TwinFile | TwinDirectory
export interface TwinFile {
  data: number[]
}
export interface TwinDirectory {
  names: Map<string, TwinNode>
  gone: boolean
}

export class TwinError extends Error {
  constructor(readonly code: FileErrorCode) {
    super(code)
  }
}

export const isDirectory = (node: TwinNode): node is TwinDirectory => 'names' in node

export const twinDirectory = (): TwinDirectory => ({ names: new Map(), gone: false })

export function twinMake(directory: TwinNode, name: string, node: TwinNode): void {
  if (!isDirectory(directory)) throw new TwinError('ENOTDIR')
  if (directory.names.has(name)) throw new TwinError('EEXIST')
  directory.names.set(name, node)
}

export function twinUnlink(directory: TwinDirectory, name: string): void {
  if (isDirectory(twinFind(directory, name))) throw new TwinError('EISDIR')
  directory.names.delete(name)
}

export function twinRemoveDirectory(directory: TwinDirectory, name: string): void {
  const node = twinFind(directory, name)
  needEmpty(node)
  node.gone = true
  directory.names.delete(name)
}

export function twinRename(from: TwinDirectory, old: string, to: TwinDirectory, name: string): void {
  const node = twinFind(from, old)
  if (isDirectory(node) && contains(node, to)) throw new TwinError('EINVAL')
  const replaced = to.names.get(name)
  if (replaced === node) return
  if (replaced !== undefined) {
    if (isDirectory(node)) {
      needEmpty(replaced)
      replaced.gone = true
    } else if (isDirectory(replaced)) throw new TwinError('EISDIR')
  }
  from.names.delete(old)
  to.names.delete(name)
  to.names.set(name, node)
}

export function twinWrite(file: TwinFile, position: number, bytes: Uint8Array): void {
  if (bytes.length === 0) return
  while (file.data.length < position) file.data.push(0)
  file.data.splice(position, bytes.length, ...bytes)
}

export function twinResize(file: TwinFile, size: number): void {
  file.data.length = Math.min(size, file.data.length)
  while (file.data.length < size) file.data.push(0)
}

function twinFind(directory: TwinDirectory, name: string): TwinNode {
  const node = directory.names.get(name)
  if (node === undefined) throw new TwinError('ENOENT')
  return node
}

function needEmpty(node: TwinNode): asserts node is TwinDirectory {
  if (!isDirectory(node)) throw new TwinError('ENOTDIR')
  if (node.names.size > 0) throw new TwinError('ENOTEMPTY')
}

const contains = (directory: TwinDirectory, wanted: TwinDirectory): boolean =>
  directory === wanted ||
  [...directory.names.values()].some(node => isDirectory(node) && contains(node, wanted))
