import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const waitsForItself: Lesson = {
  id: 'waits-for-itself',
  section: 'mistakes',
  title: { en: 'A pool that waits for itself', ja: '自分自身を待つプール' },
  summary: {
    en: 'Tasks that wait for tasks of the same pool use up all its workers.',
    ja: '同じプールの仕事を待つ仕事が、ワーカーを使い尽くします。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'deadlocked', lines: [] },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'deadlocked', lines: [] },
  },
}
