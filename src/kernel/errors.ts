/** An error of the kernel: `code` and `params` make words in the reader's language, `message` is English. */
export class KernelError extends Error {
  override readonly name: string
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>>,
    message: string,
    name = 'RuntimeError',
  ) {
    super(message)
    this.name = name
  }
}
