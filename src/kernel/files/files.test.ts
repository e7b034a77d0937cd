import { describe, expect, test } from 'vitest'
import { below, xorshift32 } from '../../base/prng.ts'
import { defaultPlan } from '../../program/plan.ts'
import { createArena, memoryOf } from '../memory/arena.ts'
import { Heap } from '../memory/heap.ts'
import { HEAP, Head, Lane, laneBase, SlotState } from '../memory/layout.ts'
import { Sections } from '../sync/section.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { FileError } from './fileError.ts'
import { Files } from './files.ts'
import { fsck } from './fsck.testing.ts'
import { FileType, ROOT } from './layout.ts'
import {
  isDirectory,
  type TwinDirectory,
  TwinError,
  type TwinFile,
  type TwinNode,
  twinDirectory,
  twinMake,
  twinRemoveDirectory,
  twinRename,
  twinResize,
  twinUnlink,
  twinWrite,
} from './twin.testing.ts'

const FILE = FileType.file | 0o644
const DIRECTORY = FileType.directory | 0o755

function volume(heapWords = 2_000_000) {
  const memory = memoryOf(createArena(defaultPlan(2), (HEAP + heapWords) * 4))
  let time = 1_700_000_000_000
  const process = (pid: number, slot = 1) => {
    const sections = new Sections(memory.words, slot, () => {
      throw new Error('nobody is killed here')
    })
    const heap = new Heap(memory, sections, () => '')
    return { heap, files: new Files({ memory, sections, heap, host: nodeHost({}), pid }, () => time++) }
  }
  return { memory, process, ...process(1000) }
}

const text = (value: string) => new TextEncoder().encode(value)
const codeOf = (action: () => unknown): string => {
  try {
    action()
    return ''
  } catch (error) {
    if (error instanceof FileError || error instanceof TwinError) return error.code
    throw error
  }
}

function contents(files: Files, number: number): string {
  const file = files.open(number)
  const bytes = new Uint8Array(files.stat(number).size + 10)
  const count = files.read(file, bytes)
  files.close(file)
  return new TextDecoder().decode(bytes.subarray(0, count))
}

describe('the file system', () => {
  test('is made at its first use, and is no more than that', () => {
    const { memory, files, heap } = volume()
    expect(memory.words[Head.Files]).toBe(0)
    expect(heap.used).toBe(0)
    expect(files.list(ROOT)).toEqual([])
    expect(memory.words[Head.Files]).not.toBe(0)
  })

  test('reads what was written, with holes as zeros', () => {
    const { files, memory } = volume()
    const { number } = files.make(ROOT, 'a.txt', FILE)
    const file = files.open(number)
    files.write(file, text('hello'))
    files.write(file, text('!'), 40_000)
    expect(files.position(file)).toBe(5)
    expect(contents(files, number)).toBe(`hello${'\0'.repeat(39_995)}!`)
    files.change(number, { size: 3 })
    files.append(file, text('p'))
    expect(files.position(file)).toBe(4)
    expect(contents(files, number)).toBe('help')
    expect(fsck(memory)).toEqual([])
  })

  test('keeps an unlinked file as long as somebody has it open', () => {
    const { files, memory, heap } = volume()
    files.list(ROOT)
    const before = heap.used
    const { number } = files.make(ROOT, 'a', FILE)
    const file = files.open(number)
    files.write(file, text('still here'))
    files.unlink(ROOT, 'a')
    expect(files.stat(number).links).toBe(0)
    expect(contents(files, number)).toBe('still here')
    files.close(file)
    expect(codeOf(() => files.stat(number))).toBe('ESTALE')
    expect(heap.used).toBe(before)
    expect(fsck(memory)).toEqual([])
  })

  test('shares the position of a file that a forked child has taken over, and closes it with the last', () => {
    const { files, memory, process } = volume()
    const child = process(1001, 2)
    memory.words[laneBase(2) + Lane.State] = SlotState.Live
    memory.words[laneBase(2) + Lane.Pid] = 1001
    const { number } = files.make(ROOT, 'a', FILE)
    const file = files.open(number)
    files.send(file)
    files.write(file, text('parent '))
    child.files.receive(file)
    child.files.write(file, text('child '))
    files.close(file)
    child.files.write(file, text('alone'))
    expect(contents(files, number)).toBe('parent child alone')
    files.unlink(ROOT, 'a')
    expect(fsck(memory)).toEqual([])
    child.files.close(file)
    expect(codeOf(() => files.stat(number))).toBe('ESTALE')
  })

  test('closes what a dead process had open', () => {
    const { files, memory, process } = volume()
    const { number } = files.make(ROOT, 'a', FILE)
    process(1001, 2).files.open(number)
    files.unlink(ROOT, 'a')
    expect(files.stat(number).links).toBe(0)
    process(1002, 3).files.open(files.make(ROOT, 'b', FILE).number)
    expect(codeOf(() => files.stat(number))).toBe('ESTALE')
    expect(fsck(memory)).toEqual([])
  })

  test('says what Unix says', () => {
    const { files } = volume()
    const { number: d } = files.make(ROOT, 'd', DIRECTORY)
    const { number: inner } = files.make(d, 'inner', DIRECTORY)
    const { number: f } = files.make(ROOT, 'f', FILE)
    const codes = [
      () => files.make(ROOT, 'f', FILE),
      () => files.make(f, 'x', FILE),
      () => files.make(ROOT, 'é'.repeat(128), FILE),
      () => files.unlink(ROOT, 'none'),
      () => files.unlink(ROOT, 'd'),
      () => files.removeDirectory(ROOT, 'f'),
      () => files.removeDirectory(ROOT, 'd'),
      () => files.rename(ROOT, 'd', inner, 'x'),
      () => files.rename(ROOT, 'f', ROOT, 'd'),
      () => files.rename(ROOT, 'd', ROOT, 'f'),
      () => files.readLink(f),
      () => files.write(files.open(f), text('x'), 2 ** 40),
      () => files.change(d, { size: 0 }),
    ]
    expect(codes.map(codeOf)).toEqual([
      ...['EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'ENOENT', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY'],
      ...['EINVAL', 'EISDIR', 'ENOTDIR', 'EINVAL', 'EFBIG', 'EISDIR'],
    ])
    const { number: link } = files.make(ROOT, 'l', FileType.link | 0o777, 'd/größe')
    expect(files.readLink(link)).toBe('d/größe')
    expect(files.stat(ROOT).links).toBe(3)
    expect(files.list(ROOT)).toEqual(['d', 'f', 'l'])
  })

  test('finds each of many names, and gives all their memory back', () => {
    const { files, memory, heap } = volume()
    files.list(ROOT)
    const names = Array.from({ length: 3000 }, (_, i) => `file ${i}`)
    const before = heap.used
    for (const name of names) files.make(ROOT, name, FILE)
    expect(files.list(ROOT)).toEqual(names)
    expect(names.every(name => files.lookup(ROOT, name) !== null)).toBe(true)
    expect(fsck(memory)).toEqual([])
    for (const name of names) files.unlink(ROOT, name)
    // The indices keep their size.
    expect(heap.used - before).toBeLessThan(10_000)
    expect(fsck(memory)).toEqual([])
  })

  test('changes nothing when memory runs out, and goes on when there is some again', () => {
    const { files, memory, heap } = volume(100_000)
    const big = files.open(files.make(ROOT, 'big', FILE).number)
    const piece = new Uint8Array(70_000).fill(7)
    let used = heap.used
    for (; codeOf(() => files.append(big, piece)) === ''; used = heap.used) expect(fsck(memory)).toEqual([])
    expect(heap.used).toBe(used)
    const { size } = files.stat(files.lookup(ROOT, 'big')?.number ?? 0)
    expect(size % piece.length).toBe(0)
    const names: string[] = []
    for (let code = ''; code === ''; ) {
      const name = `${names.length}`.padStart(200, '0')
      used = heap.used
      code = codeOf(() => files.make(ROOT, name, FileType.link, name))
      if (code === '') names.push(name)
      else expect([code, heap.used]).toEqual(['ENOSPC', used])
    }
    expect(files.list(ROOT)).toEqual(['big', ...names])
    expect(codeOf(() => files.rename(ROOT, 'big', ROOT, 'large'.repeat(20)))).toBe('ENOSPC')
    expect(files.lookup(ROOT, 'big')).not.toBeNull()
    expect(fsck(memory)).toEqual([])
    files.unlink(ROOT, 'big')
    files.close(big)
    const again = files.open(files.make(ROOT, 'again', FILE).number)
    files.append(again, piece)
    expect(fsck(memory)).toEqual([])
  })
})

describe('random operations', () => {
  test.each([1, 2, 3, 4, 5, 6])('come to the same as on the slow twin (seed %i)', seed => {
    const { files, memory, heap } = volume()
    files.list(ROOT)
    const used = heap.used
    let random = seed
    const next = (n: number) => {
      random = xorshift32(random)
      return below(random, n)
    }
    const root = twinDirectory()
    const numbers = new Map<TwinNode, number>([[root, ROOT]])
    const nodes = (wanted: (node: TwinNode) => boolean) => [...numbers.keys()].filter(wanted)
    const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T
    const open: { file: number; node: TwinFile; position: number }[] = []
    const name = () => `n${next(6)}`
    const both = (mine: () => void, twin: () => void, step: number) =>
      expect(codeOf(mine), `step ${step}`).toBe(codeOf(twin))
    const compare = (directory: TwinDirectory) => {
      const number = numbers.get(directory) as number
      expect(files.list(number)).toEqual([...directory.names.keys()])
      for (const [inner, node] of directory.names) {
        expect(files.lookup(number, inner)?.number).toBe(numbers.get(node))
        if (isDirectory(node)) compare(node)
        else expect(files.stat(numbers.get(node) as number).size).toBe(node.data.length)
      }
    }
    for (let step = 1; step <= 1500; step++) {
      const directory = pick(nodes(node => isDirectory(node) && !node.gone)) as TwinDirectory
      const number = numbers.get(directory) as number
      const one = name()
      const operation = next(9)
      if (operation <= 1) {
        const node: TwinNode = operation === 0 ? { data: [] } : twinDirectory()
        const make = () => {
          numbers.set(node, files.make(number, one, operation === 0 ? FILE : DIRECTORY).number)
        }
        both(make, () => twinMake(directory, one, node), step)
      } else if (operation === 2)
        both(
          () => files.unlink(number, one),
          () => twinUnlink(directory, one),
          step,
        )
      else if (operation === 3) {
        both(
          () => files.removeDirectory(number, one),
          () => twinRemoveDirectory(directory, one),
          step,
        )
      } else if (operation === 4) {
        const to = pick(nodes(node => isDirectory(node) && !node.gone)) as TwinDirectory
        const other = name()
        both(
          () => files.rename(number, one, numbers.get(to) as number, other),
          () => twinRename(directory, one, to, other),
          step,
        )
      } else if (operation === 5) {
        const node = directory.names.get(one)
        if (node === undefined || isDirectory(node) || open.length > 5) continue
        open.push({ file: files.open(numbers.get(node) as number), node, position: 0 })
      } else if (open.length > 0) {
        const one = pick(open)
        const length = next(3) === 0 ? next(80_000) : next(50)
        const bytes = Uint8Array.from({ length }, (_, i) => step + i)
        if (operation === 6) {
          files.write(one.file, bytes)
          twinWrite(one.node, one.position, bytes)
          one.position += length
        } else if (operation === 7) {
          one.position = next(one.node.data.length + 100)
          files.seek(one.file, one.position)
          const into = new Uint8Array(length)
          const count = files.read(one.file, into)
          const expected = one.node.data.slice(one.position, one.position + length)
          expect([...into.subarray(0, count)], `step ${step}`).toEqual(expected)
          one.position += count
        } else if (next(2) === 0) {
          const size = next(2) === 0 ? next(100_000) : next(100)
          files.change(numbers.get(one.node) as number, { size })
          twinResize(one.node, size)
        } else {
          files.close(one.file)
          open.splice(open.indexOf(one), 1)
        }
      }
      if (step % 100 !== 0) continue
      compare(root)
      expect(fsck(memory), `step ${step}`).toEqual([])
    }
    for (const { file } of open) files.close(file)
    const clear = (directory: TwinDirectory) => {
      const number = numbers.get(directory) as number
      for (const [inner, node] of directory.names) {
        if (!isDirectory(node)) files.unlink(number, inner)
        else {
          clear(node)
          files.removeDirectory(number, inner)
        }
      }
    }
    clear(root)
    expect(fsck(memory)).toEqual([])
    expect(heap.used - used).toBeLessThan(1000)
  })
})
