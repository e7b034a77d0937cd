import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const pipeline: Lesson = {
  id: 'pipeline',
  section: 'exchange',
  title: { en: 'Producer and consumer', ja: '生産者と消費者' },
  summary: {
    en: 'Two processes work hand in hand through a Queue of limited size.',
    ja: '2つのプロセスが、大きさに上限のある Queue を通して分業します。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '24 cakes are done' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '24 cakes are done' },
  },
}
