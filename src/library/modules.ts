import * as multiprocessing from './multiprocessing/index.ts'
import * as queue from './queue.ts'
import * as sys from './sys.ts'
import * as time from './time.ts'

/** What a program can import, by specifier. */
export const modules: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map<
  string,
  Readonly<Record<string, unknown>>
>([
  ['multiprocessing', multiprocessing],
  ['queue', queue],
  ['sys', sys],
  ['time', time],
])
