/** Who may run next. One file per policy; each keeps its state in the arena, because every worker runs it. */
export interface Policy {
  /** Whether every operation is a choice point (one lane at a time), or cores change hands only when one is given back. */
  readonly everyOperation: boolean
  /**
   * Called inside the gate's section with the slots that could run, longest waiting first (at a choice point, the one
   * that asks comes last). Returns an index into them.
   */
  choose(candidates: readonly number[]): number
}
