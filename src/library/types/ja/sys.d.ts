/** このプロセス自身。 */
declare module 'sys' {
  /**
   * このプロセスを終了する。`finally` と `using` のブロックは実行される。数値は終了コードになり、省略すると 0。それ以外は出力され、
   * 終了コードは 1 になる。投げられるものは Error ではなく、`catch` で受け止めても、次にライブラリを呼んだときに再び投げられる。
   */
  export function exit(status?: unknown): never
  /** 最初のファイルの名前。 */
  export const argv: readonly string[]
  /** ライブラリのバージョン。 */
  export const version: string
}
