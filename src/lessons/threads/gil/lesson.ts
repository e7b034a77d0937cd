import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const gil: Lesson = {
  id: 'gil',
  section: 'threads',
  title: { en: 'The GIL', ja: 'GIL' },
  summary: {
    en: 'Work that never waits: threads take turns, processes run side by side.',
    ja: '待たない仕事では、スレッドは交代で、プロセスは並んで動きます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { compare: 'workers' },
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '4 workers are done' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    settings: {},
    primary: 'run',
    expected: { kind: 'finished', lastLine: '4 workers are done' },
  },
}
