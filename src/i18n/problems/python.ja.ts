import type { Params, ProblemTexts } from '../problems.ts'
import type { Missing } from './python.en.ts'

export const pythonJa: ProblemTexts = {
  'python.assets': p =>
    `Python を読み込めませんでした（${p.detail}）。接続を確かめて、もう一度実行してください。`,
  'python.package': p =>
    `プログラムが import するパッケージを読み込めませんでした（${p.detail}）。接続を確かめて、もう一度実行してください。`,
  'python.noJspi': () =>
    'このブラウザではここの Python を動かせません。WebAssembly が Promise を待てないためです（JSPI）。Chrome と Edge は 137、Firefox は 153 から対応しています。TypeScript のプログラムはこのブラウザでも動きます。',
}

export const pythonHintsJa: ProblemTexts = {
  'python.noModule': p => (Object.hasOwn(MISSING, p.kind ?? '') ? MISSING[p.kind as Missing](p) : ''),
  'python.noNetwork': () =>
    'ページの中のプログラムはネットワークにつながりません（サーバー、クライアント、スクレイピングのどれも）。取得するはずのものはプログラムのファイルとして追加してください。サーバーの応答にかかる時間は time.sleep で表せます。',
  'python.noPrograms': () =>
    'ページから OS のプログラムは起動できません。Python どうしなら multiprocessing.Process、Pool、ProcessPoolExecutor で並行して動きます。',
  'python.assets': () =>
    'Python はこのページと同じ場所から一度だけ読み込まれ、その後は保存されます。TypeScript のプログラムには要りません。',
  'python.noJspi': () => 'ギャラリーのほとんどのプログラムには TypeScript 版もあります。',
}

const MISSING: Readonly<Record<Missing, (p: Params) => string>> = {
  refused: p => `プログラムに追加された wheel はここでは使えません: ${p.reason}`,
  unseen: p =>
    `このページには wheel がありますが、プログラムに書かれた import だけが読み込まれます。どれかのファイルに「import ${p.module}」と書いてください。`,
  compiled: p =>
    `パッケージ ${p.package} にはコンパイルされたコードが含まれます。このページを公開している人は、Pyodide 用の wheel をページの wheel フォルダーに追加できます。プログラムに追加できるのは純粋な Python のパッケージだけです。`,
  library: p => `Python のモジュール ${p.module} はブラウザでは動きません。`,
  unknown: () =>
    '純粋な Python のパッケージなら、wheel（名前が -none-any.whl で終わるファイル）をプログラムのファイルとして追加できます。コンパイルされたコードを含むものは、このページを公開している人が追加できます。',
}
