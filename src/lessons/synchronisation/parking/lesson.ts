import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const parking: Lesson = {
  id: 'parking',
  section: 'synchronisation',
  title: { en: 'Three parking places', ja: '3台分の駐車場' },
  summary: {
    en: 'A semaphore lets three in at a time; the others wait their turn.',
    ja: 'セマフォは同時に3台まで通し、ほかは順番を待ちます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'never more than 3 cars at once' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'never more than 3 cars at once' },
  },
}
