import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'
import pythonEn from './python.en.md?raw'
import pythonJa from './python.ja.md?raw'

export const nobodyPuts: Lesson = {
  id: 'nobody-puts',
  section: 'mistakes',
  title: { en: 'Waiting for what nobody will send', ja: '誰も送らないものを待つ' },
  summary: {
    en: 'One end-of-work sign for three consumers.',
    ja: '3つの消費側に、終わりの合図が1つだけ。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'deadlocked' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    text: { en: pythonEn, ja: pythonJa },
    expected: { kind: 'deadlocked' },
  },
}
