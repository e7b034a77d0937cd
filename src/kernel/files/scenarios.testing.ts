import { below, xorshift32 } from '../../base/prng.ts'
import type { Kernel } from '../kernel.ts'
import type { Process } from '../testing/scenarios.testing.ts'
import { FileError } from './fileError.ts'
import { Files } from './files.ts'
import { fsck } from './fsck.testing.ts'
import { FileType, ROOT } from './layout.ts'

const FILE = FileType.file | 0o644
const DIRECTORY = FileType.directory | 0o755
const encoder = new TextEncoder()

const filesOf = (kernel: Kernel) => new Files(kernel, () => 1_700_000_000_000 + kernel.now())

/** Whether it could be done, as far as others left it. */
function tried(action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof FileError) return false
    throw error
  }
}

function readAll(files: Files, number: number): string {
  const file = files.open(number)
  const bytes = new Uint8Array(files.stat(number).size)
  const count = files.read(file, bytes)
  files.close(file)
  return new TextDecoder().decode(bytes.subarray(0, count))
}

const lineOf = (writer: number, i: number) => `${writer} ${i} ${'x'.repeat((i * 37) % 400)}\n`

/** Programs that test files. */
export const fileScenarios = {
  // Each line is there, whole, and those of one writer are in order.
  appendLines(process: Process, writers: number, lines: number) {
    const files = filesOf(process.kernel)
    const { number } = files.make(ROOT, 'log', FILE)
    const children = Array.from({ length: writers }, (_, i) => process.start('lineWriter', i, lines))
    for (const child of children) child.join(null)
    const found = Array.from({ length: writers }, () => 0)
    const torn: string[] = []
    for (const line of readAll(files, number).split('\n').slice(0, -1)) {
      const writer = Number(line.split(' ')[0])
      if (`${line}\n` === lineOf(writer, found[writer] ?? -1)) found[writer] = (found[writer] ?? 0) + 1
      else torn.push(line)
    }
    process.result([found.every(count => count === lines), torn, fsck(process.kernel.memory)])
  },
  lineWriter({ kernel }: Process, writer: number, lines: number) {
    const files = filesOf(kernel)
    const file = files.open(files.lookup(ROOT, 'log')?.number ?? 0)
    for (let i = 0; i < lines; i++) files.append(file, encoder.encode(lineOf(writer, i)))
    files.close(file)
  },

  // Of those who make a name one succeeds, and who reads a file that is replaced again and again sees one version of it.
  replaceFiles(process: Process, workers: number, rounds: number) {
    const results = process.queue(0)
    const children = Array.from({ length: workers }, (_, i) => process.start('replacer', i, rounds, results))
    for (const child of children) child.join(null)
    const files = filesOf(process.kernel)
    let made = 0
    let torn = 0
    for (let i = 0; i < workers; i++) {
      const [mine, bad] = results.get(null) as [number, number]
      made += mine
      torn += bad
    }
    process.result([made, torn, files.list(ROOT).length, fsck(process.kernel.memory)])
  },
  replacer({ kernel }: Process, me: number, rounds: number, results: { put(value: unknown, t: null): void }) {
    const files = filesOf(kernel)
    let made = 0
    let torn = 0
    for (let i = 0; i < rounds; i++) {
      if (tried(() => files.make(ROOT, `once ${i}`, DIRECTORY))) made++
      const { number } = files.make(ROOT, `mine ${me}`, FILE)
      const file = files.open(number)
      const byte = (me * rounds + i) % 251
      files.write(file, new Uint8Array(1000 + byte * 300).fill(byte))
      files.close(file)
      files.rename(ROOT, `mine ${me}`, ROOT, 'current')
      tried(() => {
        const seen = files.lookup(ROOT, 'current')?.number ?? 0
        const reader = files.open(seen)
        const bytes = new Uint8Array(100_000)
        const count = files.read(reader, bytes)
        const [first = 0] = bytes
        if (count !== 1000 + first * 300 || bytes.subarray(0, count).some(one => one !== first)) torn++
        files.close(reader)
      })
    }
    results.put([made, torn], null)
  },

  // Processes are killed wherever they are; what they leave is sound, and what they had open is closed.
  killedAtFiles(process: Process, kills: number, seed: number) {
    const { kernel } = process
    const files = filesOf(kernel)
    let random = seed
    const problems: string[] = []
    for (let ended = 0; ended < kills; ) {
      const children = [1, 2, 3, 4].map(i => process.start('filesForEver', seed + ended + i))
      for (const child of children) {
        random = xorshift32(random)
        child.join(below(random, 3000) / 1000)
        child.terminate()
        child.join(null)
        ended++
      }
      problems.push(...fsck(kernel.memory))
    }
    const clear = (directory: number) => {
      for (const name of files.list(directory)) {
        if (tried(() => files.unlink(directory, name))) continue
        clear(files.lookup(directory, name)?.number ?? 0)
        files.removeDirectory(directory, name)
      }
    }
    clear(ROOT)
    const { number } = files.make(ROOT, 'last', FILE)
    files.close(files.open(number))
    files.unlink(ROOT, 'last')
    process.result([...problems, ...fsck(kernel.memory)])
    process.result(kernel.heap.used)
  },
  filesForEver({ kernel }: Process, seed: number) {
    const files = filesOf(kernel)
    let random = seed
    const next = (n: number) => {
      random = xorshift32(random)
      return below(random, n)
    }
    const open: number[] = []
    for (;;) {
      // Files are no points at which a lane gives way.
      kernel.tick()
      const directory = files.lookup(ROOT, `d${next(3)}`)?.number ?? ROOT
      const name = `f${next(8)}`
      tried(() => {
        const operation = next(8)
        if (operation === 0) files.make(ROOT, `d${next(3)}`, DIRECTORY)
        else if (operation === 1) files.make(directory, name, FILE)
        else if (operation === 2) files.unlink(directory, name)
        else if (operation === 3) files.removeDirectory(ROOT, `d${next(3)}`)
        else if (operation === 4) files.rename(directory, name, ROOT, `f${next(8)}`)
        else if (operation === 5) {
          if (open.length === 5) files.close(open.shift() ?? 0)
          open.push(files.open(files.lookup(directory, name)?.number ?? 0))
        } else if (open.length > 0) {
          const file = open[next(open.length)] ?? 0
          if (operation === 6) files.write(file, new Uint8Array(next(70_000)).fill(1), next(100_000))
          else files.read(file, new Uint8Array(next(70_000)))
        }
      })
    }
  },
}
