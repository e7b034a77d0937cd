/**
 * 時計と待機。時間の単位は秒です。どの時計も実行専用のもので、アイドル時間を飛ばす設定のときは一緒に進みます。
 * Python の `process_time` と `thread_time` はありません。プロセスがコアを使った時間は計っていないからです。
 */
declare module 'time' {
  /**
   * 少なくとも指定した秒数だけ待ちます。その間ほかのプロセスは動けます。`await` を付けると、このプロセスもほかの処理を続けられます。
   * @example
   * sleep(0.5)
   */
  export function sleep(seconds: number): void
  /** 実行が始まってからの秒数。計測用です。すべてのプロセスで同じ時計なので、差に意味があります。 */
  export function perfCounter(): number
  /** `perfCounter` を整数のナノ秒で返します。 */
  export function perfCounterNs(): bigint
  /** 決して戻らない時計の秒数。 */
  export function monotonic(): number
  /** `monotonic` を整数のナノ秒で返します。 */
  export function monotonicNs(): bigint
  /** 1970 年の初めからの秒数。 */
  export function time(): number
  /** `time` を整数のナノ秒で返します。 */
  export function timeNs(): bigint
}
