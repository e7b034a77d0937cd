import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const forkedLock: Lesson = {
  id: 'forked-lock',
  section: 'mistakes',
  title: { en: 'A lock held while forking', ja: 'フォークの瞬間に持たれていたロック' },
  summary: {
    en: "The child's copy of the lock is held by a thread that does not exist there.",
    ja: '子のロックは、そこに存在しないスレッドに持たれたままです。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  // Its clock may jump, so that the sleep can be longer than any process takes to start.
  settings: { skipIdle: true },
  primary: 'run',
  startMethods: ['fork'],
  expected: { kind: 'deadlocked', lines: ['the writer has released its lock'] },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'deadlocked', lines: ['the writer has released its lock'] },
  },
}
