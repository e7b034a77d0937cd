import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const startMethods: Lesson = {
  id: 'start-methods',
  section: 'processes',
  title: { en: 'fork, spawn and forkserver', ja: 'fork、spawn、forkserver' },
  summary: {
    en: 'What a child sees of its parent, and what it costs to make it.',
    ja: '子プロセスに親の何が見え、作るのにどれだけかかるか。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: {
    kind: 'finished',
    contains: [
      'fork: greeting is "changed by the parent", evaluated as __main__',
      'spawn: greeting is "as written in the file", evaluated as __mp_main__',
      'forkserver: greeting is "as written in the file", evaluated as __mp_main__',
    ],
  },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      contains: [
        'fork: greeting is "changed by the parent", evaluated as __main__',
        'spawn: greeting is "as written in the file", evaluated as __mp_main__',
        'forkserver: greeting is "as written in the file", evaluated as __mp_main__',
      ],
    },
  },
}
