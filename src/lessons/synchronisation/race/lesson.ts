import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const race: Lesson = {
  id: 'race',
  section: 'synchronisation',
  title: { en: 'A race, and a lock', ja: '競合とロック' },
  summary: {
    en: 'Two processes add to one Value: without a Lock, additions are lost.',
    ja: '2つのプロセスが1つの Value に足していきます。Lock がないと加算が失われます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'with a lock: 200000 of 200000' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'with a lock: 40000 of 40000' },
  },
}
