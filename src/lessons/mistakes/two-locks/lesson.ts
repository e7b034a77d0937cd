import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const twoLocks: Lesson = {
  id: 'two-locks',
  section: 'mistakes',
  title: { en: 'Two locks, two orders', ja: '2つのロック、2つの順番' },
  summary: {
    en: 'A deadlock, found and explained.',
    ja: 'デッドロックを見つけて説明します。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  // Its clock may jump, so that the sleep can be longer than any process takes to start.
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'deadlocked', lines: [] },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'deadlocked', lines: [] },
  },
}
