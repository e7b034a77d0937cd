import { describe, expect, it } from 'vitest'
import { parseStack } from './stackFrames.ts'

const source = 'blob:null/1-2'

describe('a stack', () => {
  it('of V8 is read', () => {
    const stack = [
      'TypeError: no good',
      '    at work (blob:null/1-2:12:5)',
      '    at async Worker.run [as go] (blob:null/1-2:14:1)',
      '    at new Thing (blob:null/1-2:15:1)',
      '    at blob:null/1-2:16:9',
      '    at Array.map (<anonymous>)',
      '    at file:///tmp/with (odd) name.mjs:3:4',
    ].join('\n')
    expect(parseStack(stack)).toEqual([
      { name: 'work', source, line: 12, column: 5 },
      { name: 'Worker.run', source, line: 14, column: 1 },
      { name: 'new Thing', source, line: 15, column: 1 },
      { name: '', source, line: 16, column: 9 },
      { name: '', source: 'file:///tmp/with (odd) name.mjs', line: 3, column: 4 },
    ])
  })

  it('of Firefox is read', () => {
    const stack = [
      'work@blob:null/1-2:12:5',
      'async*outer/inner/<@blob:null/1-2:13:7',
      '@blob:null/1-2:14:3',
      'promise callback*',
    ].join('\n')
    expect(parseStack(stack)).toEqual([
      { name: 'work', source, line: 12, column: 5 },
      { name: 'outer/inner', source, line: 13, column: 7 },
      { name: '', source, line: 14, column: 3 },
    ])
  })

  it('of WebKit is read', () => {
    const stack = ['work@blob:null/1-2:12:5', 'module code@blob:null/1-2:14:3', 'map@[native code]'].join(
      '\n',
    )
    expect(parseStack(stack)).toEqual([
      { name: 'work', source, line: 12, column: 5 },
      { name: '', source, line: 14, column: 3 },
    ])
  })

  it('of anything else is no calls', () => {
    expect(parseStack('')).toEqual([])
    expect(parseStack('Error: at the door: 5:3 please')).toEqual([])
  })
})
