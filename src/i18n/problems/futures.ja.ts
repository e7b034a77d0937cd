import type { ProblemTexts } from '../problems.ts'

/** Texts about executors and futures. */
export const futuresJa: ProblemTexts = {
  'futures.abstract': () =>
    'Executor は共通部分だけのクラスです。ProcessPoolExecutor か ThreadPoolExecutor を作ってください。',
  'futures.brokenProcesses': () =>
    'Future の実行中または待機中に、プールのプロセスが突然終了しました。その仕事は失われました。先に表示された内容を確認し、新しいプールを作ってください。',
  'futures.brokenSubmit': () =>
    '子プロセスが突然終了したため、このプロセスプールはもう使えません。新しく作ってください。',
  'futures.brokenThreads': () =>
    'プールのスレッドが仕事を始められなかったか、終了させられました (initializer の失敗など)。このプールはもう使えません。先に表示された内容を確認し、新しく作ってください。',
  'futures.cancelled': () =>
    'この Future は取り消されたため、結果がありません。result() の前に cancelled() を確かめてください。',
  'futures.executorOwned': p =>
    `${p.what}() は new Future() で作った Future のためのものです。この Future の結果は Executor が設定します。`,
  'futures.exit': p =>
    `タスクが exit(${p.exitCode}) を呼んだため、そのワーカーが終了しました。タスクは return するか throw してください。`,
  'futures.mapTimeout': p => `map() を呼んでから ${p.seconds} 秒以内に結果がそろいませんでした。`,
  'futures.maxTasksFork': () =>
    "maxTasksPerChild は開始方式 fork では使えません。getContext('spawn') などを mpContext に渡してください。",
  'futures.notFuture': p =>
    `${p.where}() には Future を渡してください (渡されたもの: ${p.type})。submit() の戻り値がそれです。`,
  'futures.prefix': p => `ThreadPoolExecutor の threadNamePrefix は文字列です (渡されたもの: ${p.type})。`,
  'futures.returnWhen': p =>
    `wait() の returnWhen は FIRST_COMPLETED、FIRST_EXCEPTION、ALL_COMPLETED のどれかです (渡された値: ${p.value})。`,
  'futures.shutdown': p =>
    `${p.where}: shutdown() の後は新しい仕事を渡せません。新しい Executor を作ってください。`,
  'futures.state': p =>
    `${p.what}() を呼びましたが、Future はすでに ${p.state} です。終わる前に 1 度だけ呼べます。`,
  'futures.timeout': p => `Future は ${p.seconds} 秒以内に終わりませんでした。`,
  'futures.unfinished': p =>
    `${p.count} 個の Future のうち ${p.left} 個が ${p.seconds} 秒以内に終わりませんでした。`,
}
