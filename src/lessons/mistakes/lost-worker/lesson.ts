import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const lostWorker: Lesson = {
  id: 'lost-worker',
  section: 'mistakes',
  title: { en: 'When a worker dies', ja: 'ワーカーが死ぬとき' },
  summary: {
    en: 'A task kills its process, and the pool breaks.',
    ja: '仕事が自分のプロセスを終わらせ、プールが壊れます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'a worker died, and the pool with it' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'a worker died, and the pool with it' },
  },
}
