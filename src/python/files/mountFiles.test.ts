import { loadPyodide, type PyodideAPI } from 'pyodide'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fsck } from '../../kernel/files/fsck.testing.ts'
import { createArena, memoryOf } from '../../kernel/memory/arena.ts'
import { Heap } from '../../kernel/memory/heap.ts'
import { Lane, laneBase, SlotState } from '../../kernel/memory/layout.ts'
import { Sections } from '../../kernel/sync/section.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import { defaultPlan } from '../../program/plan.ts'
import type { EmscriptenFS } from './emscripten.ts'
import { type MountedFiles, mountFiles } from './mountFiles.ts'
import { filePrograms } from './programs.testing.ts'

const memory = memoryOf(createArena(defaultPlan(2)))

/** A process of its own, as far as files can tell. */
interface Process {
  readonly FS: EmscriptenFS & Record<string, (...args: unknown[]) => unknown>
  readonly python: PyodideAPI
  readonly files: MountedFiles
  run(code: string): unknown
}

async function startProcess(slot: number): Promise<Process> {
  const sections = new Sections(memory.words, slot, () => {
    throw new Error('nobody is killed here')
  })
  memory.words[laneBase(slot) + Lane.State] = SlotState.Live
  memory.words[laneBase(slot) + Lane.Pid] = 1000 + slot
  const heap = new Heap(memory, sections, () => '')
  const python = await loadPyodide()
  const kernel = { memory, sections, heap, host: nodeHost({}), pid: 1000 + slot }
  const files = mountFiles((python as unknown as { _module: object })._module, kernel)
  python.runPython('import os, sys, json, pathlib, shutil')
  return { FS: python.FS as never, python, files, run: code => python.runPython(code) }
}

let one: Process
let two: Process
beforeAll(async () => {
  one = await startProcess(1)
  two = await startProcess(2)
})

afterEach(() => {
  const clean = `
os.chdir('/home/pyodide')
for place in '/home/pyodide', '/tmp':
    for name in os.listdir(place):
        path = os.path.join(place, name)
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
`
  one.run(clean)
  two.run(clean)
  expect(fsck(memory)).toEqual([])
})

test.each(Object.entries(filePrograms))('Python finds files as it knows them: %s', (_name, code) => {
  one.run(`exec(${JSON.stringify(code)}, {})`)
})

describe('two processes', () => {
  test('see what the other has written, renamed and removed', () => {
    one.run("open('a.txt', 'w').write('hello\\n'); os.makedirs('d/e')")
    one.run("pathlib.Path('d/e/b.txt').write_text('grüße')")
    expect(two.run("open('a.txt').read()")).toBe('hello\n')
    expect(two.run("pathlib.Path('/home/pyodide/d/e/b.txt').read_text()")).toBe('grüße')
    two.run("os.rename('a.txt', 'd/c.txt')")
    expect(one.run("os.path.exists('a.txt')")).toBe(false)
    expect(one.run("json.dumps(os.listdir('d'))")).toBe('["e", "c.txt"]')
    one.run("os.replace('d/c.txt', 'd/e/b.txt')")
    expect(two.run("open('d/e/b.txt').read()")).toBe('hello\n')
    two.run("os.rename('d', 'f'); os.mkdir('d')")
    expect(one.run("json.dumps([os.listdir('d'), os.listdir('f')])")).toBe('[[], ["e"]]')
    one.run("open('/tmp/t', 'w').write('x')")
    expect(two.run("open('/tmp/t').read()")).toBe('x')
  })

  test('go on with a file that the other has unlinked', () => {
    one.run("f = open('u', 'w+'); f.write('still'); f.flush()")
    two.run("os.unlink('u')")
    expect(one.run("f.write(' here'); f.seek(0); f.read()")).toBe('still here')
    one.run('f.close()')
  })

  test('append to one file, each at its end', () => {
    one.run("f = open('log', 'a', buffering=1)")
    two.run("f = open('log', 'a', buffering=1)")
    for (let i = 0; i < 3; i++) {
      one.run(`print('one', ${i}, file=f)`)
      two.run(`print('two', ${i}, file=f)`)
    }
    expect(two.run("open('log').read()")).toBe('one 0\ntwo 0\none 1\ntwo 1\none 2\ntwo 2\n')
    for (const process of [one, two]) process.run('f.close()')
  })

  test('make the same file at the same time', () => {
    // The other comes between the look-up and the making of the file.
    const meanwhile = (action: () => void) => {
      const { mknod } = one.FS
      one.FS.mknod = (...args: unknown[]) => {
        one.FS.mknod = mknod as never
        action()
        return mknod?.(...args)
      }
    }
    meanwhile(() => two.run("f = open('r', 'w'); f.write('two '); f.close()"))
    one.run("f = open('r', 'a'); f.write('one'); f.close()")
    expect(two.run("open('r').read()")).toBe('two one')
    meanwhile(() => two.run("open('s', 'w').close()"))
    expect(() => one.run("open('s', 'x')")).toThrow('FileExistsError')
  })

  test('list a directory while the other removes what is in it', () => {
    one.run("for i in range(5): open(f'n{i}', 'w').close()")
    const { readdir } = one.FS
    one.FS.readdir = (...args: unknown[]) => {
      one.FS.readdir = readdir as never
      const names = readdir?.(...args)
      two.run("os.remove('n1'); os.remove('n3')")
      return names
    }
    expect(one.run('json.dumps(os.listdir())')).toBe('["n0", "n2", "n4"]')
  })
})

describe('a forked child', () => {
  const fork = () => two.files.reopen(structuredClone(one.files.describe()))

  test('has the descriptors of its parent, with one position for both', () => {
    one.run(`
fd = os.open('f', os.O_RDWR | os.O_CREAT)
twin = os.dup(fd)
log = os.open('log', os.O_WRONLY | os.O_CREAT | os.O_APPEND)
null = os.open('/dev/null', os.O_WRONLY)
os.write(fd, b'parent ')
`)
    const fds = one.run('json.dumps([fd, twin, log, null])')
    two.run("stray = os.open('stray', os.O_CREAT)")
    fork()
    two.run(`fd, twin, log, null = ${fds}`)
    two.run("os.write(fd, b'child '); os.write(log, b'1'); os.write(null, b'x')")
    one.run("os.write(twin, b'parent'); os.write(log, b'2')")
    expect(two.run('os.close(fd); os.lseek(twin, 0, 0); os.read(twin, 7).decode()')).toBe('parent ')
    expect(one.run('os.read(fd, 100).decode()')).toBe('child parent')
    expect(one.run("open('log').read()")).toBe('12')
    one.run("os.unlink('f')")
    for (const process of [one, two]) process.run('for one in twin, log, null: os.close(one)')
    one.run('os.close(fd)')
    expect(() => two.run('os.fstat(fd)')).toThrow('OSError')
  })

  test('is where its parent is, and has what the parent closes before it comes up', () => {
    one.run("os.mkdir('w'); os.chdir('w'); f = open('x', 'w+'); f.write('text'); f.flush()")
    const fd = one.run('f.fileno()')
    const open = structuredClone(one.files.describe())
    one.run("f.close(); os.unlink('x')")
    two.files.reopen(open)
    expect(two.run('os.getcwd()')).toBe('/home/pyodide/w')
    expect(two.run(`os.lseek(${fd}, 0, 0); os.read(${fd}, 10).decode()`)).toBe('text')
    two.run(`os.close(${fd})`)
  })

  test('that does not come to be holds nothing', () => {
    one.run("f = open('x', 'w')")
    one.files.discard(structuredClone(one.files.describe()))
    one.run("f.close(); os.unlink('x')")
  })

  test('keeps standard output where its parent has put it', () => {
    one.run("saved = os.dup(1); out = os.open('out', os.O_WRONLY | os.O_CREAT); os.dup2(out, 1)")
    fork()
    two.run("os.write(1, b'into the file')")
    expect(one.run("open('out').read()")).toBe('into the file')
    one.run('os.dup2(saved, 1); os.close(saved); os.close(out)')
    fork()
    two.run("os.write(1, b'')")
  })
})

describe("a program's own files", () => {
  const wheel = (name: string, entries: Record<string, string>) => {
    const text = one.run(`
import base64, io, zipfile
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_DEFLATED) as z:
    for name, text in json.loads(${JSON.stringify(JSON.stringify(entries))}).items():
        z.writestr(name, text)
base64.b64encode(buffer.getvalue()).decode()`)
    return { path: name, text: String(text), encoding: 'base64' } as const
  }

  test('are there for all processes', () => {
    const { wheels, refused } = one.files.installProgram([
      { path: 'main.py', text: 'print("größe")\n' },
      { path: 'data/numbers.bin', text: 'AAECAw==', encoding: 'base64' },
      wheel('thing-1.0-py3-none-any.whl', { 'thing/__init__.py': 'VALUE = 42' }),
    ])
    expect([wheels, refused]).toEqual([['thing-1.0-py3-none-any.whl'], []])
    expect(two.run("open('main.py').read()")).toBe('print("größe")\n')
    expect(two.run("list(open('data/numbers.bin', 'rb').read()) == [0, 1, 2, 3]")).toBe(true)
    two.run("sys.path.append('/home/pyodide/thing-1.0-py3-none-any.whl'); import thing")
    expect(two.run('thing.VALUE')).toBe(42)
  })

  test('say why a wheel cannot be used', () => {
    const { wheels, refused } = one.files.installProgram([
      wheel('a-1-cp314-cp314-manylinux_2_17_x86_64.whl', { 'a.py': '' }),
      wheel('b-1-py2-none-any.whl', { 'b.py': '' }),
      wheel('c-1-py3-none-any.whl', { 'c/fast.so': '' }),
      wheel('d-1-py2.py3-none-any.whl', { 'd.py': '' }),
      wheel('e.whl', {}),
      { path: 'f-1-py3-none-any.whl', text: 'no archive' },
    ])
    expect(wheels).toEqual(['d-1-py2.py3-none-any.whl'])
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('was built for manylinux_2_17_x86_64'),
      expect.stringContaining('is for py2'),
      expect.stringContaining('compiled code (c/fast.so)'),
      expect.stringContaining('not named as wheels are'),
      expect.stringContaining('no ZIP archive'),
    ])
  })
})
