import type { ProblemTexts } from '../problems.ts'

/** Texts about threads. */
export const threadsJa: ProblemTexts = {
  'thread.startedTwice': p =>
    `${p.name} はすでに開始されています。スレッドを開始できるのは一度だけです。新しく作ってください。`,
  'thread.foreignStart': p =>
    `${p.name} は別のスレッドが作ったもので、ここにあるのはそのコピーです。作ったスレッドで start() を呼んでください。`,
  'thread.daemonSet': p => `${p.name} は開始されています。daemon を変更できるのは start() の前だけです。`,
  'thread.notStarted': p => `${p.name} はまだ開始されていません。join() の前に start() を呼んでください。`,
  'thread.joinSelf': p =>
    `${p.name} は自分自身を join() できません。自分の終わりを永久に待つことになります。`,
  'thread.name': () => 'スレッドの名前は文字列です。',
  'thread.limit': p =>
    `プロセスごとに 1 つ数えて ${p.limit} 個のスレッドが生きていて、上限に達しています。join() で終わりを待ってから開始するか、ThreadPoolExecutor を使ってください。`,
  'sys.switchInterval': p => `setSwitchInterval() には秒数を渡してください（渡されたもの: ${p.type}）。`,
  'sys.switchIntervalRange': p =>
    `切り替え間隔は 0 より大きく ${p.most} 秒以下にしてください（渡された値: ${p.seconds}）。`,
}
