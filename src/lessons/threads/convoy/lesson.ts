import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import main from './main.ts?raw'

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
}
