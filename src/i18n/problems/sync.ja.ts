import type { ProblemTexts } from '../problems.ts'

/** Problems of locks, semaphores, conditions, events and barriers. */
export const syncJa: ProblemTexts = {
  'rlock.notOwner': p =>
    `${p.object} を、持っていないところから解放しようとしました。RLock は獲得したものだけが解放できます。`,
  'semaphore.bound': p =>
    `${p.object} の release() が acquire() より多く呼ばれました。値は ${p.bound} を超えられません。`,
  'condition.notHeld': p =>
    `${p.object} のロックを持たずに ${p.method}() が呼ばれました。先に acquire() するか、「using _ = condition.hold()」と書いてください。`,
  'barrier.broken': () =>
    'バリアが壊れています。誰かがタイムアウトした、action で失敗した、または abort() か reset() を呼びました。もう一度使う前に reset() を呼んでください。',
  'sync.context': p =>
    `fork のコンテキストで作った ${p.type} を、${p.to} のコンテキストのプロセスと共有しようとしました。オブジェクトとプロセスは同じコンテキストで作ってください。`,
  'threading.notSendable': p =>
    `threading.${p.type} はほかのプロセスへ送れません。自分のプロセスのスレッドだけのものです。代わりに multiprocessing.${p.type} を使ってください。`,
  'timeout.negative': p => `タイムアウトは 0 秒以上にしてください（${p.seconds} が渡されました）。`,
  'timeout.nonBlocking': () =>
    '待たない呼び出しにタイムアウトはありません。「blocking: false」かタイムアウトのどちらかを外してください。',
}
