import type { Kernel } from '../../kernel/kernel.ts'

/** How often this process names each object of the arena: at none it lets the object go. */
export class Handles {
  readonly #counts = new Map<number, number>()

  /** One that the kernel holds for this process already: made or opened here. */
  made(handle: number): number {
    this.#counts.set(handle, (this.#counts.get(handle) ?? 0) + 1)
    return handle
  }

  hold(kernel: Kernel, handle: number): void {
    const count = this.#counts.get(handle) ?? 0
    if (count === 0) kernel.objects.hold(handle)
    this.#counts.set(handle, count + 1)
  }

  /** True when this process names it no more. */
  letGo(kernel: Kernel, handle: number): boolean {
    const count = this.#counts.get(handle)
    if (count === undefined) return false
    if (count > 1) {
      this.#counts.set(handle, count - 1)
      return false
    }
    this.#counts.delete(handle)
    kernel.objects.unhold(handle)
    return true
  }

  has(handle: number): boolean {
    return this.#counts.has(handle)
  }

  /** Each handle and how often it is named: for a forked child, which names what its parent does. */
  entries(): [handle: number, count: number][] {
    return [...this.#counts]
  }
}
