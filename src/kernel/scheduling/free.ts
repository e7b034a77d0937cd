import type { Policy } from './policy.ts'

/** All run at once, as many as there are cores; who has waited longest comes first. */
export const freePolicy: Policy = { everyOperation: false, choose: () => 0 }
