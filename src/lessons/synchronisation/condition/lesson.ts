import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const condition: Lesson = {
  id: 'condition',
  section: 'synchronisation',
  title: { en: 'Taking turns', ja: '順番に歌う' },
  summary: {
    en: 'A Condition: wait until something is true, and tell the others when it has changed.',
    ja: 'Condition は、条件が成り立つまで待ち、変わったら知らせます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: {
    kind: 'finished',
    lines: [...Array(4).fill(['row', 'row', 'row your boat']).flat(), 'sung 4 times'],
    lastLine: 'sung 4 times',
  },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      lines: [...Array(4).fill(['row', 'row', 'row your boat']).flat(), 'sung 4 times'],
      lastLine: 'sung 4 times',
    },
  },
}
