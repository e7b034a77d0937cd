import type { Lesson } from '../../lesson.ts'
import en from './lesson.en.md?raw'
import ja from './lesson.ja.md?raw'
import mainPy from './main.py?raw'
import main from './main.ts?raw'

export const barrier: Lesson = {
  id: 'barrier',
  section: 'synchronisation',
  title: { en: 'Step by step behind a barrier', ja: 'バリアで足並みをそろえる' },
  summary: {
    en: 'A simulation in steps: nobody goes on before everybody is there.',
    ja: '1歩ずつ進むシミュレーション。全員がそろうまで誰も先へ進みません。',
  },
  text: { en, ja },
  program: { language: 'ts', files: [{ path: 'main.ts', text: main }] },
  settings: {},
  primary: 'run',
  expected: { kind: 'finished', lastLine: 'after 40 steps the rod holds 1000.000 units of heat' },
  python: {
    program: { language: 'py', files: [{ path: 'main.py', text: mainPy }] },
    expected: { kind: 'finished', lastLine: 'after 40 steps the rod holds 1000.000 units of heat' },
  },
}
