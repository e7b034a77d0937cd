import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const sharedMemory: Lesson = {
  id: 'shared-memory',
  section: 'exchange',
  title: { en: 'Shared memory by name', ja: '名前つきの共有メモリ' },
  summary: {
    en: 'A block of bytes that any process can open by its name.',
    ja: 'どのプロセスからも名前で開けるバイト列です。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', contains: ['WRITTEN IN SMALL LETTERS'], lastLine: 'Ada is 37 now' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', contains: ['WRITTEN IN SMALL LETTERS'], lastLine: 'Ada is 37 now' },
  },
}
