import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const sharedAccount: Lesson = {
  id: 'shared-account',
  section: 'threads',
  title: { en: 'Threads share, and lose', ja: 'スレッドは共有し、そして失う' },
  summary: {
    en: 'Three threads add to one account, without a lock and with one.',
    ja: '3つのスレッドが1つの口座に入金します。ロックなしと、ありで。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'careful: 60000 of 60000' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    settings: { switchAnywhere: true },
    expected: { kind: 'finished', lastLine: 'careful: 300000 of 300000' },
  },
}
