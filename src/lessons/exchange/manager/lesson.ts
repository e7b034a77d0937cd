import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const manager: Lesson = {
  id: 'manager',
  section: 'exchange',
  title: { en: 'A manager and its server', ja: 'マネージャーとサーバー' },
  summary: {
    en: 'Dictionaries and lists for several processes, kept by a process of their own.',
    ja: '複数のプロセスで使う辞書とリストを、専用のプロセスが預かります。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', contains: ['the: 4', 'cat: 2'], lastLine: '6 different words' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'finished', contains: ['the: 4', 'cat: 2'], lastLine: '6 different words' },
  },
}
