import type { ProblemTexts } from '../problems.ts'

/** Texts about processes, contexts, pools and sleeping. */
export const processesJa: ProblemTexts = {
  'process.bootstrapping': () =>
    "起動の途中で、別のプロセスが開始されました。spawn で作られた子プロセスはプログラムをもう一度評価するため、そこでまた子プロセスを作ると終わりがなくなります。メインプロセスだけの処理は if (__name__ === '__main__') { … } の中に書いてください。",
  'process.running': p =>
    `${p.name} はまだ動いています。close() の前に join() か terminate() を呼んでください。`,
  'process.closed': p => `${p.name} は閉じられています。close() の後は何も尋ねられません。`,
  'context.alreadySet': p =>
    `開始方法はすでに「${p.method}」に決まっているか、もう使われています。プログラムの最初に決めるか、{ force: true } を渡してください。`,
  'context.concrete': p =>
    `このコンテキストの開始方法は「${p.method}」で、変えられません。別の開始方法で getContext() を呼んでください。`,
  'pool.notOwner': p =>
    `Pool の ${p.what}() を呼べるのは、それを作ったスレッドだけです。ほかのスレッドは、タスクを渡すことと close() ができます。`,
  'pool.workerDied': p =>
    `${p.process} がタスクの途中で、終了コード ${p.exitCode} で終わったため、結果がありません。タスクでは exit() を呼ばずに、値を返すか例外を投げてください。`,
  'context.method': p => `開始方法「${p.method}」はありません。${p.known} のどれかを使ってください。`,
  'pool.joinOpen': () => 'プールはまだ開いています。join() の前に close() か terminate() を呼んでください。',
  'pool.notReady': () => '結果はまだ出ていません。successful() の前に wait() を呼んでください。',
  'pool.notRunning': p =>
    `${p.where} が呼ばれましたが、プールは${p.state === 'terminated' ? '終了させられています' : '閉じられています'}。新しい Pool を作ってください。`,
  'pool.resultNotSendable': p => `タスクの結果を送り返せません: ${p.reason}`,
  'pool.terminated': () => 'このタスクが終わる前に、プールの terminate() が呼ばれました。',
  'pool.timeout': p => `結果が ${p.seconds} 秒以内に出ませんでした。`,
  'sleep.negative': p => `sleep() には 0 秒以上を指定してください（${p.seconds} が渡されました）。`,
  'sleep.type': p => `sleep() には秒数を指定します（${p.type} が渡されました）。`,
}
