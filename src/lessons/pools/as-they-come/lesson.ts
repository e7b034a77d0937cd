import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const asTheyCome: Lesson = {
  id: 'as-they-come',
  section: 'pools',
  title: { en: 'Results as they come', ja: 'できた順に受け取る' },
  summary: {
    en: 'map, imap and imapUnordered hand over the same results at different times.',
    ja: 'map、imap、imapUnordered は、同じ結果を違うときに渡します。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: { skipIdle: true },
  primary: 'run',
  expected: { kind: 'finished', lastLine: '6 dishes, three times' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    summary: {
      en: 'map, imap and imap_unordered hand over the same results at different times.',
      ja: 'map、imap、imap_unordered は、同じ結果を違うときに渡します。',
    },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'finished', lastLine: '6 dishes, three times' },
  },
}
