/**
 * プロセスを終わらせるシグナル。ハンドラーには対応していないので、`signal.signal` はありません。JavaScript を実行しているワーカーに割り込んで関数を
 * 呼ぶことはできないからです。プロセスを穏やかに終わらせるには、Event や Queue で知らせてください。
 */
declare module 'signal' {
  /** Ctrl-C が送るシグナル。ここではプロセスをすぐに終わらせ、終了コードは −2 になります。 */
  export const SIGINT: 2
  /** 何をしていてもプロセスを終わらせます。終了コードは −9 です。 */
  export const SIGKILL: 9
  /** `Process.terminate` が送るシグナル。終了コードは −15 です。 */
  export const SIGTERM: 15
  /** 名前で引けるシグナル。 */
  export const Signals: { readonly SIGINT: 2; readonly SIGKILL: 9; readonly SIGTERM: 15 }
  /** システムでのシグナルの呼び名(`Terminated` など)。知らないシグナルなら null です。 */
  export function strsignal(signal: number): string | null
  /** このプロセス自身にシグナルを送ります。 */
  export function raiseSignal(signal: number): void
}
