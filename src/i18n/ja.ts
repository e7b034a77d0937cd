import type { Words } from './en.ts'
import { createFormats } from './format.ts'
import { pythonJa } from './python.ja.ts'

const f = createFormats('ja-JP')
const cores = (n: number): string => `${f.count(n)}コア`
type RunName = Parameters<Words['result']['run']>[1]
const runName = (n: number, run: RunName): string =>
  run === 'threads' ? 'スレッド' : run === 'processes' ? 'プロセス' : cores(n)
const on = (n: number, run: RunName): string =>
  run === 'threads' || run === 'processes' ? `${cores(n)}、${runName(n, run)}` : cores(n)

export const ja: Words = {
  locale: 'ja',
  formats: f,
  title: 'Weft – 並行プログラミングの実験場',

  brand: {
    tagline: '並行プログラムを書いて、手元のコアで実際に走らせ、どのプロセスが動き、どれが待ったかを見る。',
  },

  actions: {
    run: '実行',
    compare: '比較',
    stop: '停止',
    runHint: '選んだコア数で1回実行',
    compareHint: n => `1コアと${cores(n)}で続けて2回実行し、並べて比べる`,
    compareWorkersHint: n => `${cores(n)}で、スレッドとプロセスの順に2回実行し、並べて比べる`,
    compareWhat: '比べるもの',
    compareCores: n => `1コアと${cores(n)}`,
    compareCoresNote: 'コアを増やすと何が変わるか',
    compareWorkers: 'スレッドとプロセス',
    compareWorkersNote: 'GIL の影響と、メモリを別々に持つコスト',
    stopHint: '実行をただちに終了',
    stopNow: '今すぐ停止',
    interruptHint: 'プログラムに割り込む（KeyboardInterrupt）。もう一度押すとただちに終了',
    share: '共有',
    shareHint: 'このプログラムへのリンクと、埋め込み用のタグ',
    close: '閉じる',
    actions: '操作',
  },

  keys: { ctrl: 'Ctrl', cmd: '⌘', shift: 'Shift', enter: 'Enter', escape: 'Esc' },

  settings: {
    open: '設定',
    cores: 'コア数',
    coresHint: machine => `同時に動けるプロセスとスレッドの数。このマシンのコア数は ${machine}。`,
    fewer: 'コアを1つ減らす',
    more: 'コアを1つ増やす',
    start: '開始方式',
    startHint:
      '子プロセスの始め方。fork は親の変数をコピーし、spawn は新しいワーカーを作ってプログラムを初めから評価し直す。forkserver は、用意済みのワーカーで同じことをする。',
    gil: 'GIL',
    gilHint:
      'グローバルインタプリタロック。オンなら Python と同じく、1つのプロセスの中で同時に動けるスレッドは1つだけ。プロセスどうしには影響しない。',
    gilPythonHint:
      'ブラウザの Python には、グローバルインタプリタロックが必ずあり、1つのプロセスの中で同時に動けるスレッドは1つだけ。TypeScript ではオフにできる。',
    switchAnywhere: 'どこでも切り替え',
    switchAnywhereHint:
      'どのバイトコードの前でもスレッドを切り替えられるようにする。本来の Python が切り替えるのは関数呼び出しとループの折り返しだけなので、更新の消失はめったに現れない。',
    switchInterval: '切り替え間隔',
    switchIntervalHint: 'ほかのスレッドが GIL を待っているとき、1つのスレッドが GIL を持ち続けられる時間。',
    workers: 'ワーカーの種類',
    workersHint: 'Process、Pool、エグゼキュータを、書かれたとおりに、またはすべて同じ種類で動かす。',
    workerKinds: { asWritten: '書かれたとおり', threads: 'すべてスレッド', processes: 'すべてプロセス' },
    skipIdle: '待ち時間を飛ばす',
    skipIdleHint: '動いているものがすべてスリープしている間は、次に起きる時刻まで時計を進める。',
    quantum: 'タイムスライス',
    quantumHint:
      'ほかのプロセスやスレッドがコアを待っているとき、1つのプロセスやスレッドがコアを使い続けられる時間。',
    quantumNever: 'なし',
    timeLimit: '制限時間',
    timeLimitHint: 'この時間を過ぎた実行は打ち切る。',
    milliseconds: 'ms',
    seconds: 's',
    on: 'オン',
    off: 'オフ',
  },

  appearance: {
    language: 'English',
    theme: choice => `配色: ${{ auto: 'システムに合わせる', light: 'ライト', dark: 'ダーク' }[choice]}`,
  },

  lessons: {
    choose: 'プログラムを選ぶ',
    find: 'プログラムを探す',
    noneFound: '一致するプログラムはありません。',
    sections: {
      processes: 'プロセス',
      exchange: 'プロセス間のやりとり',
      synchronisation: '同期',
      pools: 'プールとエグゼキュータ',
      threads: 'スレッドと GIL',
      io: '入出力待ち',
      mistakes: 'うまくいかない例',
    },
    drafts: '下書き',
    draftOf: title => `${title}（編集済み）`,
    untitled: '無題の下書き',
    linked: 'リンクのプログラム',
    changed: moment => `${moment}に変更`,
    discard: title => `下書き「${title}」を削除`,
    only: language => `${language} のみ`,
  },

  editor: {
    name: 'プログラム',
    text: path => `${path} の本文`,
    files: 'ファイル',
    add: 'ファイルを追加',
    language: 'プログラムの言語',
    languages: { ts: 'TypeScript', py: 'Python' },
    takeIn: 'この端末のファイルを追加',
    takeInHint: most => `データや wheel、合わせて ${most} まで。ここへのドロップでも追加できる`,
    drop: 'ドロップするとプログラムに追加します',
    tooLarge: most => `追加できませんでした。プログラムのファイルは合わせて ${most} までです。`,
    bytes: size => `${size} のデータ。プログラムからは開けますが、エディタでは表示できません。`,
    wheel: size => `wheel（${size}）。中のモジュールをプログラムから import できます。`,
    renameFile: path => `${path} の名前を変更`,
    removeFile: path => `${path} を削除`,
    fileName: 'ファイル名',
    nameProblem: {
      empty: 'ファイル名を入力してください。',
      taken: '同じ名前のファイルがあります。',
      invalid: '使えるのは文字、数字、「_」「-」「/」です。末尾は .ts にしてください。',
    },
    invalidPython:
      '使えるのは文字、数字、「_」「-」「.」「/」です。最初に実行されるファイルの末尾は .py にしてください。',
    place: (line, column) => `${f.count(line)}行${f.count(column)}列`,
    problems: n => (n === 0 ? '問題なし' : `問題${f.count(n)}件`),
    warnings: n => `警告${f.count(n)}件`,
    share: name => `「${name}」をスレッド間で共有する（shared(…) を使う）`,
    plain: 'エディタを読み込めませんでした。この簡易エディタでも編集できます。',
    escapeHint: 'Ctrl+M: Tab キーでエディタを抜ける',
    escapeOn: 'Tab キーでエディタを抜けます（Ctrl+M で切り替え）',
    unsaved: 'このブラウザには下書きを保存できません。残すには共有リンクを使ってください。',
    kept: '下書き保存済み',
  },

  notices: {
    draftKept: 'リンクのプログラムを表示しています。下書きは残っています。',
    backToDraft: '下書きに戻る',
    dismiss: '閉じる',
    badLink: 'このリンクは開けません。',
    unexpected: 'このページで問題が起きました。書いた内容は無事です。',
    noIsolation: 'この環境ではプログラムを実行できません。',
    noIsolationRest: '閲覧、編集、共有はできます。',
    crashed: 'ページが動かなくなりました。プログラムはここにあります。',
    reload: 'ページを再読み込み',
    copyProgram: 'プログラムをコピー',
  },

  status: {
    idle: '実行できます',
    starting: (n, run) => `ワーカーを準備しています（${on(n, run)}）…`,
    compiling: '開始しています…',
    preparing: {
      download: 'Python を取得しています…',
      compile: 'Python をコンパイルしています…',
      start: 'Python を起動しています…',
    },
    interrupted: '割り込み済み、まだ実行中',
    running: (n, run) => `${on(n, run)}で実行中`,
    finished: n => `${cores(n)}での実行が終了`,
    exited: (n, code) => `終了コード ${code} で終了（${cores(n)}）`,
    failed: '失敗',
    deadlocked: 'デッドロック',
    stopped: '停止しました',
    stoppedByLimit: '制限時間で打ち切り',
    onCores: {
      faster: (factor, n) => [`${factor}倍`, `速い（${cores(n)}）`],
      slower: (factor, n) => [`${factor}倍`, `遅い（${cores(n)}）`],
      same: n => ['1倍', `速さは変わらず（${cores(n)}）`],
    },
    asProcesses: {
      faster: factor => [`${factor}倍`, '速い（スレッドに対するプロセス）'],
      slower: factor => [`${factor}倍`, '遅い（スレッドに対するプロセス）'],
      same: () => ['1倍', '速さは変わらず（スレッドに対するプロセス）'],
    },
  },

  result: {
    name: '結果',
    run: runName,
    compareNext: '「比較」を押すと、1コアより何倍速いかがわかります。',
    tooShort: '短すぎて比較になりません。偶然の差のほうが大きくなります。',
    prepared: time => `ワーカーの準備に ${time}`,
    more: 'ほかの数値',
    saveTrace: 'トレースを保存',
    saveTraceHint: 'グラフの内容を JSON ファイルに保存します。Perfetto（ui.perfetto.dev）で開けます。',
  },

  metrics: {
    names: {
      wall: '所要時間',
      busy: '動作時間',
      waiting: '待ち時間',
      'use-of-cores': 'コア使用率',
      speedup: '高速化率',
      'honest-speedup': '単純ループ比',
      efficiency: '並列化効率',
      'dispatch-overhead': 'タスクあたりの負荷',
      'tracing-overhead': '記録による遅れ',
    },
    sentences: {
      wall: 'メインプロセスの最初の文から、最後のプロセスが終わるまでの時間。',
      busy: 'すべてのプロセスとスレッドがコアを使っていた時間の合計。',
      waiting:
        'すべてのプロセスとスレッドがブロックしていた時間の合計。互いやタスクを待つ時間とスリープを含み、コアの空き待ちは含まない。',
      'use-of-cores': '使えるコア時間のうち、プログラムが実際に使った割合。',
      speedup: '複数コアでの実行が、1コアより何倍早く終わるか。',
      'honest-speedup':
        'プロセスを使わない単純なループで同じ仕事をする場合より、何倍早く終わるか。ごまかしのない比較。',
      efficiency: '理想の高速化にどこまで届いたか。100% なら、どのコアも1コア分の働きをしている。',
      'dispatch-overhead':
        'タスクがあるのに、手の空いたワーカーが次のタスクを始めるまでにかかる時間。タスクを渡すコスト。',
      'tracing-overhead':
        'トレースの記録がプロセスを待たせた時間。起きたことが多すぎて、ページが記録を受け取るまでプロセスが待ちました。プログラム自体はもっと速く動きます。出力を減らすか、1 回の仕事を大きくしてください。',
    },
    formulas: {
      wall: '最後の終了 − 最初の文',
      busy: 'すべてのプロセスとスレッドの動作時間の和',
      waiting: 'すべてのプロセスとスレッドの待ち時間の和',
      'use-of-cores': '動作時間 ÷（所要時間 × コア数）',
      speedup: '1コアでの所要時間 ÷ 複数コアでの所要時間',
      'honest-speedup': '1コアでのタスク自体の動作時間 ÷ 複数コアでの所要時間',
      efficiency: '高速化率 ÷ コア数',
      'tracing-overhead': '記録用の空きを待った時間の、すべてのプロセスとスレッドでの合計',
      'dispatch-overhead': '各タスクの「開始時刻 −（投入時刻とワーカーが空いた時刻の遅い方）」の中央値',
    },
    times: factor => `${factor}倍`,
  },

  timeline: {
    name: 'タイムライン',
    label: 'タイムライン: どれが動き、どれが待ったか',
    hint: 'ドラッグで選択 · ホイールで拡大縮小 · W A S D で移動 · クリックで該当行へ',
    empty: n =>
      n === 1
        ? '「比較」を押すと、このプログラムを1コアで2回実行し、同じ時間軸に並べて描きます。'
        : `「比較」を押すと、このプログラムを1コア（並行）と${cores(n)}（並列）で実行し、同じ時間軸に並べて描きます。`,
    emptyWorkers: n =>
      `「比較」を押すと、このプログラムを${cores(n)}で、スレッドとして1回、プロセスとして1回実行し、同じ時間軸に並べて描きます。`,
    emptyRun: '「実行」なら1回だけ実行し、その様子を描きます。',
    emptyLive: 'まだ何も起きていません。',
    coresInUse: '使用中のコア',
    libraryThreads: n => `ライブラリのスレッド ${f.count(n)} 本`,
    legend: {
      working: '動作中',
      ready: 'コアの空き待ち',
      gil: 'GIL 待ち',
      lock: 'ロック待ち',
      queue: 'キュー待ち',
      result: '結果待ち',
      idle: 'タスク待ち',
      sleep: 'スリープ',
      start: '開始待ち',
      other: '待ち',
    },
    units: { s: 's', ms: 'ms', us: 'µs' },
    task: ordinal => `タスク${f.count(ordinal)}`,
    working: time => `動作 ${time}`,
    waiting: (operation, object, time) =>
      `${object === null ? '' : `${object} `}待ち ${time}${operation === '' ? '' : `（${operation}）`}`,
    waitsForTask: time => `タスク待ち ${time}`,
    sleeping: time => `スリープ ${time}`,
    starts: {
      process: time => `プロセスの開始待ち ${time}`,
      thread: time => `スレッドの開始待ち ${time}`,
    },
    waitsForCore: time => `コアの空き待ち ${time}`,
    waitsForGil: time => `GIL 待ち ${time}（同じプロセスの別のスレッドが使用中）`,
    wokenBy: process => `${process} により再開`,
    startedAt: time => `開始 ${time}`,
    raised: 'エラーを投げた',
    unfinished: '未完了',
    note: (n, run, gil) => {
      if (n === 1) return '交代で動く（並行）'
      if (run === 'threads' && gil) return 'GIL を持つ1つだけが動く（並行）'
      if (run === 'threads') return `GIL なし: 最大${f.count(n)}スレッドが同時に動く（並列）`
      return run === 'processes'
        ? `最大${f.count(n)}プロセスが同時に動く（並列）`
        : `最大${f.count(n)}コアで同時に動く（並列）`
    },
  },

  console: {
    name: 'コンソール',
    output: '出力',
    problems: '問題',
    about: 'この例について',
    explain: '説明',
    empty: 'プログラムの出力が、プロセス名とともにここに並びます。',
    silent: '出力はありませんでした。',
    copy: '出力をコピー',
    copied: 'コピーしました',
    copyFailed: 'コピーできませんでした',
    rows: n => `${f.count(n)}行`,
    follow: '最新の行へ',
    cut: n => ` … 残り${f.count(n)}文字（コピーには全文が入ります）`,
    heading: runName,
    input: '入力',
    inputFor: who => `${who} が入力を待っています`,
    inputHint: 'Enter で送信 · ↑ ↓ で以前の行 · Ctrl+D で入力を終える',
    send: '送信',
    endInput: '入力を終える',
    log: 'プログラムの出力',
  },

  explain: {
    deadlock: '動いているものはすべて、もう起こりえないことを待っています。',
    deadlockHints: {
      order: '全員が同じ順序でロックを取るようにするか、タイムアウト付きで待ってください。',
      twice:
        '自分がすでに持っている Lock は、もう一度取れません。先に解放するか、RLock を使うか、ロックを持つ範囲を必要な部分だけに狭めてください。',
      lost: 'ロックの持ち主が release() せずに終わりました。必ず解放される lock.with() や using を使い、プロセスは terminate() ではなく自然に終わらせてください。',
      empty:
        '値を入れられるものが残っていません。get() の回数だけ put するか、最後に「終わり」を示す値を入れるか、get() にタイムアウトを付けてください。',
      full: '値を取り出せるものが残っていません。入れた数だけ get() するか、maxsize を増やすか、put() にタイムアウトを付けてください。',
      promise:
        'このプロミスを解決できるものが残っていません。どの場合にも resolve か reject が呼ばれるようにしてください。',
      semaphore:
        'セマフォは、獲得したら必ず解放してください。semaphore.with() や using なら、どの場合にも解放されます。最初の値は、同時に入ってよい数にしてください。',
      notify:
        'wait() より先に呼ばれた notify() は残りません。ロックを持ち、待つ必要があるかを確かめてから待ってください（waitFor() がそれを行います）。状態を変える側は notify() を呼んでください。',
      event:
        'set() を呼べるものが残っていません。エラーのときも含めて必ず呼ばれるようにしてください。誰かが待つ前に set() と clear() が済んだのかもしれません。',
      barrier:
        'バリアは、最初の引数の数だけそろわないと先へ進めません。その数だけ起動し、それぞれが同じ回数 wait() を呼ぶようにするか、wait() にタイムアウトを付けてください。',
      tasks: 'get() で取り出した項目ごとに、エラーのときも含めて taskDone() を 1 回呼んでください。',
      connection:
        '送れるものが残っていません。recv() の回数だけ送り、使わない端は閉じるか、タイムアウト付きの poll() で確かめてください。',
      pool: 'すべてのワーカーが、同じプールの結果を待つタスクで埋まっていて、その結果を計算するものがいません。タスクは自分の部分だけを返して外でまとめるか、別のプールを使ってください。',
      joinSelf: '自分自身の終わりを待つことはできません。起動した側から join() してください。',
      joins: 'join() は、起動した側だけが呼ぶようにしてください。',
      joinHolding:
        'join() の前にロックを解放してください。待たれている側は、終わる前にそのロックを必要としています。',
      other: 'タイムアウト付きで待つか、待っていることが必ず起こるようにしてください。',
    },
    waits: (who, object, operation) => `${who} は ${object} を待っています（${operation}）`,
    waitsFor: (who, operation) =>
      operation === '' ? `${who} は待っています` : `${who} は ${operation} で待っています`,
    heldBy: holder => `保持しているのは ${holder}`,
    circle: links => `互いに待ち合って輪になっています。${links.join('')}`,
    circleLock: (who, object, holder) =>
      who === holder
        ? `${who} は、自分が持っている ${object} を待っています。`
        : `${who} は、${holder} が持っている ${object} を待っています。`,
    circleJoin: (who, whom) =>
      who === whom
        ? `${who} は、自分自身が終わるのを待っています。`
        : `${who} は、${whom} が終わるのを待っています。`,
    reasons: {
      barrier: missing => `あと ${f.count(missing)} つ来ないと進めません`,
      semaphore: '解放できるものが残っていません',
      notify: '通知できるものが残っていません',
      event: 'set() できるものが残っていません',
      empty: '空のままで、入れられるものが残っていません',
      full: '満杯のままで、取り出せるものが残っていません',
      tasks: '取り出した項目について taskDone() が呼ばれていません',
      connection: '送れるものが残っていません',
      pool: 'これ自身がワーカーで、ほかのワーカーも忙しいか待っています',
    },
    at: (file, line) => `${file}:${line}`,
    inProcess: process => `プロセス ${process}`,
    exitCode: code => `プログラムは終了コード ${code} で終わりました。sys.exit が呼ばれました。`,
    stopped: '実行を停止しました。',
    timeLimit: time => `制限時間 ${time} を過ぎたため打ち切りました。制限時間は設定で延ばせます。`,
    ok: 'プログラムは正常に終了しました。',
    goTo: (file, line) => `${file} の ${line}行目を表示`,
  },

  python: pythonJa,

  reference: {
    title: 'API リファレンス',
    openHint: 'プログラムから使えるモジュールと名前の一覧',
    find: '名前や語句で探す',
    entries: '項目',
    page: '項目の内容',
    found: (n, count) => (n === 0 ? '一致する項目はありません。' : `${count}件`),
    hint: '文字を入力すると名前を探せます。矢印キーと Enter で選びます。エディタで名前にカーソルを合わせても、同じ説明が出ます。',
    loading: '読み込んでいます…',
    back: '項目の一覧',
    module: 'モジュール',
    everywhere: 'import 不要',
    returns: '戻り値',
    kinds: {
      class: 'クラス',
      interface: 'オプション',
      function: '関数',
      constant: '定数',
      type: '型',
      namespace: '名前空間',
      constructor: 'コンストラクタ',
      method: 'メソッド',
      property: 'プロパティ',
    },
  },

  share: {
    title: 'プログラムを共有',
    link: 'リンク',
    linkHint: 'プログラムと設定はリンクそのものに入ります。サーバーには送られません。',
    embed: '埋め込みタグ',
    embedHint: 'ページの中でそのまま実行できます。',
    copy: 'コピー',
    copyLink: 'リンクをコピー',
    copyEmbed: '埋め込みタグをコピー',
    copied: 'コピーしました',
    select: 'コピーできませんでした。選択してあるので Ctrl+C を押してください。',
    long: n => `${f.count(n)}文字あります。長いリンクを途中で切るチャットもあります。`,
    failed: 'このプログラムはリンクにできません。',
  },

  embed: {
    openIn: 'Weft で開く',
    noIsolation: 'このページの中ではプログラムを実行できません。',
    title: 'プログラム',
  },

  tabs: { name: '表示', code: 'コード', time: '時間', output: '出力' },
  panes: { resizeEditor: 'エディタの幅', resizeConsole: 'コンソールの高さ' },
}
