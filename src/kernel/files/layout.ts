/** Words of the file system's own block, whose address is in `Head.Files`. Everything below is read and written in its section. */
export const enum Volume {
  NextNumber = 0,
  /** Index of inodes by number, and of entries by directory and name (`Table`). */
  Inodes = 1,
  Entries = 4,
  /** First of all holds. */
  Holds = 7,
}
export const VOLUME_WORDS = 8

/** Words of an inode: first those of a member of an index. */
export const enum Inode {
  Next = 0,
  Number = 1,
  /** Type and permissions, as in Unix. */
  Mode = 2,
  /** 1: it has a name, 0: it has none any more. */
  Links = 3,
  /** Open files on it. It is freed when both are 0. */
  Opens = 4,
  /** Bytes. Bytes of its chunks beyond are 0. */
  Size = 5,
  /** Table of the addresses of its chunks (0: a hole), and how many it has room for. */
  Chunks = 6,
  Slots = 7,
  /** Words of the first chunk, which grows with a small file. All others have `CHUNK_WORDS`. */
  FirstWords = 8,
  /** Of a directory: number of the one that it lies in. */
  Parent = 9,
  /** Of a directory: its entries in the order in which they were made, and how many of them are directories. */
  FirstEntry = 10,
  LastEntry = 11,
  Directories = 12,
  /** float64s, at even indices: ms since 1970. */
  Accessed = 14,
  Modified = 16,
  Changed = 18,
}
export const INODE_WORDS = 20

/** Words of a name in a directory: first those of a member of an index. */
export const enum Entry {
  Next = 0,
  Hash = 1,
  /** Inodes: of the directory, and of what has the name. */
  Directory = 2,
  Inode = 3,
  /** Neighbours in the directory. */
  Before = 4,
  After = 5,
  NameBytes = 6,
  /** UTF-8. */
  Name = 7,
}

/** Words of an open file, which descriptors of several processes may share, with its position. */
export const enum OpenFile {
  Inode = 0,
  /** How many processes hold it. */
  Holders = 1,
  /** float64, at an even index. */
  Position = 2,
}
export const OPEN_FILE_WORDS = 4

/** Words that say that a process has a file open. */
export const enum Hold {
  Next = 0,
  File = 1,
  /** 0: on its way to a forked child. */
  Pid = 2,
}
export const HOLD_WORDS = 3

/** Number of the topmost directory. */
export const ROOT = 1

/** Bits of a mode that say what it is. */
export const FileType = { mask: 0o170000, directory: 0o040000, file: 0o100000, link: 0o120000 } as const
