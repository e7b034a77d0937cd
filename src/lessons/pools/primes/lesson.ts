import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import main from './main.ts?raw'

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
}
