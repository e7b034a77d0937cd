/** プロセスが、自分自身とマシンについて知ることのできること。ファイル、環境変数、`os._exit` はありません(`sys.exit` を使ってください)。 */
declare module 'os' {
  /** このプロセスの ID。プロセスのスレッドはどれも同じ ID です。 */
  export function getpid(): number
  /** このプロセスを開始したプロセスの ID。メインプロセスでは 0 です。 */
  export function getppid(): number
  /** マシンの論理プロセッサーの数。実行に使うコアの数とは関係ありません。 */
  export function cpuCount(): number
  /** この実行が同時に使えるコアの数。ツールバーで設定します。 */
  export function processCpuCount(): number
  /**
   * プロセスにシグナルを送ります。ここではシグナルを捕まえることはできないので、プロセスはすぐに終わります。シグナル 0 は、そのプロセスがあるかどうかを
   * 調べるだけです。なければ ProcessLookupError を投げます。
   * @example
   * kill(p.pid, SIGTERM)
   */
  export function kill(pid: number, signal: number): void
  /** システムが、頼まれたことをできませんでした。 */
  export class OSError extends Error {
    /** 何が起きたかを表す短い名前。 */
    readonly code: string
  }
  /** その番号のプロセスはありません。 */
  export class ProcessLookupError extends OSError {}
}
