import { exchangeJa } from './problems/exchange.ja.ts'
import { futuresJa } from './problems/futures.ja.ts'
import { managersJa } from './problems/managers.ja.ts'
import { processesJa } from './problems/processes.ja.ts'
import { pythonHintsJa, pythonJa } from './problems/python.ja.ts'
import { sharedJa } from './problems/shared.ja.ts'
import { syncJa } from './problems/sync.ja.ts'
import { threadsJa } from './problems/threads.ja.ts'
import type { ProblemTexts } from './problems.ts'

const encode: ProblemTexts = {
  closure: p =>
    `${p.path} は関数「${p.name}」で、ローカル変数を使っています（${p.captured}、${p.file}:${p.line}）。プロセスもスレッドも変数を共有しません。引数として渡すか、モジュールのトップレベルに移してください。`,
  function: p =>
    `${p.path} は関数「${p.name}」ですが、ほかのプロセスからは見つけられません。モジュールのトップレベルで定義した関数を送り、その中から呼び出してください。`,
  symbol: p =>
    `${p.path} はシンボル ${p.name} です。シンボルはプロセスごとに別物です。代わりに文字列を送ってください。`,
  promise: p =>
    `${p.path} は Promise です。解決できるのは作ったプロセスだけです。await して、その結果を送ってください。`,
  iterator: p =>
    `${p.path} はジェネレータかイテレータで、現在位置をコピーできません。要素の配列を送ってください。`,
  weak: p =>
    `${p.path} は ${p.type} で、ほかのプロセスでは意味を持ちません。オブジェクトそのものを送ってください。`,
  sharedArrayBuffer: p =>
    `${p.path} は、共有オブジェクトのメモリを直接指しています。元のオブジェクト（Value、Array、SharedMemory）か、コピーを送ってください。`,
  class: p =>
    `${p.path} はクラス「${p.name}」のインスタンスですが、ほかのプロセスからはこのクラスが見つかりません。クラスをモジュールのトップレベルで定義するか、普通のオブジェクトを送ってください。`,
  subclass: p =>
    `${p.path} は ${p.base} のサブクラス「${p.name}」のインスタンスで、コピーできません。普通の ${p.base} か、それを持つオブジェクトを送ってください。`,
  prototype: p =>
    `${p.path} のプロトタイプはクラスではありません。普通のオブジェクトか、プログラムのクラスのインスタンスを送ってください。`,
  unreadable: p =>
    `${p.path} を読み取れませんでした（${p.reason}）。読み取れるようにするか、除いてください。`,
  transfer: p => `${p.path} は送れません: ${p.reason}`,
  depth: p => `${p.path} ではカーネルオブジェクトの入れ子が深すぎます。並べて送ってください。`,
  size: p =>
    `${p.path} はエンコードするとメモリに収まりません（${p.bytes} バイト超）。小さく分けて送ってください。`,
}

/** The same reasons, found when a process was forked. */
const poison: ProblemTexts = Object.fromEntries(
  Object.entries(encode).map(([reason, text]) => [
    `poison.${reason}`,
    p => `${p.path} は fork のときにコピーできませんでした。${text(p)}`,
  ]),
)

const page: ProblemTexts = {
  'app.internal': p => `Weft の内部エラーです: ${p.message}`,
  'app.linkTooLarge': () => 'プログラムが大きすぎてリンクに入りません。',
  'run.tooMuch': p =>
    p.what === 'output'
      ? `プログラムの出力が、このページで保持できる量（${p.megabytes} MB）を超えたため、実行を打ち切りました。それまでの内容は表示されています。`
      : `この実行で起きたことが、このページで保持できる量（イベント ${p.megabytes} MB）を超えたため、打ち切りました。それまでの内容は表示されています。`,
  'engine.noIsolation': () =>
    'クロスオリジン分離されていないページなので、ブラウザの共有メモリを使えません。',
  'engine.noSharedMemory': () => 'このブラウザには SharedArrayBuffer がありません。',
  'engine.frame': () => 'サンドボックスが応答しないため、作り直しました。もう一度実行してください。',
  'engine.worker': p => `ワーカーを起動できませんでした: ${p.detail}`,
  'engine.workerDied': p => `プロセスのワーカーが落ちました: ${p.detail}`,
  'engine.memory': p => `実行に必要なメモリが足りません: ${p.detail}`,
}

const link: ProblemTexts = {
  'link.version': p => `リンクのバージョンが正しくありません（「${p.value}」）。途中で書き換わったようです。`,
  'link.newer': p =>
    `新しい版の Weft で作られたリンクです（バージョン ${p.version}）。ページを再読み込みするか、リンクを作ったサイトで開いてください。`,
  'link.percent': p =>
    `リンクの「${p.key}=」を読み取れません。「%」は %25、「&」は %26 と書く必要があります。`,
  'link.language': p => `リンクのプログラムは、対応していない言語で書かれています:「${p.language}」`,
  'link.program': () =>
    'リンクの中のプログラムが壊れています。リンクが途中で切れたか、書き換わったようです。完全なリンクをもらい直してください。',
  'link.tooLarge': p => `リンクの中のプログラムが ${p.limit} バイトを超えています。`,
  'link.noProgram': () =>
    'リンクにプログラムが入っていません。途中で切れたようです。完全なリンクをもらい直してください。',
  'link.twoPrograms': () =>
    'リンクに「code」と「z」の 2 つのプログラムが入っています。どちらかを削除してください。',
  'link.unknownKey': p => `リンクの設定「${p.key}」は未知のため無視しました。`,
  'link.ignoredValue': p => `リンクの設定「${p.key}」に「${p.value}」は使えないため無視しました。`,
  'link.repeatedKey': p => `リンクの設定「${p.key}」が重複しています。最初のものを使います。`,
}

const compile: ProblemTexts = {
  'compile.language': () => 'コンパイルできるのは TypeScript のプログラムだけです。',
  'compile.noFiles': () => 'プログラムにファイルがありません。',
  'compile.syntax': p => `構文を解釈できません: ${p.detail}`,
  'compile.threadVariable': p =>
    `Weft のスレッドは変数を共有しません。「${p.name}」はスレッドごとに別々で、あるスレッドが代入した値はほかのスレッドから見えません。threading の shared({ … }) のフィールドにしてください。`,
  'compile.threadObject': p =>
    `Weft のスレッドは変数を共有しません。各スレッドが変更するのは「${p.name}」の自分用のコピーで、ほかのスレッドからは見えません。値を threading の shared(…) で包むか、キューを使うか、エグゼキュータのタスクの戻り値で返してください。`,
  'compile.threadCollection': p =>
    `Weft のスレッドは変数を共有しません。各スレッドが変更するのは「${p.name}」の自分用のコピーで、ほかのスレッドからは見えません。オブジェクトか配列を threading の shared(…) に入れて使うか、キューを使うか、エグゼキュータのタスクの戻り値で返してください。`,
  'compile.threadField': p =>
    `run() が this.${p.field} に代入しても、変わるのはコピーだけです。スレッドを開始した側の ${p.class} オブジェクトは変わりません。threading の shared({ … }) を使うか、結果をキューに入れて渡してください。`,
  'compile.tooDeep': () => '式の入れ子が深すぎます。',
  'compile.unexpectedToken': p => `ここに ${p.token} は書けません。`,
  'compile.unexpectedEnd': () => 'ファイルが途中で終わっています。括弧か引用符が閉じられていません。',
  'compile.unterminated': p => `この ${p.what} が閉じられていません。`,
  'compile.redeclared': p => `名前「${p.name}」が 2 回宣言されています。`,
  'compile.unknownModule': p => `モジュール「${p.specifier}」はありません。使えるモジュール: ${p.known}`,
  'compile.unknownFile': p => `ファイル「${p.specifier}」はありません。プログラムのファイル: ${p.known}`,
  'compile.missingExport': p =>
    `「${p.specifier}」は「${p.name}」をエクスポートしていません。エクスポートされているもの: ${p.known}`,
  'compile.ambiguousExport': p =>
    `「${p.specifier}」では「${p.name}」が複数のファイルからエクスポートされています。`,
  'compile.undeclaredExport': p => `「${p.name}」はエクスポートされていますが、宣言がありません。`,
  'compile.libraryStar': p =>
    `「${p.specifier}」から再エクスポートするものは名前を挙げてください: export { … } from "${p.specifier}"`,
  'compile.dynamicImport': () => 'import() は使えません。ファイルの先頭に import 文を書いてください。',
  'compile.importMeta': () => 'import.meta は使えません。プロセスの名前は __name__ に入っています。',
  'compile.namespace': p =>
    `値を持つ namespace には対応していません。「${p.name}」を別のファイルに移して import してください。`,
  'compile.importEquals': p =>
    `「import ${p.name} = …」ではなく「import * as ${p.name} from …」と書いてください。`,
  'compile.exportEquals': () => '「export = …」ではなく「export default …」と書いてください。',
  'compile.decorator': () => 'デコレータには対応していません。関数を直接呼び出してください。',
  'compile.accessor': () =>
    'キーワード「accessor」には対応していません。ゲッターとセッターを書いてください。',
  'compile.superFirst': () =>
    'パラメータプロパティを使うコンストラクタでは、super(…) を独立した文にしてください。',
  'compile.usingPlace': () => 'ここに「using」は書けません。専用のブロックで囲んでください。',
}

const program: ProblemTexts = {
  'program.error': p => (p.message === '' ? `${p.name}` : `${p.name}: ${p.message}`),
  'program.thrown': p => `プログラムが ${p.value} を throw しました。これは Error ではありません。`,
  'program.recursion': () => '関数呼び出しが深くなりすぎました。再帰が終わりません。',
  'timeout.type': p => `タイムアウトには秒数か null を指定します（${p.type} が渡されました）。`,
  'argument.function': p =>
    `${p.where} には関数が必要です（${p.type} が渡されました）。呼び出さずに関数そのものを渡してください。`,
  'argument.iterable': p =>
    `${p.where} には反復可能なもの（配列、Set、ジェネレータ）が必要です（${p.type} が渡されました）。`,
  'argument.integer': p => `${p.where} には整数が必要です（${p.type} が渡されました）。`,
  'argument.least': p => `${p.where} は ${p.least} 以上にしてください（${p.value} が渡されました）。`,
  'process.startedTwice': p =>
    `${p.name} はすでに開始されています。Process を開始できるのは 1 回だけです。新しく作ってください。`,
  'process.name': () => 'Process の名前は文字列にしてください。',
  'process.alreadyStarted': p => `${p.name} は開始済みです。daemon を設定できるのは start() の前だけです。`,
  'process.notStarted': p =>
    `${p.name} はまだ開始されていません。${p.what}() の前に start() を呼んでください。`,
  'process.daemonicChildren': () => 'デーモンプロセス（Pool のワーカーなど）は子プロセスを持てません。',
  'process.notChild': p => `${p.what} は、子プロセスに対して、それを開始したプロセスだけが使えます。`,
  'process.limit': p =>
    `動いているプロセスが上限の ${p.limit} 個に達しました。先に join() するか、Pool を使ってください。`,
  'library.notSendable': p => `${p.type} はほかのプロセスに送れません。`,
  'array.index': p => `長さ ${p.length} の Array に添字 ${p.index} はありません。添字は 0 から始まります。`,
  'cells.value': p =>
    `型「${p.typecode}」の共有メモリに ${p.type} は入りません。小数には型「d」を使ってください。`,
  'cells.noLock': p => `この ${p.type} は { lock: false } で作られたため、ロックがありません。`,
  'cells.typecode': p =>
    `型コード「${p.typecode}」はありません。${p.known} のどれかを使ってください（整数は「i」、それ以外の数は「d」）。`,
  'lock.timeout': p => `${p.seconds} 秒以内にロックを取れませんでした。`,
  'lock.notHeld': p =>
    `${p.object} はどのプロセスも保持していません。release() の前に acquire() を呼んでください。`,
  'queue.full': p => `キューの容量は ${p.capacity} 個で、時間内に空きができませんでした。`,
  'queue.empty': () => 'キューは空で、時間内に何も入りませんでした。',
  'memory.full': p =>
    `共有メモリがいっぱいです。全 ${p.size} MB のうち ${p.used} MB が使用中で、さらに ${p.wanted} MB が必要です。${p.holders === '' ? '' : `使っているもの: ${p.holders}。`}キューから早めに取り出す、キューに maxsize を付ける、一度に使う量や送る量を減らす、のいずれかを試してください。`,
  'decode.function': p => missing('関数番号', p.name),
  'decode.class': p => missing('クラス', p.name),
  'decode.type': p => missing('カーネルオブジェクトの型', p.name),
  'decode.damaged': p =>
    `プロセス間のメッセージが ${p.at} バイト目で壊れています。Weft の不具合です。報告してください。`,
}

function missing(kind: string, name: string | undefined): string {
  return `メッセージにある${kind}「${name}」が、受け取ったプロセスにありません。条件分岐の中ではなく、モジュールのトップレベルで、どのプロセスでも定義されるようにしてください。`
}

export const problemsJa: ProblemTexts = {
  ...page,
  ...link,
  ...compile,
  ...program,
  ...poison,
  ...managersJa,
  ...exchangeJa,
  ...futuresJa,
  ...sharedJa,
  ...threadsJa,
  ...syncJa,
  ...processesJa,
  ...pythonJa,
  ...Object.fromEntries(Object.entries(encode).map(([reason, text]) => [`encode.${reason}`, text])),
}

export const hintsJa: ProblemTexts = {
  ...pythonHintsJa,
  'run.tooMuch': p =>
    p.what === 'output'
      ? '出力を減らしてください。終わらないループの中で出力していませんか。1000 回に 1 回だけ、または結果だけを出力してみてください。'
      : 'タスク 1 つの仕事を大きくする（chunksize を増やす）か、プロセスどうしが待ち合う回数を減らしてください。',
  'app.internal': () => 'もう一度実行すると動くことがあります。プログラムは無事です。',
  'compile.unexpectedEnd': () => '対になっていない括弧や引用符を探してください。',
  'program.thrown': () => 'throw new Error("…") と書いてください。Error なら、どこで起きたかがわかります。',
  'program.recursion': () => '再帰を止める条件があるか、その条件に必ず届くかを確かめてください。',
}
