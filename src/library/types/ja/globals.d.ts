/** メインプロセスと fork した子では `__main__`、spawn した子では `__mp_main__`。ほかのファイルではそのファイルの名前。 */
declare const __name__: string

/** このプロセスの出力。一回の呼び出しがコンソールの一項目になり、どのプロセスの出力かが付く。 */
interface Console {
  /** 値を出力する。最初の文字列には差し込む場所を書ける: %s 文字列、%d 数値、%o オブジェクト。 */
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  debug(...values: unknown[]): void
  /** 標準エラー出力に書く。 */
  warn(...values: unknown[]): void
  /** 標準エラー出力に書く。 */
  error(...values: unknown[]): void
  /** 値をひとつ、指定した深さまで出力する。 */
  dir(value: unknown, options?: { depth?: number }): void
  /** オブジェクトの行を表にして出力する。 */
  table(rows: unknown, columns?: readonly string[]): void
  /** 条件が偽なら標準エラー出力に書く。 */
  assert(condition: unknown, ...values: unknown[]): void
  /** 値を出力し、続く出力を字下げする。 */
  group(...values: unknown[]): void
  groupEnd(): void
  /** 呼ばれた回数を出力する。 */
  count(label?: string): void
  /** タイマーを始める。 */
  time(label?: string): void
  timeEnd(label?: string): void
}
declare var console: Console

/**
 * 値を空白で区切って標準出力に表示します。`console.log` と同じですが、最初の文字列の %s などは特別扱いしません。
 * @example
 * print('sum:', 1 + 2)
 */
declare function print(...values: unknown[]): void

/** 実行の時計で指定したミリ秒が過ぎたら、関数を一度呼ぶ。 */
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  ms?: number,
  ...args: A
): number
/** 関数を繰り返し呼ぶ。 */
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  ms?: number,
  ...args: A
): number
/** イベントループが次に回ってきたら、すぐに関数を呼ぶ。 */
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): number
declare function clearTimeout(id?: number): void
declare function clearInterval(id?: number): void
declare function clearImmediate(id?: number): void
/** 今動いているコードが終わったら、どのタイマーよりも先に関数を呼ぶ。 */
declare function queueMicrotask(callback: () => void): void
/** 深いコピー。 */
declare function structuredClone<T>(value: T): T

declare var performance: {
  /** 実行が始まってからのミリ秒。 */
  now(): number
}
