import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const endings: Lesson = {
  id: 'endings',
  section: 'processes',
  title: { en: 'How processes end', ja: 'プロセスの終わり方' },
  summary: {
    en: 'Returning, failing, exiting, being terminated or killed: five exit codes.',
    ja: '戻る、失敗する、exitする、終了させられる、強制終了される。5つの終了コード。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: {
    kind: 'finished',
    contains: [
      'returns: exit code 0',
      'throws: exit code 1',
      'exits: exit code 3',
      'asked to end: exit code -15',
    ],
    lastLine: 'killed: exit code -9',
  },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: {
      kind: 'finished',
      contains: [
        'returns: exit code 0',
        'raises: exit code 1',
        'exits: exit code 3',
        'asked to end: exit code -15',
      ],
      lastLine: 'killed: exit code -9',
    },
  },
}
