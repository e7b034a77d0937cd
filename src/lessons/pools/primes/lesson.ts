import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const primes: Lesson = {
  id: 'primes',
  section: 'pools',
  title: { en: 'Counting primes', ja: '素数を数える' },
  summary: {
    en: 'Pool.map shares 64 tasks among worker processes.',
    ja: 'Pool.map で64個のタスクをワーカープロセスに分担させます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '639851 primes below 9600000' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '52074 primes below 640000' },
  },
}
