import { loadPyodide, type PyodideAPI } from 'pyodide'
import { beforeAll, describe, expect, test } from 'vitest'
import { fsck } from '../../kernel/files/fsck.testing.ts'
import { createArena, memoryOf } from '../../kernel/memory/arena.ts'
import { Heap } from '../../kernel/memory/heap.ts'
import { Lane, laneBase, SlotState } from '../../kernel/memory/layout.ts'
import { Sections } from '../../kernel/sync/section.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import { defaultPlan } from '../../program/plan.ts'
import { type MountedFiles, mountFiles } from './mountFiles.ts'

const memory = memoryOf(createArena(defaultPlan(2)))

interface Process {
  readonly python: PyodideAPI
  readonly files: MountedFiles
  /** Runs Python and gives the value of its last expression, through JSON. */
  run(code: string): unknown
}

/** A process of its own, as far as files can tell. */
async function startProcess(slot: number): Promise<Process> {
  const sections = new Sections(memory.words, slot, () => {
    throw new Error('nobody is killed here')
  })
  memory.words[laneBase(slot) + Lane.State] = SlotState.Live
  memory.words[laneBase(slot) + Lane.Pid] = 1000 + slot
  const heap = new Heap(memory, sections, () => '')
  const python = await loadPyodide()
  const kernel = { memory, sections, heap, host: nodeHost({}), pid: 1000 + slot }
  const files = mountFiles(python as never, kernel)
  const run = (code: string) => {
    const value = python.runPython(code)
    return typeof value === 'object' && value !== null ? JSON.parse(value.toJs()) : value
  }
  return { python, files, run }
}

let one: Process
let two: Process
beforeAll(async () => {
  one = await startProcess(1)
  two = await startProcess(2)
})

describe('files of Python', () => {
  test('one process reads what another has written, renamed and removed', () => {
    one.run(`
import os, json, pathlib
with open('a.txt', 'w') as f:
    f.write('hello\\n')
os.makedirs('d/e')
pathlib.Path('d/e/b.txt').write_text('grüße')
`)
    expect(two.run("import os, json, pathlib; open('a.txt').read()")).toBe('hello\n')
    expect(two.run("pathlib.Path('/home/pyodide/d/e/b.txt').read_text()")).toBe('grüße')
    two.run("os.rename('a.txt', 'd/c.txt')")
    expect(one.run("os.path.exists('a.txt')")).toBe(false)
    expect(one.run("json.dumps(sorted(os.listdir('d')))")).toBe('["c.txt", "e"]')
    one.run("os.replace('d/c.txt', 'd/e/b.txt')")
    expect(two.run("open('d/e/b.txt').read()")).toBe('hello\n')
    two.run("import shutil; shutil.rmtree('d')")
    expect(one.run('json.dumps(os.listdir())')).toBe('[]')
    expect(fsck(memory)).toEqual([])
  })
})
