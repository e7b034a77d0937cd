// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
import { describe, expect, test } from 'vitest'
import { below, xorshift32 } from '../../base/prng.ts'
import { PLAIN } from './style.ts'
import { Terminal } from './terminal.ts'

type Chunk = readonly [lane: number, text: string]

function terminal(...chunks: Chunk[]): Terminal {
  const made = new Terminal()
  chunks.forEach(([lane, text], time) => {
    const open = !text.endsWith('\n')
    made.write({ time, lane, stream: 'stdout', site: 0, text: open ? text : text.slice(0, -1), open })
  })
  return made
}

const texts = (made: Terminal): string[] => [
  ...made.ended.map(row => row.line.text),
  ...(made.current === null ? [] : [made.current.line.text]),
]

describe('lines of a terminal', () => {
  test('are those of all processes, in the order in which their parts came', () => {
    const made = terminal([1, 'Hello '], [2, 'World'], [1, 'from 1\n'], [2, '\n'])
    expect(texts(made)).toEqual(['Hello Worldfrom 1', ''])
    expect(made.ended[0]?.line).toMatchObject({ lane: 1, time: 0 })
    expect(made.ended[0]?.parts?.map(({ lane, text }) => [lane, text])).toEqual([
      [1, 'Hello '],
      [2, 'World'],
      [1, 'from 1'],
    ])
  })

  test('are shown before they have ended', () => {
    expect(texts(terminal([1, 'Loading'], [1, '.'], [1, '.']))).toEqual(['Loading..'])
    expect(terminal([1, 'done\n']).current).toBeNull()
  })

  test('are written over after a carriage return or a backspace', () => {
    expect(texts(terminal([1, ' 10 %'], [1, '\r 20 %'], [1, '\r100'], [1, '\n']))).toEqual(['100 %'])
    expect(texts(terminal([1, 'abc\b\bX\n']))).toEqual(['aXc'])
    expect(texts(terminal([1, '\b\r\bok\r\n']))).toEqual(['ok'])
    expect(texts(terminal([1, 'long line\r\x1b[Kshort\n']))).toEqual(['short'])
  })

  test('are plain where nothing asks for more', () => {
    expect(terminal([1, 'plain\n']).ended[0]?.parts).toBeNull()
    expect(terminal([1, '\x1b[1;0mplain\n']).ended[0]?.parts).toBeNull()
  })
})

describe('styles', () => {
  const styleOf = (sequence: string) => {
    const parts = terminal([1, `${sequence}x\n`]).ended[0]?.parts
    return parts?.at(-1)?.style ?? PLAIN
  }
  const rgb = (red: number, green: number, blue: number) => ({ kind: 'rgb', red, green, blue })

  test.each([
    ['\x1b[31m', { foreground: { kind: 'named', index: 1 } }],
    ['\x1b[97;44m', { foreground: { kind: 'named', index: 15 }, background: { kind: 'named', index: 4 } }],
    ['\x1b[38;5;9m', { foreground: { kind: 'named', index: 9 } }],
    ['\x1b[38;5;196m', { foreground: rgb(255, 0, 0) }],
    ['\x1b[38;5;244m', { foreground: rgb(128, 128, 128) }],
    ['\x1b[38;2;1;2;3m', { foreground: rgb(1, 2, 3) }],
    ['\x1b[38:2::1:2:3m', { foreground: rgb(1, 2, 3) }],
    ['\x1b[48:5:196m', { background: rgb(255, 0, 0) }],
    ['\x1b[1;4m', { bold: true, underline: true }],
    ['\x1b[1;4;31m\x1b[22;24;39m', PLAIN],
    ['\x1b[1m\x1b[m', PLAIN],
    ['\x1b[38;5;999m', PLAIN],
    ['\x1b[38;2;1m\x1b[0m', PLAIN],
    ['\x1b[4:0m', PLAIN],
    ['\x1b[7m', { inverse: true }],
  ])('%j', (sequence, style) => {
    expect(styleOf(sequence)).toEqual({ ...PLAIN, ...style })
  })

  test('hold for what other processes write, too: there is one terminal', () => {
    const made = terminal([1, '\x1b[31mred\n'], [2, 'red as well\n'])
    expect(made.ended[1]?.parts?.[0]).toMatchObject({ lane: 2, style: { foreground: { index: 1 } } })
  })

  test('a sequence may come in parts', () => {
    const made = terminal([1, 'a\x1b'], [1, '[3'], [1, '1mb\n'])
    expect(made.ended[0]?.line.text).toBe('ab')
    expect(made.ended[0]?.parts?.[1]?.style.foreground).toEqual({ kind: 'named', index: 1 })
  })
})

test.each([
  '\x1b[2J',
  '\x1b[3;4H',
  '\x1b]0;title\x07',
  '\x1b]8;;http://x\x1b\\',
  '\x1b(B',
  '\x1b7',
  '\x07',
  '\x9b',
])('what is no style is dropped: %j', sequence => {
  expect(texts(terminal([1, `a${sequence}b\n`]))).toEqual(['ab'])
})

/** Pieces that random texts are made of. */
const PIECES = [
  'a',
  'bc',
  '日本',
  '🙂',
  ' ',
  '\t',
  '\n',
  '\r',
  '\b',
  '\x1b',
  '[',
  '3',
  ';',
  ':',
  'm',
  'K',
  '38;5;200m',
  '\x1b[',
  '\x1b[31m',
  '\x1b[1;38;2;1;2;3m',
  '\x1b[K',
  '\x1b[2K',
  '\x1b]0;',
  '\x07',
  '\x1b\\',
  '\x9b',
  '\0',
  '\x7f',
  '\ud800',
]

/** Numbers in [0, n), the same for the same seed. */
function dice(seed: number): (n: number) => number {
  let state = seed
  return n => {
    state = xorshift32(state)
    return below(state, n)
  }
}

function damaged(seed: number): string {
  const roll = dice(seed * 7919)
  return Array.from({ length: 1 + roll(60) }, () => PIECES[roll(PIECES.length)]).join('')
}

describe('damaged text', () => {
  test('shows no control characters, wherever it is cut', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const text = damaged(seed)
      const roll = dice(seed * 104_729)
      const chunks: Chunk[] = []
      for (let at = 0; at < text.length; ) {
        const length = 1 + roll(5)
        chunks.push([1, text.slice(at, at + length)])
        at += length
      }
      const whole = texts(terminal([1, text]))
      const cut = texts(terminal(...chunks))
      // A character that is cut in two is the decoder's care.
      if (!/[\ud800-\udfff]/.test(text)) expect(cut, `seed ${seed}`).toEqual(whole)
      for (const line of [...whole, ...cut])
        expect(line, `seed ${seed}`).not.toMatch(/[\0-\x08\x0a-\x1f\x7f-\x9f]/)
    }
  })

  test('is laid out as on a plain grid', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const roll = dice(seed * 7919)
      const pieces = ['a', 'bc', 'déf', '\r', '\b', '\n', '\x1b[K', '\x1b[31m']
      const text = Array.from({ length: 30 }, () => pieces[roll(pieces.length)]).join('')
      const shown = texts(terminal([1, text]))
      expect(shown, `seed ${seed}`).toEqual(grid(text))
    }
  })

  test('a sequence without an end does not swallow what follows for ever', () => {
    const made = terminal([1, `\x1b]0;${'x'.repeat(10_000)}\n`], [1, 'after\n'])
    expect(texts(made).at(-1)).toBe('after')
  })
})

/** The slow, obvious twin. */
function grid(text: string): string[] {
  const lines: string[][] = [[]]
  let column = 0
  for (const character of text.replace(/\x1b\[31m/g, '').replace(/\x1b\[K/g, '\0')) {
    const line = lines.at(-1) ?? []
    if (character === '\n') {
      lines.push([])
      column = 0
    } else if (character === '\r') column = 0
    else if (character === '\b') column = Math.max(0, column - 1)
    else if (character === '\0') line.length = Math.min(line.length, column)
    else line[column++] = character
  }
  const made = lines.map(line => line.join(''))
  return made.at(-1) === '' ? made.slice(0, -1) : made
}
