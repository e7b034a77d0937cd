import type { ProblemTexts } from '../problems.ts'

/** Texts about state that threads share. */
export const sharedJa: ProblemTexts = {
  'decode.buffer': () =>
    'メッセージに、このプロセスが受け取っていない SharedArrayBuffer が含まれています。プロセスを始めるときに引数（args、プールでは initargs）として渡しておいてください。その後はメッセージで送れます。',
  'shared.value': p =>
    `${p.path} は ${p.type} で、共有状態には入れられません。入れられるのは、数値、文字列、真偽値、null、普通のオブジェクト、配列、トップレベルのクラスのインスタンスと、ロックやキューなどです。`,
  'shared.collection': p =>
    `${p.path} は ${p.type} で、共有状態には入れられません。普通のオブジェクト（state.counts[key] = 1）か配列を使ってください。`,
  'shared.root': p =>
    `shared() には、スレッドどうしで共有するフィールドを持つオブジェクトを渡してください（渡されたもの: ${p.type}）。例: const state = shared({ count: 0 })`,
  'shared.unsupported': p =>
    `共有状態では ${p.what} は使えません。文字列の名前のフィールドか、配列の要素を使ってください。`,
}
