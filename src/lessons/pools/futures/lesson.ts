import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const futures: Lesson = {
  id: 'futures',
  section: 'pools',
  title: { en: 'Futures', ja: 'Future' },
  summary: {
    en: 'Give tasks away, take results as they are done, errors included.',
    ja: '仕事を渡し、終わったものから結果やエラーを受け取ります。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', contains: ['missing: there is no page "missing"'], lastLine: '3 of 4 pages' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      contains: ['missing: there is no page "missing"'],
      lastLine: '3 of 4 pages',
    },
  },
}
