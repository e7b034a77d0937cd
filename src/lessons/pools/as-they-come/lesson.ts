import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import main from './main.ts?raw'

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
}
