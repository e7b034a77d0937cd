import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const firstProcess: Lesson = {
  id: 'first',
  section: 'processes',
  title: { en: 'A first process', ja: 'はじめてのプロセス' },
  summary: {
    en: 'Three processes start, sleep and end; the main one waits for them.',
    ja: '3つのプロセスが始まり、眠り、終わります。メインプロセスはそれを待ちます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'exit codes: 0 0 0' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'finished', lastLine: 'exit codes: 0 0 0' },
  },
}
