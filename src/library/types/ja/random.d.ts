/**
 * 再現できる乱数。実行設定のシードと、プロセスやスレッドの番号から、それぞれ専用の乱数列が決まるので、同じプログラムを二度実行すると同じ数が出ます。
 * Python が同じシードから出す数とは異なります。Python のスレッドと違い、スレッド同士がモジュールの乱数列を共有することはありません。fork した子は、
 * Python と同じく、親と同じ数を繰り返しません。
 */
declare module 'random' {
  export interface ChoicesOptions {
    /** それぞれの選ばれやすさ(相対値)。既定ではすべて同じです。 */
    weights?: readonly number[]
    /** 重みの代わりに渡す、重みの累積和。 */
    cumWeights?: readonly number[]
    /** 選ぶ個数。既定値は 1 です。 */
    k?: number
  }

  /**
   * 専用の乱数列。別のプロセスに送ると、今の位置から続きます。
   * @example
   * const dice = new Random(42)
   * dice.randint(1, 6)
   */
  export class Random {
    /** @param seed 同じシードからは同じ乱数列ができます。省略すると毎回別の乱数列になりますが、実行ごとには同じです */
    constructor(seed?: unknown)
    /** シードから始め直します。 */
    seed(seed?: unknown): void
    /** 0 以上 1 未満の数。 */
    random(): number
    /** `a` と `b` の間の数。 */
    uniform(a: number, b: number): number
    /** `a` から `b` までの整数(両端を含みます)。 */
    randint(a: number, b: number): number
    /** `start` から `stop` までの `step` 刻みの整数(`stop` は含みません)。引数がひとつなら、0 からその数の手前までです。 */
    randrange(start: number, stop?: number, step?: number): number
    /** 要素のひとつ。要素がなければ IndexError を投げます。 */
    choice<T>(items: ArrayLike<T>): T
    /** 独立に選んだ要素。同じ要素が二度出ることもあります。 */
    choices<T>(items: ArrayLike<T>, options?: ChoicesOptions): T[]
    /** 重複しない `k` 個の要素を、ランダムな順序で返します。 */
    sample<T>(items: ArrayLike<T>, k: number): T[]
    /** 配列の要素をその場でランダムに並べ替えます。 */
    shuffle(items: unknown[]): void
    /** 平均 `mu`、標準偏差 `sigma` の正規分布の数(既定値は 0 と 1)。 */
    gauss(mu?: number, sigma?: number): number
    /** 単位時間に `lambd` 回起きる出来事の間隔(指数分布、既定値は 1)。 */
    expovariate(lambd?: number): number
  }

  /**
   * このプロセスやスレッドの乱数列を、シードから始め直します。
   * @example
   * seed(42)
   */
  export function seed(seed?: unknown): void
  /** 0 以上 1 未満の数。 */
  export function random(): number
  /** `a` と `b` の間の数。 */
  export function uniform(a: number, b: number): number
  /**
   * `a` から `b` までの整数(両端を含みます)。
   * @example
   * randint(1, 6)
   */
  export function randint(a: number, b: number): number
  /** `start` から `stop` までの `step` 刻みの整数(`stop` は含みません)。引数がひとつなら、0 からその数の手前までです。 */
  export function randrange(start: number, stop?: number, step?: number): number
  /** 要素のひとつ。要素がなければ IndexError を投げます。 */
  export function choice<T>(items: ArrayLike<T>): T
  /** 独立に選んだ要素。同じ要素が二度出ることもあります。 */
  export function choices<T>(items: ArrayLike<T>, options?: ChoicesOptions): T[]
  /** 重複しない `k` 個の要素を、ランダムな順序で返します。 */
  export function sample<T>(items: ArrayLike<T>, k: number): T[]
  /** 配列の要素をその場でランダムに並べ替えます。 */
  export function shuffle(items: unknown[]): void
  /** 平均 `mu`、標準偏差 `sigma` の正規分布の数(既定値は 0 と 1)。 */
  export function gauss(mu?: number, sigma?: number): number
  /** 単位時間に `lambd` 回起きる出来事の間隔(指数分布、既定値は 1)。 */
  export function expovariate(lambd?: number): number
}
