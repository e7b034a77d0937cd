/** Files of the program itself, by which its frames are known. */
const PROGRAM = ['main.py']

const FRAME = /^( *)File "([^"]+)", line (\d+)(, in .+)?$/

/** @param {string} path */
const baseName = path => path.replace(/^.*[/\\]/, '')

/** @param {string} line */
const indentOf = line => line.length - line.trimStart().length

/**
 * Output of a Python program without what differs between machines, Python versions and implementations, so that CPython's and
 * ours can be compared as text:
 *
 * - frames outside the program's own files are left out: the standard library's have other lines in each version, and our lowest
 *   layer has frames of its own;
 * - a frame names its file without the folder, and shows the first line of its source alone: up to 3.12 CPython shows one line of a
 *   statement, since 3.13 all of them, and each version underlines other parts with `^` and `~`;
 * - addresses of objects (`0x7f…`) are `0x…`;
 * - a terminal's `\r\n` is `\n`.
 *
 * Which errors are chained, their types and messages, and the order of the program's own frames stay as they are.
 *
 * @param {string} output of stdout or stderr
 * @param {readonly string[]} [files] names of the program's files
 */
export function normalise(output, files = PROGRAM) {
  const kept = []
  /** Of the frame whose source lines come now. @type {{ indent: number, left: number } | null} */
  let frame = null
  for (const line of output.replaceAll('\r\n', '\n').split('\n')) {
    const [, indent = '', path = '', number, place = ''] = FRAME.exec(line) ?? []
    if (number !== undefined) {
      const own = files.includes(baseName(path))
      frame = { indent: indent.length, left: own ? 1 : 0 }
      if (own) kept.push(`${indent}File "${baseName(path)}", line ${number}${place}`)
    } else if (frame && line.trim() !== '' && indentOf(line) > frame.indent) {
      if (frame.left > 0) kept.push(' '.repeat(frame.indent + 2) + line.trim())
      frame.left -= 1
    } else {
      frame = null
      kept.push(line)
    }
  }
  return kept.join('\n').replace(/\b0x[0-9a-f]{6,}\b/g, '0x…')
}
