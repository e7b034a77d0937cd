import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const startSignal: Lesson = {
  id: 'start-signal',
  section: 'synchronisation',
  title: { en: 'The starting signal', ja: 'スタートの合図' },
  summary: {
    en: 'An Event holds everybody at the line until it is set.',
    ja: 'Event は、旗が上がるまで全員をスタートラインで待たせます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: {
    kind: 'finished',
    contains: ['runner 3 ran 1.3 s', 'they are off'],
    lastLine: 'the race is over',
  },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      contains: ['runner 3 ran 1.3 s', 'they are off'],
      lastLine: 'the race is over',
    },
  },
}
