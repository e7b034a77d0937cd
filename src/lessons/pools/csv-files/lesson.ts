import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const csvFiles: Lesson = {
  id: 'csv-files',
  section: 'pools',
  title: { en: 'Many CSV files at once', ja: 'たくさんのCSVを一度に' },
  summary: {
    en: 'Map each file to a summary in parallel, then put the summaries together.',
    ja: '各ファイルを並列に要約し、最後に1つにまとめます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '144000 rows of 24 files' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '144000 rows of 24 files' },
  },
}
