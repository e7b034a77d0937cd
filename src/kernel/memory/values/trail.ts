import { formatPath, type PathKey } from './path.ts'

/** Where the encoder is: the way from the root to the value in hand, so that an error can name it. */
export class Trail {
  /** Keys by depth; those above `level` are left over. */
  keys: PathKey[] = []
  level = -1
  root = 'value'
  names: readonly (readonly string[])[] | undefined
  /** The first two keys on the way to a body that was put off; null while none is in hand. */
  base: readonly PathKey[] | null = null

  begin(root: string | undefined, names: readonly (readonly string[])[] | undefined): void {
    this.root = root ?? 'value'
    this.names = names
    this.level = -1
    this.base = null
  }

  step(depth: number, key: PathKey): void {
    this.keys[depth] = key
    this.level = depth
  }

  /** Where a body begins that is put off now: enough to name its variable later. */
  mark(): readonly PathKey[] {
    return this.base ?? this.keys.slice(0, 2)
  }

  toString(): string {
    const keys = this.keys.slice(0, this.level + 1)
    if (this.base === null) return formatPath(this.root, keys, this.names)
    return `${formatPath(this.root, this.base, this.names)}…${formatPath('', keys)}`
  }
}
