/**
 * 計算よりも入出力を待つ時間が長いプログラムのための、模擬のディスクとネットワーク。ページの外とは何もやり取りしません。装置は、設定した遅延の後に、
 * 設定した帯域幅で答え、その内容は名前とシードから作られます。プロセスやスレッドが待っている間、コアと GIL はほかが使えます。書き込んだものを
 * 読み出すことはできません。
 */
declare module 'io' {
  export interface DeviceOptions {
    /** 答えが始まるまでの秒数。既定値は 0.1 です。 */
    latency?: number
    /** 1 秒あたりのバイト数。すべての要求で分け合い、順番に流れます。既定値は 10 000 000 で、Infinity なら無制限です。 */
    bandwidth?: number
    /** 遅延がどれだけ短くなったり長くなったりするかの割合。0.5 なら半分から 1.5 倍です。既定値は 0 です。 */
    jitter?: number
    /** OSError で失敗する要求の割合。0.1 なら 10 回に 1 回です。既定値は 0 です。 */
    failures?: number
    /** 同時に処理する要求の数(64 まで)。ほかは順番を待ちます。既定値は null で、いくつでも処理します。 */
    concurrency?: number | null
    /** 遅延のばらつき、失敗、内容を決める数。既定値は実行のシードです。 */
    seed?: number
  }

  export interface WaitOptions {
    /** 答えを待つ秒数。過ぎると TimeoutError を投げます。既定では、いつまでも待ちます。 */
    timeout?: number | null
  }

  export interface ReadOptions extends WaitOptions {
    /** 届くバイト数。既定値は 65 536 です。 */
    size?: number
  }

  export interface RequestOptions extends ReadOptions {
    /** プログラムを読む人のためのもので、動作には影響しません。既定値は GET です。 */
    method?: string
    /** 一緒に送るもの。その分の時間もかかります。 */
    body?: string | Uint8Array
  }

  export interface Response {
    readonly url: string
    readonly status: number
    /** 本文。同じ URL とシードなら毎回同じです。 */
    readonly body: string
    /** かかった時間(ミリ秒)。 */
    readonly ms: number
  }

  /**
   * 専用のディスクやサーバー。ほかのプロセスに送ることができ、その場合は共有されます。
   * @example
   * const slow = new Device({ latency: 0.5, concurrency: 2 })
   * slow.request('https://example.com/').body.length
   */
  export class Device {
    constructor(options?: DeviceOptions)
    /** 設定を変えます。これから来る要求に効きます。 */
    configure(options: DeviceOptions): void
    /** テキストを読みます。同じ名前とシードなら毎回同じです。 */
    read(name: string, options?: ReadOptions): string
    /** バイト列を読みます。内容は同じように決まります。 */
    readBytes(name: string, options?: ReadOptions): Uint8Array
    /** 書き込んで、そのバイト数を返します。装置は内容をすぐに忘れます。 */
    write(name: string, data: string | Uint8Array, options?: WaitOptions): number
    /** サーバーに要求を送ります。失敗すると OSError を、答えが遅すぎると TimeoutError を投げます。 */
    request(url: string, options?: RequestOptions): Response
  }

  /**
   * すべてのプロセスとスレッドが共有し、このモジュールの関数が使う装置の設定を変えます。
   * @example
   * configure({ latency: 0.2, bandwidth: 1e6 })
   */
  export function configure(options: DeviceOptions): void
  /**
   * 共有の装置からテキストを読みます。`await` を付けると、その間このプロセスはほかの処理を続けられます。
   * @example
   * const words = read('book.txt', { size: 10000 }).split(' ')
   */
  export function read(name: string, options?: ReadOptions): string
  /** 共有の装置からバイト列を読みます。 */
  export function readBytes(name: string, options?: ReadOptions): Uint8Array
  /** 共有の装置に書き込んで、そのバイト数を返します。 */
  export function write(name: string, data: string | Uint8Array, options?: WaitOptions): number
  /**
   * 共有の装置を通してサーバーに要求を送ります。
   * @example
   * const { status, ms } = request('https://example.com/', { timeout: 1 })
   */
  export function request(url: string, options?: RequestOptions): Response

  /** 要求が失敗しました。 */
  export class OSError extends Error {
    /** 何が起きたかを表す短い名前。 */
    readonly code: string
  }
  /** 答えが時間内に届きませんでした。OSError の一種で、`builtins` や `concurrent.futures` の同じ名前のクラスと同じものです。 */
  export class TimeoutError extends OSError {}
}
