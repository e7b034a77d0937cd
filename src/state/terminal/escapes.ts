// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
import { PLAIN, type Style, styled } from './style.ts'

/** What a terminal does with the parts of a text. */
export interface Screen {
  /** Characters that are shown, in this style. */
  text(text: string, style: Style): void
  newline(): void
  /** To the beginning of the line: what follows is written over it. */
  carriageReturn(): void
  backspace(): void
  /** 0: from here to the end of the line; 1: from its beginning to here; 2: all of it. */
  eraseLine(how: 0 | 1 | 2): void
}

/** Longer sequences are none: what never ends must not fill memory. */
const MOST_HELD = 4096
const ESCAPE = '\x1b'
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g
const SEQUENCE =
  /^\x1b(?:\[([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[\x20-\x2f]+[\x30-\x7e]|[\x30-\x5a\x5c\x5e-\x7e])/
/** The beginning of a sequence whose end has not come yet. */
const BEGUN = /^\x1b(?:$|\[[\x30-\x3f]*[\x20-\x2f]*$|[\]PX^_][^\x07\x1b]*\x1b?$|[\x20-\x2f]+$)/

/**
 * Reads what programs write to a terminal. Sequences may be cut anywhere between two texts. Colours and the like (SGR) make
 * the style of what follows; erasing within the line is done; all other sequences are dropped, and so is what is damaged.
 */
export class EscapeReader {
  readonly #screen: Screen
  #style: Style = PLAIN
  /** A sequence that has begun. */
  #held = ''

  constructor(screen: Screen) {
    this.#screen = screen
  }

  read(text: string): void {
    const all = this.#held + text
    this.#held = ''
    let at = 0
    while (at < all.length) {
      CONTROL.lastIndex = at
      const found = CONTROL.exec(all)
      const end = found?.index ?? all.length
      if (end > at) this.#screen.text(all.slice(at, end), this.#style)
      if (found === null) return
      if (found[0] !== ESCAPE) {
        this.#control(found[0])
        at = end + 1
        continue
      }
      const rest = all.slice(end, end + MOST_HELD)
      const sequence = SEQUENCE.exec(rest)
      if (sequence !== null) {
        this.#perform(sequence[2], sequence[1] ?? '')
        at = end + sequence[0].length
      } else if (BEGUN.test(rest) && rest.length < MOST_HELD) {
        this.#held = rest
        return
      } else at = end + 1
    }
  }

  #perform(final: string | undefined, parameters: string): void {
    if (final === 'm' && /^[\d;:]*$/.test(parameters)) this.#style = styled(this.#style, parameters)
    else if (final === 'K' && /^[012]?$/.test(parameters)) {
      this.#screen.eraseLine(parameters === '1' ? 1 : parameters === '2' ? 2 : 0)
    }
  }

  #control(character: string): void {
    switch (character) {
      case '\n':
      case '\v':
      case '\f':
        this.#screen.newline()
        break
      case '\r':
        this.#screen.carriageReturn()
        break
      case '\b':
        this.#screen.backspace()
    }
  }
}
