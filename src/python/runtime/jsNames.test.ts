import { expect, test } from 'vitest'
import type { Bridge } from '../bridge.ts'
import { BarePromises } from './barePromises.ts'
import { BRIDGE_NAMES } from './bridgeNames.ts'
import { JsNames } from './jsNames.ts'
import type { PyodideModule } from './pyodide.ts'

/** Entries that are Pyodide's own in any worker, and constants that strings follow. */
const OWN = ['first', 'second']
const CONSTANTS = 7

/** A worker whose Python holds these JavaScript objects and strings. */
function worker(held: unknown[] = [], texts: string[] = []) {
  const table: unknown[] = [...OWN, ...held]
  const strings: unknown[] = [...Array(CONSTANTS).fill(null), ...texts]
  const api = { getExpectedKeys: () => OWN, config: { its: 'own' } }
  const at = (list: unknown[]) => (index: number) => {
    if (index >= list.length) throw new Error('out of range')
    return list[index]
  }
  const module = {
    API: api,
    __hiwire_get: at(table),
    __hiwire_set: (index: number, value: unknown) => {
      table[index] = value
      return index
    },
    __hiwire_immortal_get: at(strings),
    __hiwire_immortal_add: (value: unknown) => strings.push(value),
  }
  const names = new JsNames(BRIDGE_NAMES, new BarePromises())
  names.learn(module as unknown as PyodideModule)
  return { names, table, strings, api }
}

/** A bridge whose functions answer their own names. */
const bridge = Object.fromEntries(BRIDGE_NAMES.map(name => [name, () => name])) as unknown as Bridge

test('what one worker holds is named, and is the same in another', () => {
  const first = worker()
  first.table.push(Math, null, first.names.bridge, first.names.bridge.pid, first.api.config)
  first.strings.push('kept')
  const table = JSON.parse(JSON.stringify(first.names.table()))

  const second = worker()
  second.names.adopt(table)
  expect(second.table.slice(OWN.length)).toEqual([
    Math,
    null,
    second.names.bridge,
    second.names.bridge.pid,
    second.api.config,
  ])
  expect(second.table[OWN.length + 3]).not.toBe(first.names.bridge.pid)
  expect(second.strings.slice(CONSTANTS)).toEqual(['kept'])
})

test('what was one worker’s alone is an empty object in another, so that nothing else is in its place', () => {
  const first = worker([{ secret: 1 }, Math])
  const second = worker()
  second.names.adopt(first.names.table())
  expect(second.table.slice(OWN.length)).toEqual([{ gone: true }, Math])
})

test('a bridge takes the place of its stand-ins also where they are bound already', () => {
  const { names, table } = worker()
  table.push(names.bridge.pid)
  expect(() => (table.at(-1) as () => unknown)()).toThrow('before this worker is a process')
  names.connect(bridge)
  expect((table.at(-1) as () => unknown)()).toBe('pid')
  expect((names.bridge.sleep as () => unknown)()).toBe('sleep')
})
