import { word } from '../memory/arena.ts'
import { Head, Lane, laneBase } from '../memory/layout.ts'
import type { Policy } from './policy.ts'

/** One at a time, in the order of a recorded schedule (lane numbers). Past its end, who has waited longest. */
export function replayPolicy(words: Int32Array): Policy {
  return {
    everyOperation: true,
    choose(candidates) {
      const cursor = word(words, Head.ScheduleCursor)
      if (cursor >= word(words, Head.ScheduleLength)) return 0
      words[Head.ScheduleCursor] = cursor + 1
      const lane = word(words, word(words, Head.ScheduleAddress) + cursor)
      const index = candidates.findIndex(slot => word(words, laneBase(slot) + Lane.LaneNumber) === lane)
      // A program that has changed since the recording has no such lane here.
      return Math.max(0, index)
    },
  }
}
