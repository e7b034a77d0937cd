/** キューの例外。 */
declare module 'queue' {
  /** 指定した時間内に `Queue.get` で取り出せるものがなかった。 */
  export class Empty extends Error {
    readonly code: string
  }
  /** 指定した時間内に `Queue.put` で空きができなかった。 */
  export class Full extends Error {
    readonly code: string
  }
}
