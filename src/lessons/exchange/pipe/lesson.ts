import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const pipe: Lesson = {
  id: 'pipe',
  section: 'exchange',
  title: { en: 'Two ends of a pipe', ja: 'パイプの両端' },
  summary: {
    en: 'A question goes in, an answer comes out, and closing an end says that it is over.',
    ja: '質問を送ると答えが返り、端を閉じると終わりが伝わります。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'done', contains: ['5 squared is 25', 'nobody asks any more'] },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: 'done', contains: ['5 squared is 25', 'nobody asks any more'] },
  },
}
