import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const noGuard: Lesson = {
  id: 'no-guard',
  section: 'mistakes',
  title: { en: 'The missing guard', ja: '足りないガード' },
  summary: {
    en: 'Without a main guard a spawned child would start children without end.',
    ja: 'ガードがないと、spawnされた子が際限なく子を作ろうとします。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  startMethods: ['fork'],
  expected: { kind: 'finished', lastLine: 'the child ended with exit code 1' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'the child ended with exit code 1' },
  },
}
