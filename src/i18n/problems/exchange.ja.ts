import type { ProblemTexts } from '../problems.ts'

/** Texts about queues, pipes, shared values and named shared memory. */
export const exchangeJa: ProblemTexts = {
  'queue.taskDone': () =>
    'taskDone() が、入れた値の個数より多く呼ばれました。取り出した値ひとつにつき一度だけ呼んでください。',
  'queue.shutDown': () => 'キューは終了しています。もう入れられず、取り出せる値も残っていません。',
  'queue.closed': () => 'このプロセスはキューを閉じたので、もう使えません。',
  'queue.joinOpen': () => 'キューがまだ開いています。joinThread() の前に close() を呼んでください。',
  'queue.notSendable': p =>
    `${p.type} は一つのプロセスのスレッドだけのもので、ほかのプロセスには送れません（Python では cannot pickle '_thread.lock' object）。プロセスの間では multiprocessing.Queue を使ってください。`,
  'priority.order': p =>
    `PriorityQueue は ${p.type} の順序を決められません。先頭が数か文字列の配列を入れてください。小さいものから出ます: [優先度, 値]`,
  'priority.compare': p =>
    `PriorityQueue は ${p.type} と ${p.other} のどちらが先かを決められません。その前に順序を決めるものを置いてください。どの値にも異なる通し番号を付けると決まります: [優先度, 通し番号, 値]`,
  'connection.new': () => 'Connection は Pipe() が二つずつ作ります。',
  'connection.closed': () => 'このプロセスは接続を閉じたので、もう使えません。',
  'connection.oneWay': p =>
    `一方通行のパイプのこの端は${p.can === 'send' ? '送信' : '受信'}しかできません。両方向には Pipe() を使ってください。Pipe(false) は [受信側, 送信側] を返します。`,
  'connection.eof': () =>
    'もう何も届きません。パイプのもう一方の端を持っていたプロセスは、すべて閉じるか終わりました。',
  'connection.brokenPipe': () =>
    '受け取る相手がいません。パイプのもう一方の端を持っていたプロセスは、すべて閉じるか終わりました。',
  'connection.part': p =>
    `バイト列は ${p.length} バイトです。${p.offset} から ${p.size} バイトは範囲を超えます。`,
  'connection.tooLong': p =>
    `${p.length} バイトのメッセージが届きましたが、上限は ${p.maxlength} バイトでした。`,
  'connection.bytes': p =>
    `${p.where}() はバイト列（Uint8Array）のためのもので、${p.type} には使えません。ほかの値には send() と recv() を使ってください。`,
  'connection.notWaitable': p =>
    `wait() は ${p.type} を待てません。Connection、プロセスの sentinel、キューを渡してください。`,
  'cells.text': p => `この Array には ${p.length} 文字までしか入りません（渡されたのは ${p.text} 文字）。`,
  'cells.characters': p =>
    `${p.member} があるのは文字の配列（"c"、"u"）だけで、型 "${p.typecode}" の配列にはありません。slice() を使ってください。`,
  'sharedMemory.buffer': () =>
    '共有メモリーのビューの buffer は実行全体のメモリーなので、取り出せません。ほかの型で見るには SharedMemory.view(Float64Array)、コピーには slice() を使ってください。',
  'sharedMemory.view': p =>
    `${p.type} は ${p.width} の倍数のバイト位置から始まり、共有メモリーの ${p.size} バイトに収まらなければなりません。`,
  'sharedMemory.closed': p =>
    `このプロセスは共有メモリー「${p.name}」を閉じました。もう一度使うには名前で開いてください。`,
  'sharedMemory.name': p => `共有メモリーの名前は文字列です（渡されたもの: ${p.type}）。`,
  'sharedMemory.exists': p =>
    `「${p.name}」という共有メモリーはすでにあります。ほかの名前にするか、{ create: true } を付けずに開いてください。`,
  'sharedMemory.noName': () =>
    '共有メモリーは名前で開くか、new SharedMemory({ create: true, size: 1024 }) のように作ります。',
  'sharedMemory.missing': p =>
    `「${p.name}」という共有メモリーはありません。まだ作られていないか、unlink() されました。`,
  'shareableList.room': p =>
    `この要素は ${p.length} バイトになりますが、リストの中の場所は ${p.room} バイトです。もっと短い値に合わせて作られています。`,
  'shareableList.missing': p => `${p.value} はリストにありません。`,
  'shareableList.index': p => `添字 ${p.index} はありません。ShareableList の長さは ${p.length} です。`,
  'shareableList.item': p =>
    `ShareableList に入るのは、数値、64 ビットの BigInt、文字列、バイト列（Uint8Array）、真偽値、null です（渡されたもの: ${p.type}）。`,
}
