/**
 * Does nothing for about `rounds` ns. Whoever looks at a word that others change should pause between two looks: each look takes
 * the word's cache line away from them.
 */
export function pause(rounds: number): number {
  let done = 0
  while (done < rounds) done++
  return done
}
