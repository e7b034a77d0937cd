/** このプロセス自身。 */
declare module 'sys' {
  /**
   * このプロセスを終了する。スレッドの中では、そのスレッドだけが終わる。`finally` と `using` のブロックは実行される。数値は終了コードになり、省略すると 0。それ以外は出力され、
   * 終了コードは 1 になる。投げられるものは Error ではなく、`catch` で受け止めても、次にライブラリを呼んだときに再び投げられる。
   */
  export function exit(status?: unknown): never
  /** 同じプロセスの別のスレッドが GIL を待っているときに、スレッドが動き続けてよい秒数。設定しなければ 0.005。 */
  export function getSwitchInterval(): number
  /** 切り替え間隔を秒で設定する。実行全体に効く。短いほど、スレッドが頻繁に入れ替わる。 */
  export function setSwitchInterval(seconds: number): void
  /** 最初のファイルの名前。 */
  export const argv: readonly string[]
  /** ライブラリのバージョン。 */
  export const version: string
}
