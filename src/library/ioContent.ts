import { Generator, stateFrom } from './randomBits.ts'

const WORDS =
  'the of and to a in is that it was for on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after called just where most know'.split(
    ' ',
  )
const LINE = 72
const BLOCK = 4096

/** `size` characters of English-looking lines, the same for the same name and seed. */
export function textOf(name: string, seed: number, size: number): string {
  const generator = new Generator(stateFrom(`${seed} text ${name}`))
  let text = ''
  let line = 0
  while (text.length < Math.min(size, BLOCK)) {
    const next = WORDS[Math.floor(generator.fraction() ** 2 * WORDS.length)] ?? ''
    line += next.length + 1
    const end = line > LINE
    if (end) line = 0
    text += next + (end ? '\n' : ' ')
  }
  return text.repeat(Math.ceil(size / Math.max(1, text.length))).slice(0, size)
}

/** `size` bytes, the same for the same name and seed. */
export function bytesOf(name: string, seed: number, size: number): Uint8Array {
  const generator = new Generator(stateFrom(`${seed} bytes ${name}`))
  const bytes = new Uint8Array(size)
  const first = Math.min(size, BLOCK)
  for (let i = 0; i < first; i++) bytes[i] = generator.bits()
  for (let filled = first; filled < size; filled *= 2)
    bytes.copyWithin(filled, 0, Math.min(filled, size - filled))
  return bytes
}
