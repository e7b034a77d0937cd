import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const rlock: Lesson = {
  id: 'rlock',
  section: 'synchronisation',
  title: { en: 'A lock taken twice', ja: '2回取れるロック' },
  summary: {
    en: 'An RLock counts how often its owner has taken it.',
    ja: 'RLock は、持ち主が何回取ったかを数えます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: '500 coins in 5 accounts' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'finished', lastLine: '500 coins in 5 accounts' },
  },
}
