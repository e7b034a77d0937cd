import type { Files } from '../../kernel/files/files.ts'

/** What all descriptors of an open file have in common in this process. Its position is every process's that has it open. */
export class OpenState {
  /** Descriptors. */
  users = 1
  readonly #files: Files

  /** `file`: the kernel's handle. */
  constructor(
    files: Files,
    readonly file: number,
    public flags: number,
  ) {
    this.#files = files
  }

  get position(): number {
    return this.#files.position(this.file)
  }

  set position(position: number) {
    this.#files.seek(this.file, position)
  }
}
