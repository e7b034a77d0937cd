import type { pythonEn } from './python.en.ts'
import { signalOf } from './signals.ts'

export const pythonJa: typeof pythonEn = {
  deadlockHints: {
    twice:
      '自分がすでに持っている Lock は、もう一度取れません。先に解放するか、RLock を使うか、ロックを持つ範囲を必要な部分だけに狭めてください。',
    lost: 'ロックの持ち主が release() せずに終わりました。必ず解放される「with lock:」を使い、プロセスは terminate() ではなく自然に終わらせてください。',
    promise:
      '待たれているものを完了できるものが残っていません。どの場合にも、結果か例外が設定されるようにしてください。',
    semaphore:
      'セマフォは、獲得したら必ず解放してください。「with semaphore:」なら、どの場合にも解放されます。最初の値は、同時に入ってよい数にしてください。',
    notify:
      'wait() より先に呼ばれた notify() は残りません。ロックを持ち、待つ必要があるかを確かめてから待ってください（wait_for() がそれを行います）。状態を変える側は notify() を呼んでください。',
    tasks: 'get() で取り出した項目ごとに、エラーのときも含めて task_done() を 1 回呼んでください。',
  },
  tasksReason: '取り出した項目について task_done() が呼ばれていません',
  exitCode: code => {
    const signal = signalOf(code)
    return signal === null
      ? `プログラムは終了コード ${code} で終わりました。sys.exit が呼ばれたか、SystemExit が送出されました。`
      : `プログラムはシグナル ${signal} を受けて終了しました（終了コード ${code}）。`
  },
}
