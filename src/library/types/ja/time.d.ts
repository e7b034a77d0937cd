/** 時計と待機。時間の単位は秒。 */
declare module 'time' {
  /** 少なくとも指定した秒数だけ待つ。その間ほかのプロセスは動ける。`await` を付けると、このプロセスもほかの処理を続けられる。 */
  export function sleep(seconds: number): void
  /** 実行が始まってからの秒数。計測用。 */
  export function perfCounter(): number
  /** 決して戻らない時計の秒数。 */
  export function monotonic(): number
  /** 1970 年の初めからの秒数。 */
  export function time(): number
}
