import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import main from './main.ts?raw'

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
}
