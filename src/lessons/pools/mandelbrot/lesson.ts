import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const mandelbrot: Lesson = {
  id: 'mandelbrot',
  section: 'pools',
  title: { en: 'A picture, row by row', ja: '1行ずつ描く画像' },
  summary: {
    en: 'Tasks of very different length, shared out fairly by small chunks.',
    ja: '長さの大きく違う仕事を、小さな塊で公平に分けます。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'compare',
  expected: { kind: 'finished', lastLine: '60734 points never fly away' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '15270 points never fly away' },
  },
}
