import { describe, expect, test } from 'vitest'
import { MOST_FILE_BYTES, sizeOf } from './fileContent.ts'
import { createWorkspace } from './workspace.ts'

const open = () => {
  const program = { language: 'py', files: [{ path: 'main.py', text: 'a' }] } as const
  return createWorkspace(program, { kind: 'lesson', lesson: 'x' }, () => 'draft').getState
}

describe('files of a Python program', () => {
  test('may be of any kind; without an ending they are sources', () => {
    const workspace = open()
    expect(workspace().addFile('tasks')).toBeNull()
    expect(workspace().addFile('data/names.csv')).toBeNull()
    expect(workspace().program.files.map(file => file.path)).toEqual([
      'main.py',
      'tasks.py',
      'data/names.csv',
    ])
    for (const name of ['..', '../x.py', 'a/./b.py', '.py']) expect(workspace().addFile(name)).not.toBeNull()
  })

  test('are taken in as text where they are text, else as bytes, under a name that is free', () => {
    const workspace = open()
    const bytes = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 255)
    const taken = workspace().takeIn([
      { name: 'main.py', bytes: new TextEncoder().encode('é') },
      { name: 'a wheel-1.0+x.whl', bytes },
    ])
    expect(taken).toBe(true)
    expect(workspace().program.files.slice(1)).toEqual([
      { path: 'main-2.py', text: 'é' },
      { path: 'a_wheel-1.0+x.whl', text: 'UEsDBAD/', encoding: 'base64' },
    ])
    expect(workspace().program.files.map(sizeOf)).toEqual([1, 2, bytes.length])
    workspace().edit('a_wheel-1.0+x.whl', 'x')
    workspace().renameFile('a_wheel-1.0+x.whl', 'b.whl')
    expect(workspace().program.files[2]).toEqual({ path: 'b.whl', text: 'UEsDBAD/', encoding: 'base64' })
  })

  test('are not taken in when they are too large', () => {
    const workspace = open()
    expect(workspace().takeIn([{ name: 'a.bin', bytes: new Uint8Array(MOST_FILE_BYTES) }])).toBe(false)
    expect(workspace().program.files).toHaveLength(1)
  })

  test('the entry stays a source', () => {
    expect(open()().renameFile('main.py', 'main.txt')).toBe('invalid')
  })
})
