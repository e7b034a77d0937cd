/** Names as in `errno.h`. ESTALE: what had that number is gone; who had just looked it up looks again. */
export type FileErrorCode =
  | 'EEXIST'
  | 'EFBIG'
  | 'EINVAL'
  | 'EISDIR'
  | 'ENAMETOOLONG'
  | 'ENOENT'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ESTALE'

export class FileError extends Error {
  override readonly name = 'FileError'
  constructor(readonly code: FileErrorCode) {
    super(code)
  }
}
