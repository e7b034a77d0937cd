import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const jobQueue: Lesson = {
  id: 'job-queue',
  section: 'threads',
  title: { en: 'Workers and their jobs', ja: 'ワーカーと仕事のキュー' },
  summary: {
    en: 'Three threads take jobs from a queue; join waits until all are done.',
    ja: '3つのスレッドがキューから仕事を取り、join はすべて終わるまで待ちます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', contains: ['all 6 jobs are done'], lastLine: 'the workers went home' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', contains: ['all 6 jobs are done'], lastLine: 'the workers went home' },
  },
}
