import type { ProblemTexts } from '../problems.ts'

/** Problems of managers and their proxies, of io, random, os and signal. */
export const managersJa: ProblemTexts = {
  'argument.number': p => `${p.where} には数値が必要です（${p.type} が渡されました）。`,
  'argument.range': p =>
    `${p.where} は ${p.least} から ${p.most} までの値にしてください（${p.value} が渡されました）。`,
  'argument.sequence': p => `${p.where}() には配列か文字列が必要です（${p.type} が渡されました）。`,
  'argument.data': p => `装置に送れるのは文字列か Uint8Array だけです（${p.type} が渡されました）。`,
  'io.timeout': p => `${p.name} は ${p.seconds} 秒以内に答えませんでした。`,
  'io.failed': p =>
    `今回は ${p.name} に接続できませんでした。この装置は、一部の要求が失敗するように設定されています。もう一度試してください。`,
  'random.empty': () => '空の並びからは選べません。',
  'random.emptyRange': p => `${p.call} で選べる数がありません。`,
  'random.sampleLarge': p =>
    `sample() は ${p.length} 個の中から ${p.k} 個を選べません。k は要素の個数以下にしてください。`,
  'random.weights': p =>
    `choices() には、${p.length} 個の要素それぞれの重みが必要です。重みの合計は 0 より大きくしてください。`,
  'signal.unknown': p =>
    `シグナル ${p.signal} はありません。SIGTERM（15）、SIGKILL（9）、SIGINT（2）のどれかを使ってください。`,
  'process.noSuchPid': p => `プロセス ${p.pid} はありません。すでに終わったか、もともとありません。`,
  'manager.gone': p =>
    `マネージャー ${p.name} は終わっていて、そのオブジェクトはもう使えません。マネージャーは shutdown()、using のブロックの終わり、作ったプロセスの終わりに終わります。その前に子を join() してください。`,
  'manager.state': p =>
    p.state === 'started'
      ? `マネージャーはすでに動いているので、${p.what} は呼べません。`
      : `マネージャーはすでに終わっているので、${p.what} は呼べません。`,
  'manager.construct': () =>
    'プロキシはクラスからは作れません。manager.list() のように、マネージャーのメソッドで作ってください。',
  'manager.notProxy': () => 'このメソッドが、マネージャーのプロキシではないオブジェクトで呼ばれました。',
  'manager.reserved': p =>
    `「${p.name}」はプロキシのメソッドの名前なので、プロパティとしては設定できません。set() を使ってください。`,
  'manager.method': p => `マネージャーにあるこのオブジェクトでは、メソッド「${p.name}」は使えません。`,
  'manager.attribute': p => `属性「${p.name}」はありません。`,
  'manager.noObject': () => 'このオブジェクトはマネージャーにありません。',
  'manager.typeid': p =>
    `マネージャーに型「${p.typeid}」はありません。start() の前に register() してください。`,
  'manager.notObject': p => `「${p.typeid}」のために作られたものは、オブジェクトではありません。`,
  'manager.resultNotSendable': p => `${p.method}() が返した値を、マネージャーから送り返せません: ${p.reason}`,
  'manager.conditionLock': () =>
    'マネージャーの Condition には、同じマネージャーの Lock か RLock を渡すか、何も渡さないでください。',
  'manager.notHeld': p => `ロックを持たずに ${p.what} が呼ばれました。先に acquire() を呼んでください。`,
  'manager.semaphoreFull': p =>
    `BoundedSemaphore の release() が acquire() より多く呼ばれました。値は ${p.most} を超えられません。`,
  'manager.taskDone': () => 'taskDone() が、要素の個数より多く呼ばれました。',
  'manager.listIndex': p =>
    `長さ ${p.length} のリストに番号 ${p.index} はありません。末尾に加えるには append() を呼んでください。`,
  'manager.popEmpty': () => 'リストが空なので、取り出せる要素がありません。',
  'manager.notInList': () => 'その値はリストにありません。',
  'manager.key': p =>
    `辞書にキー ${p.key} はありません。ないときの値は pop() の 2 番目の引数で渡してください。`,
  'manager.dictEmpty': () => '辞書が空なので、取り出せるものがありません。',
}
