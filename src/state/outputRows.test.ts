import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import type { OutputLine, TraceModel } from '../trace/model.ts'
import { OutputRows, shown } from './outputRows.ts'
import type { RunKey, RunResult } from './runs.ts'
import { COMPILED } from './state.testing.ts'

function resultOf(key: RunKey, texts: string[]): RunResult & { print(text: string): void } {
  const output: OutputLine[] = []
  const print = (text: string) => {
    output.push({ time: output.length, lane: 0, stream: 'stdout', site: 0, text })
  }
  for (const text of texts) print(text)
  const model: TraceModel = Object.create(new TraceDecoder({ cores: 1 }).model, { output: { value: output } })
  const rest = { compiled: COMPILED, model, prepared: null, outcome: null, typed: [], print }
  return { key, cores: 2, gil: true, state: 'running', ...rest }
}

test('rows of a Python run are lines of a terminal; the last one may grow', () => {
  const rows = new OutputRows()
  const { print, ...rest } = resultOf('parallel', [])
  const result = { ...rest, compiled: { ...COMPILED, python: [] } }
  const write = (text: string) => {
    print(text)
    rows.update([result], false)
  }
  write('a')
  const open = (text: string) => {
    Object.assign(result.model.output, { [result.model.output.length]: { ...LINE, text, open: true } })
    rows.update([result], false)
  }
  open('b')
  open('c')
  expect(told(rows)).toEqual(['a', 'bc'])
  expect(rows.outputLength).toBe(2)
  open('\n\x1b[1md\n')
  expect(told(rows)).toEqual(['a', 'bc', 'd'])
  expect(rows.lines).toBe(3)
})

test('what was typed stands behind the question, and what follows it on a line of its own', () => {
  const { print: _, ...rest } = resultOf('parallel', [])
  const result = { ...rest, compiled: { ...COMPILED, python: [] } }
  const lines = [
    { ...LINE, text: 'Name: ', open: true },
    { ...LINE, text: 'Hello' },
  ]
  const rows = new OutputRows()
  Object.assign(result.model.output, { 0: lines[0] })
  rows.update([result], false)
  const answered = { ...result, typed: [{ after: 1, lane: 0, text: 'Ada' }] }
  rows.update([answered], false)
  expect(told(rows)).toEqual(['Name: Ada'])
  Object.assign(result.model.output, { 1: lines[1] })
  rows.update([answered], false)
  expect(told(rows)).toEqual(['Name: Ada', 'Hello'])
  const anew = new OutputRows()
  anew.update([answered], false)
  expect(told(anew)).toEqual(told(rows))
})

const LINE = { time: 0, lane: 0, stream: 'stdout', site: 0 } as const

function told(rows: OutputRows): (string | undefined)[] {
  return Array.from({ length: rows.length }, (_, index) => {
    const row = rows.row(index)
    return row?.kind === 'output' ? row.line.text : undefined
  })
}

describe('rows of output', () => {
  test('grow by what is new', () => {
    const rows = new OutputRows()
    const result = resultOf('parallel', ['a'])
    rows.update([result], false)
    result.print('b')
    rows.update([result], false)
    rows.update([result], false)
    expect(rows.length).toBe(2)
  })

  test('have a heading for each run when there are two', () => {
    const rows = new OutputRows()
    rows.update([resultOf('single', ['a', 'b']), resultOf('parallel', ['c'])], true)
    const kinds = Array.from({ length: rows.length }, (_, index) => rows.row(index)?.kind)
    expect(kinds).toEqual(['heading', 'output', 'output', 'heading', 'output'])
    expect(rows.outputLength).toBe(3)
  })

  test('know their lines, texts of several lines among them', () => {
    const rows = new OutputRows()
    rows.update([resultOf('parallel', ['a', 'b\nc\nd', 'e'])], false)
    expect(rows.lines).toBe(5)
    expect([0, 1, 2, 3, 4].map(line => rows.rowAt(line))).toEqual([0, 1, 1, 1, 2])
    expect([0, 1, 2].map(row => rows.start(row))).toEqual([0, 1, 4])
  })

  test('begin anew with another run', () => {
    const rows = new OutputRows()
    rows.update([resultOf('parallel', ['a', 'b'])], false)
    rows.update([resultOf('parallel', ['c'])], false)
    expect(rows.length).toBe(1)
  })

  test('are copied whole, each with its process', () => {
    const rows = new OutputRows()
    rows.update([resultOf('single', ['a']), resultOf('parallel', ['b'])], true)
    expect(
      rows.text(
        () => 'Main',
        (cores, run) => `${run}, ${cores} cores`,
      ),
    ).toBe('# single, 2 cores\nMain\ta\n# parallel, 2 cores\nMain\tb')
  })
})

describe('a text too long to be shown', () => {
  test('is cut by characters', () => {
    expect(shown('x'.repeat(50_000))).toEqual({ text: 'x'.repeat(20_000), hidden: 30_000 })
  })

  test('is cut by lines', () => {
    const { text, hidden } = shown('x\n'.repeat(1000))
    expect(text.split('\n')).toHaveLength(400)
    expect(text.length + hidden).toBe(2000)
  })

  test('is whole when it is short', () => {
    expect(shown('a\nb')).toEqual({ text: 'a\nb', hidden: 0 })
  })
})
