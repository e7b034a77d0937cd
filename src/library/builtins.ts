/** Python's built-in exceptions, as far as something here throws them. */
export {
  AssertionError,
  AttributeError,
  BrokenPipeError,
  ConnectionRefusedError,
  EOFError,
  FileExistsError,
  FileNotFoundError,
  IndexError,
  KeyError,
  MemoryError,
  OSError,
  ProcessLookupError,
  RuntimeError,
  TimeoutError,
  ValueError,
} from './errors.ts'
