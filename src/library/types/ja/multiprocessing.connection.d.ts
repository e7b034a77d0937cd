/** パイプの端と、いくつかのものを同時に待つ関数です。 */
declare module 'multiprocessing.connection' {
  /**
   * パイプの一方の端で、`Pipe()` が作ります。ほかのプロセスに渡せます。受け取ったプロセスがすべて閉じるか終わるまで開いています。fork した
   * 子プロセスは親がトップレベルに持つ端も持ちます。使わない端は閉じてください。
   */
  export class Connection {
    private constructor()
    /** このプロセスが閉じたかどうかです。 */
    readonly closed: boolean
    /** この端が受信できるかどうかです。 */
    readonly readable: boolean
    /** この端が送信できるかどうかです。 */
    readonly writable: boolean
    /** 値のコピーを送ります。パイプがいっぱいの間は待ちます。もう一方の端を持つプロセスがなければ BrokenPipeError を投げます。 */
    send(value: unknown): void
    /** 次の値を返します。届くまで待ちます。もう一方の端がすべて閉じられて何も届かないときは EOFError を投げます。 */
    // biome-ignore lint/suspicious/noExplicitAny: what comes is the sender's choice
    recv(): any
    /** バイト列を送ります。`offset` から `size` バイトだけ送ることもできます。 */
    sendBytes(bytes: Uint8Array, offset?: number, size?: number): void
    /** `sendBytes` で送られた次のメッセージのバイト列です。`maxlength` より長ければ OSError を投げます。 */
    recvBytes(maxlength?: number): Uint8Array
    /** `recv` が待たずに済むかどうかです。すぐに調べます。`timeout` 秒まで、null なら無期限に待つこともできます。 */
    poll(timeout?: number | null | { timeout?: number | null }): boolean
    /** このプロセスは端を手放します。`using` を使うとブロックの終わりで閉じます。 */
    close(): void
    [Symbol.dispose](): void
  }

  /**
   * 対象のどれかが準備できるまで待ち、準備できたものを返します。受信できる（または終わった）Connection、終了したプロセスの sentinel、
   * 値のあるキューが対象です。時間（秒）内になければ空の配列を返します。
   * @example
   * for (const ready of wait([connection, process.sentinel])) { … }
   */
  export function wait<T extends object>(
    objects: Iterable<T>,
    timeout?: number | null | { timeout?: number | null },
  ): T[]
}
