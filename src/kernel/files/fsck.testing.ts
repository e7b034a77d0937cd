import { type Memory, word } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import { Entry, FileType, Hold, Inode, OpenFile, ROOT, Volume } from './layout.ts'

/** What is wrong with the file system, in words; nothing: it is sound. Nobody else may be at it. */
export function fsck({ words, bytes }: Memory): string[] {
  const problems: string[] = []
  const check = (sound: boolean, text: string) => {
    if (!sound) problems.push(text)
  }
  const volume = word(words, Head.Files)
  if (volume === 0) return problems
  check(words[Head.FilesLock] === 0, 'its section is taken')
  const blocks = new Set<number>()
  const own = (block: number, what: string) => {
    check(block > 0 && !blocks.has(block), `${what} at ${block} belongs to something else, too`)
    blocks.add(block)
  }
  const members = (table: number, what: string) => {
    const found: number[] = []
    const buckets = word(words, table)
    own(buckets, `index of ${what}`)
    for (let i = 0; i < word(words, table + 1); i++) {
      for (let at = word(words, buckets + i); at !== 0; at = word(words, at)) {
        check((word(words, at + 1) & (word(words, table + 1) - 1)) === i, `${what} in the wrong bucket`)
        own(at, what)
        found.push(at)
      }
    }
    check(found.length === word(words, table + 2), `the index of ${what} counts wrong`)
    return found
  }
  const inodes = members(volume + Volume.Inodes, 'an inode')
  const entries = new Set(members(volume + Volume.Entries, 'an entry'))

  const opens = new Map<number, number>()
  const holders = new Map<number, number>()
  for (let hold = word(words, volume + Volume.Holds); hold !== 0; hold = word(words, hold + Hold.Next)) {
    own(hold, 'a hold')
    const file = word(words, hold + Hold.File)
    holders.set(file, (holders.get(file) ?? 0) + 1)
  }
  for (const [file, count] of holders) {
    own(file, 'an open file')
    check(words[file + OpenFile.Holders] === count, 'an open file counts its holders wrong')
    const inode = word(words, file + OpenFile.Inode)
    opens.set(inode, (opens.get(inode) ?? 0) + 1)
  }

  const named = new Map<number, number>()
  for (const inode of inodes) {
    const type = word(words, inode + Inode.Mode) & FileType.mask
    const number = word(words, inode + Inode.Number)
    check(
      words[inode + Inode.Opens] === (opens.get(inode) ?? 0),
      `inode ${number} counts its open files wrong`,
    )
    opens.delete(inode)
    for (let i = 0; i < word(words, inode + Inode.Slots); i++) {
      const chunk = word(words, word(words, inode + Inode.Chunks) + i)
      if (chunk === 0) continue
      own(chunk, 'a chunk')
      const length = (i === 0 ? word(words, inode + Inode.FirstWords) : 8192) * 4
      const used = Math.max(0, Math.min(length, word(words, inode + Inode.Size) - i * 8192 * 4))
      const rest = bytes.subarray(chunk * 4 + used, chunk * 4 + length)
      check(
        rest.every(byte => byte === 0),
        `inode ${number} has bytes beyond its end`,
      )
    }
    if (words[inode + Inode.Chunks] !== 0) own(word(words, inode + Inode.Chunks), 'a table of chunks')
    if (type !== FileType.directory) continue
    let before = 0
    let directories = 0
    for (let at = word(words, inode + Inode.FirstEntry); at !== 0; at = word(words, at + Entry.After)) {
      check(entries.delete(at), 'an entry of a directory is in no index')
      check(words[at + Entry.Before] === before, 'the list of entries is torn')
      check(words[at + Entry.Directory] === inode, 'an entry lies in another directory')
      const inner = word(words, at + Entry.Inode)
      named.set(inner, (named.get(inner) ?? 0) + 1)
      if ((word(words, inner + Inode.Mode) & FileType.mask) === FileType.directory) {
        directories++
        check(words[inner + Inode.Parent] === number, 'a directory names another parent')
      }
      before = at
    }
    check(words[inode + Inode.LastEntry] === before, 'a directory names another last entry')
    check(words[inode + Inode.Directories] === directories, 'a directory counts those in it wrong')
  }
  check(opens.size === 0, 'a file is open whose inode is gone')
  check(entries.size === 0, 'an entry is in no directory')
  for (const inode of inodes) {
    const number = word(words, inode + Inode.Number)
    const links = number === ROOT ? 1 : (named.get(inode) ?? 0)
    check(words[inode + Inode.Links] === links, `inode ${number} has ${links} names, but says otherwise`)
    check(links === 1 || word(words, inode + Inode.Opens) > 0, `inode ${number} should have been freed`)
    named.delete(inode)
  }
  check(named.size === 0, 'a name leads to no inode')
  return problems
}
