import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const sharedArray: Lesson = {
  id: 'shared-array',
  section: 'exchange',
  title: { en: 'A picture in shared memory', ja: '共有メモリの上の画像' },
  summary: {
    en: 'Several processes draw into one Array, each its own rows.',
    ja: '複数のプロセスが1つの Array に、それぞれの行を描きます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '411159 of 960000 points are bright' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '65550 of 153600 points are bright' },
  },
}
