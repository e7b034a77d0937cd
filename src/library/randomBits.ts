/** Words of a generator's state. */
type State = number[]

/**
 * sfc32, the "small fast counter" generator of PractRand (Chris Doty-Humphrey): 128 bits of state, of which one word counts,
 * so that no stream is shorter than 2³² numbers. It works on a state that somebody else keeps.
 */
export class Generator {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  /** 32 bits, as an unsigned number. */
  bits(): number {
    const state = this.#state
    const [a = 0, b = 0, c = 0, counter = 0] = state
    const sum = (((a + b) | 0) + counter) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0
    state[3] = (counter + 1) | 0
    return sum >>> 0
  }

  /** In [0, 1), with 53 bits, as Python's `random()`. */
  fraction(): number {
    const high = this.bits() >>> 5
    return (high * 0x4000000 + (this.bits() >>> 6)) / 0x20000000000000
  }
}

/** A state from anything that a program may take for a seed: equal texts and types give equal streams. */
export function stateFrom(seed: unknown): State {
  const text = `${typeof seed} ${String(seed)}`
  const state = [1, 2, 3, 4].map(salt => hashText(text, salt))
  const generator = new Generator(state)
  for (let i = 0; i < WARM_UP; i++) generator.bits()
  return state
}
const WARM_UP = 15

/** FNV-1a over UTF-16, ended by the mixer of MurmurHash3. */
function hashText(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1)
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
