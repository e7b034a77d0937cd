declare module 'threading' {
  /**
   * このプロセスのスレッドどうしが共有する状態を作ります。JavaScript のスレッドは変数を共有しないので、ほかのスレッドから
   * 見えるようにしたいものはここに置きます。プログラムの先頭に `const state = shared({ count: 0, results: [] })` と書けば、
   * どのスレッドでも普通のオブジェクトと同じように `state.count` や `state.results.push(x)` が使えます。
   *
   * `value` はコピーされます。中のオブジェクトや配列も、あとから代入したものも、共有されるようになります。トップレベルの
   * クラスのインスタンスではメソッドも使えます（例: `const account = shared(new Account())`。`#x` という名前のフィールドは
   * 共有できないので、`private x` を使ってください）。フィールドに入れられるのは、数値、文字列、真偽値、`null`、ロックや
   * キューです。関数、Promise、Map、Set は入れられません。
   *
   * フィールドの読み取りと書き込みは、それぞれ 1 回の操作です。`push`、`pop`、`shift`、`unshift` もそれぞれ 1 回の操作です。
   * ただし `state.count = state.count + 1` は読み取りと書き込みの 2 回の操作なので、その間に別のスレッドが同じことをすると、
   * 片方の加算が失われます。困る場合はロックを使います。
   *
   * ```ts
   * const lock = new Lock()
   * const state = shared({ count: 0 })
   * function work() {
   *   lock.with(() => { state.count += 1 })
   * }
   * ```
   *
   * ほかのプロセスからは見えません。fork した子プロセスは自分用のコピーを受け取り、メッセージで送ったときもコピーになります。
   * プロセスどうしで共有するメモリには、`multiprocessing` の `Value`、`Array`、`Manager` を使ってください。
   */
  export function shared<T extends object>(value: T): T
}
