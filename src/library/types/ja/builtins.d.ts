/**
 * Pythonの組み込み例外のうち、ここで投げられるものです。`instanceof` で調べたり、プログラムが自分で投げたりできます。
 * `Exception` と `TypeError` にあたるのは、JavaScriptの `Error` と `TypeError` です。
 * @example
 * try {
 *   condition.notify()
 * } catch (error) {
 *   if (!(error instanceof AssertionError)) throw error
 * }
 */
declare module 'builtins' {
  /** Pythonがassertで確かめることが成り立っていません。たとえば、自分が開始していないプロセスをjoinした場合です。 */
  export class AssertionError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** オブジェクトに、その属性やメソッドがありません。 */
  export class AttributeError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** もう何も届きません。パイプの反対側を持つプロセスがもういません。 */
  export class EOFError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** 配列やリストの範囲の外の番号です。 */
  export class IndexError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** dictにそのキーがありません。 */
  export class KeyError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** 実行中のプロセスが共有するメモリーに、空きがありません。 */
  export class MemoryError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** システムが、頼まれたことを実行できませんでした。 */
  export class OSError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** オブジェクトの今の状態ではできない操作です。 */
  export class RuntimeError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** 引数の型は正しいものの、値が適切ではありません。 */
  export class ValueError extends Error {
    /** 何が起きたかを表す短い名前です。プログラムが作った例外では空です。 */
    readonly code: string
  }
  /** 送っても受け取れるものがありません。パイプの反対側を持つプロセスがもういません。 */
  export class BrokenPipeError extends OSError {}
  /** 答えるものがありません。相手のプロセスは終わっています。 */
  export class ConnectionRefusedError extends OSError {}
  /** その名前の共有メモリーがすでにあります。 */
  export class FileExistsError extends OSError {}
  /** その名前の共有メモリーがありません。 */
  export class FileNotFoundError extends OSError {}
  /** その番号のプロセスはありません。 */
  export class ProcessLookupError extends OSError {}
  /** 待っていたものが時間内に得られませんでした。`multiprocessing` には、同じ名前の別のクラスがあります。 */
  export class TimeoutError extends OSError {}
}
