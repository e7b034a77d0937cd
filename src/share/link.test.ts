import { deflateSync, strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { below, xorshift32 } from '../base/prng.ts'
import type { Program } from '../program/program.ts'
import { encodeBase64url } from './base64url.ts'
import { crc32 } from './checksum.ts'
import { decodeLink, encodeLink, type SharedState } from './link.ts'
import { MAX_PROGRAM_BYTES } from './packedProgram.ts'

const PROGRAM: Program = {
  language: 'ts',
  files: [
    {
      path: 'main.ts',
      text: "import { f } from './lib/f.ts'\nconsole.log(f(1 + 1), '日本語 & 100 % \ud800')\n",
    },
    { path: 'lib/f.ts', text: 'export const f = (n: number) => n * 2\n' },
  ],
}
const FULL: SharedState = {
  program: PROGRAM,
  plan: {
    cores: 2,
    startMethod: 'spawn',
    gil: false,
    quantum: null,
    switchInterval: 0.5,
    workers: 'threads',
    skipIdle: true,
    seed: 42,
  },
  mode: 'compare',
  compare: 'workers',
  schedule: [0, 0, 0, 1, 2, 2, 1],
  lesson: 'race',
  ui: 'ja',
  theme: 'dark',
}

/** A link whose `z` is whole, whatever it holds. */
function packed(json: string): string {
  const deflated = deflateSync(strToU8(json))
  const bytes = new Uint8Array(4 + deflated.length)
  new DataView(bytes.buffer).setUint32(0, crc32(deflated))
  bytes.set(deflated, 4)
  return `v=1&z=${encodeBase64url(bytes)}`
}

function codeOf(hash: string): string | undefined {
  const result = decodeLink(hash)
  return result.kind === 'ok' ? result.state.program?.files[0]?.text : undefined
}

function problemOf(hash: string): string | null {
  const result = decodeLink(hash)
  return result.kind === 'damaged' || result.kind === 'newer' ? result.problem.code : null
}

function warningsOf(hash: string): string[] | null {
  const result = decodeLink(hash)
  return result.kind === 'ok' ? result.warnings.map(warning => `${warning.code} ${warning.params.key}`) : null
}

test('what goes into a link comes out of it', () => {
  expect(decodeLink(`#${encodeLink(FULL)}`)).toEqual({ kind: 'ok', state: FULL, warnings: [] })
  const bare: SharedState = { program: PROGRAM, plan: {} }
  expect(decodeLink(encodeLink(bare))).toEqual({ kind: 'ok', state: bare, warnings: [] })
  const lesson: SharedState = { program: null, plan: { cores: 4 }, lesson: 'primes' }
  expect(encodeLink(lesson)).toBe('v=1&cores=4&lesson=primes')
  expect(decodeLink(encodeLink(lesson))).toEqual({ kind: 'ok', state: lesson, warnings: [] })
})

test('a time slice that is no round number survives', () => {
  const state: SharedState = { program: PROGRAM, plan: { quantum: 0.1 + 0.2 } }
  expect(decodeLink(encodeLink(state))).toEqual({ kind: 'ok', state, warnings: [] })
})

test('a link is made of characters that need no escaping', () => {
  expect(encodeLink(FULL)).toMatch(/^[\w=&.*-]+$/)
})

test('an address without a link is none', () => {
  for (const hash of ['', '#', '#section-2', '#cores=2', '#&&'])
    expect(decodeLink(hash), hash).toEqual({ kind: 'none' })
})

test('a link can be written by hand', () => {
  expect(codeOf('#v=1&lang=ts&code=let a = 1%0Aa += 2')).toBe('let a = 1\na += 2')
  expect(codeOf('#code=1+1')).toBe('1+1')
  expect(codeOf('#code=a=b')).toBe('a=b')
  expect(codeOf('#code=a\nb')).toBe('a\nb')
  const python = decodeLink('#lang=py&code=print(1)')
  expect(python).toMatchObject({ state: { program: { language: 'py', files: [{ path: 'main.py' }] } } })
})

test('a link broken into lines by a mail program is still whole', () => {
  const link = encodeLink(FULL).replace(/(z=.{30})(.{20})/, '$1\n$2%20')
  expect(decodeLink(link)).toMatchObject({ kind: 'ok', state: { program: PROGRAM } })
})

test('unknown keys and impossible values are left out and told', () => {
  expect(warningsOf('code=x&colour=red&cores=2')).toEqual(['link.unknownKey colour'])
  expect(warningsOf('code=x&constructor=1&__proto__=2')).toHaveLength(2)
  expect(warningsOf('code=x&code=y')).toEqual(['link.repeatedKey code'])
  for (const pair of [
    'cores=0',
    'cores=257',
    'cores=2.5',
    'cores=',
    'cores=1e3',
    'start=Fork',
    'gil=yes',
    'as=asWritten',
    'compare=all',
    'quantum=0',
    'quantum=-1',
    'quantum=99999',
    'switch=off',
    'seed=4294967296',
    'mode=debug',
    'schedule=1.',
    'schedule=1*999999',
    'schedule=a',
    'schedule=1*0',
    'lesson=../x',
    'ui=fr',
    'theme=blue',
  ]) {
    expect(warningsOf(`code=x&${pair}`), pair).toEqual([`link.ignoredValue ${pair.split('=')[0]}`])
  }
})

test('each way to be unreadable has its own problem', () => {
  expect(problemOf('v=2&z=whatever')).toBe('link.newer')
  expect(decodeLink('v=17&code=x')).toMatchObject({ kind: 'newer', version: 17 })
  for (const version of ['', '0', '-1', 'one', '1.5', '1e9']) {
    expect(problemOf(`v=${version}&code=x`), version).toBe('link.version')
  }
  expect(problemOf('code=100 %')).toBe('link.percent')
  expect(problemOf('lang=rb&code=x')).toBe('link.language')
  expect(problemOf(packed('{"lang":"rb","files":[{"path":"main.rb","text":""}]}'))).toBe('link.language')
  expect(problemOf('v=1')).toBe('link.noProgram')
  expect(problemOf('v=1&cores=2')).toBe('link.noProgram')
  expect(problemOf('v=1&lesson=race&y=eJy')).toBe('link.noProgram')
  expect(problemOf('code=x&z=y')).toBe('link.twoPrograms')
  expect(problemOf('z=%F0%9F%98%80')).toBe('link.program')
  expect(problemOf(`lang=py&z=${encodeLink({ program: PROGRAM, plan: {} }).split('z=')[1]}`)).toBe(
    'link.program',
  )
})

test('a whole link may still hold nonsense', () => {
  for (const files of [
    '[]',
    '{}',
    '[{"path":"a.ts"}]',
    '[{"path":"../a.ts","text":""}]',
    '[{"path":"/a.ts","text":""}]',
    '[{"path":"","text":""}]',
    '[{"path":"a\\\\b.ts","text":""}]',
    '[{"path":"a.ts","text":1}]',
    '[{"path":"a.ts","text":""},{"path":"a.ts","text":""}]',
  ]) {
    expect(problemOf(packed(`{"lang":"ts","files":${files}}`)), files).toBe('link.program')
  }
  expect(problemOf(packed('not JSON'))).toBe('link.program')
})

test('a bomb is not unpacked, and a program too large is not packed', () => {
  const text = ' '.repeat(64 * 1024 * 1024)
  expect(problemOf(packed(text))).toBe('link.tooLarge')
  const program: Program = {
    language: 'ts',
    files: [{ path: 'main.ts', text: text.slice(0, MAX_PROGRAM_BYTES) }],
  }
  expect(() => encodeLink({ program, plan: {} })).toThrow(RangeError)
})

test('a link cut off anywhere gives the whole program or a problem', () => {
  const link = encodeLink(FULL)
  for (let length = 0; length < link.length; length++) {
    const result = decodeLink(link.slice(0, length))
    if (result.kind === 'ok') expect(result.state.program, `cut at ${length}`).toEqual(PROGRAM)
  }
})

test('a damaged link never throws and never yields another program', () => {
  const whole = encodeLink(FULL)
  const alphabet = 'abcXYZ0189-_=&%+.~ #\n日\ud800'
  for (let seed = 1; seed <= 4000; seed++) {
    let state = seed * 2654435761
    const next = (n: number): number => {
      state = xorshift32(state)
      return below(state, n)
    }
    let link = whole
    for (let changes = 1 + next(3); changes > 0; changes--) {
      const at = next(link.length)
      const length = next(4)
      const replacement = next(3) === 0 ? '' : (alphabet[next(alphabet.length)] ?? '')
      // A deletion, an insertion or a replacement.
      link = link.slice(0, at) + replacement + link.slice(at + length)
    }
    const result = decodeLink(link)
    if (result.kind === 'ok') expect(result.state.program, `seed ${seed}: ${link}`).toEqual(PROGRAM)
  }
})

test('a Python program travels with its files of bytes and with how threads are switched', () => {
  const program: Program = {
    language: 'py',
    files: [
      { path: 'main.py', text: 'print(1)' },
      { path: 'a-1.0.whl', text: 'UEsDBAD/', encoding: 'base64' },
    ],
  }
  const hash = encodeLink({ program, plan: { switchAnywhere: true } })
  expect(hash).toContain('anyswitch=on')
  expect(decodeLink(hash)).toMatchObject({ kind: 'ok', state: { program, plan: { switchAnywhere: true } } })
  const damaged = { lang: 'py', files: [{ path: 'a.whl', text: '%', encoding: 'base64' }] }
  expect(problemOf(packed(JSON.stringify(damaged)))).toBe('link.program')
})

test('a link may name a language alone', () => {
  expect(decodeLink('#lang=py')).toMatchObject({ kind: 'ok', state: { program: null, lang: 'py' } })
  expect(problemOf('v=1&lang=ts')).toBe('link.noProgram')
  expect(problemOf('lang=py&y=eJy')).toBe('link.noProgram')
})

test('a link that names a lesson alone may say which of its languages is meant', () => {
  expect(decodeLink('#v=1&lang=py&lesson=race')).toMatchObject({
    kind: 'ok',
    state: { program: null, lang: 'py', lesson: 'race' },
  })
})
