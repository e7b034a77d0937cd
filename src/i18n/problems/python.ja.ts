import type { ProblemTexts } from '../problems.ts'

export const pythonJa: ProblemTexts = {
  'python.assets': p =>
    `Python を読み込めませんでした（${p.detail}）。接続を確かめて、もう一度実行してください。`,
  'python.package': p =>
    `プログラムが import するパッケージを読み込めませんでした（${p.detail}）。接続を確かめて、もう一度実行してください。`,
  'python.noJspi': () =>
    'このブラウザではここの Python を動かせません。WebAssembly が Promise を待てないためです（JSPI）。Chrome と Edge は 137、Firefox は 153 から対応しています。TypeScript のプログラムはこのブラウザでも動きます。',
}

export const pythonHintsJa: ProblemTexts = {
  'python.assets': () =>
    'Python はこのページと同じ場所から一度だけ読み込まれ、その後は保存されます。TypeScript のプログラムには要りません。',
  'python.noJspi': () => 'ギャラリーのほとんどのプログラムには TypeScript 版もあります。',
}
