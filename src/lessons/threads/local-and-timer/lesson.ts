import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const localAndTimer: Lesson = {
  id: 'local-and-timer',
  section: 'threads',
  title: { en: "Values of one's own, and timers", ja: '自分だけの値と、タイマー' },
  summary: {
    en: 'local keeps a value for each thread; a Timer is a thread that waits first.',
    ja: 'local はスレッドごとの値を持ち、Timer は先に待つスレッドです。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: {
    kind: 'finished',
    contains: ['Ada: answered', 'Alan: answered', 'a reminder after 1 s'],
    lastLine: 'served',
  },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      contains: ['Ada: answered', 'Alan: answered', 'a reminder after 1 s'],
      lastLine: 'served',
    },
  },
}
