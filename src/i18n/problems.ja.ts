import type { ProblemTexts } from './problems.ts'

export const problemsJa: ProblemTexts = {
  'app.internal': p => `Weft の内部エラーです: ${p.message}`,
  'app.linkTooLarge': () => 'プログラムが大きすぎてリンクに入りません。',
}

export const hintsJa: ProblemTexts = {
  'compile.unexpectedEnd': () => '対になっていない括弧や引用符を探してください。',
  'app.internal': () => 'もう一度実行すると動くことがあります。プログラムは無事です。',
}
