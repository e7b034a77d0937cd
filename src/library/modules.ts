import * as builtins from './builtins.ts'
import * as futures from './futures/index.ts'
import * as io from './io.ts'
import * as managers from './managers/index.ts'
import * as connection from './multiprocessing/connectionModule.ts'
import * as multiprocessing from './multiprocessing/index.ts'
import * as pool from './multiprocessing/poolModule.ts'
import * as sharedMemory from './multiprocessing/sharedMemoryModule.ts'
import * as os from './os.ts'
import * as queue from './queue/index.ts'
import * as random from './random.ts'
import * as signal from './signal.ts'
import * as sys from './sys.ts'
import * as threading from './threading/index.ts'
import * as time from './time.ts'

/** What a program can import, by specifier. */
export const modules: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map<
  string,
  Readonly<Record<string, unknown>>
>([
  ['builtins', builtins],
  ['concurrent.futures', futures],
  ['io', io],
  ['multiprocessing', multiprocessing],
  ['multiprocessing.managers', managers],
  ['multiprocessing.connection', connection],
  ['multiprocessing.sharedMemory', sharedMemory],
  ['multiprocessing.pool', pool],
  ['os', os],
  ['queue', queue],
  ['random', random],
  ['signal', signal],
  ['sys', sys],
  ['threading', threading],
  ['time', time],
])

// In the page's build functions have lost their names, and of classes with the same one all but one have a number behind it.
for (const exported of modules.values()) {
  for (const [key, value] of Object.entries(exported)) {
    if (typeof value !== 'function') continue
    const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
    const name = isClass ? value.name.replace(/\$\d+$/, '') : key
    if (value.name !== name) Object.defineProperty(value, 'name', { value: name, configurable: true })
  }
}
