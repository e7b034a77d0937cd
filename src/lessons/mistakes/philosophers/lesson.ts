import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const philosophers: Lesson = {
  id: 'philosophers',
  section: 'mistakes',
  title: { en: 'Five philosophers', ja: '5人の哲学者' },
  summary: {
    en: 'Everyone holds the left fork and waits for the right one.',
    ja: '全員が左のフォークを持ち、右を待ちます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'deadlocked' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'deadlocked' },
  },
}
