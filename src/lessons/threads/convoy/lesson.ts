import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const convoy: Lesson = {
  id: 'convoy',
  section: 'threads',
  title: { en: 'The convoy', ja: '渋滞' },
  summary: {
    en: 'A thread that needs a moment waits for one that never lets go of the GIL.',
    ja: '一瞬だけ動きたいスレッドが、GILを離さないスレッドを待ちます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'done' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'done' },
  },
}
