import { below, xorshift32 } from '../../base/prng.ts'
import { word } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import type { Policy } from './policy.ts'

/** One at a time; a seeded random choice at every operation. The same seed gives the same schedule. */
export function controlledPolicy(words: Int32Array): Policy {
  return {
    everyOperation: true,
    choose(candidates) {
      const state = xorshift32(word(words, Head.Random))
      words[Head.Random] = state
      return below(state, candidates.length)
    },
  }
}
