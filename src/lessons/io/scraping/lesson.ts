import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const scraping: Lesson = {
  id: 'scraping',
  section: 'io',
  title: { en: 'Scraping with threads', ja: 'スレッドでページを集める' },
  summary: {
    en: 'Twelve pages from a simulated network, one, four and twelve at a time.',
    ja: '模擬ネットワークから12ページを、1つずつ、4つずつ、12同時に。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'the same words each time' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'the same words each time' },
  },
}
