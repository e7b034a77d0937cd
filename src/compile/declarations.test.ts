import { describe, expect, test } from 'vitest'
import { type ApiItem, readDeclarations } from './declarations.ts'

const inModule = (body: string): readonly ApiItem[] =>
  readDeclarations([`declare module 'm' {\n${body}\n}`])[0]?.items ?? []
const told = ({ name, kind, signatures }: ApiItem): string => `${kind} ${name}: ${signatures.join(' | ')}`

describe('declarations', () => {
  test('of a module are read part by part, and what is global stands apart', () => {
    const modules = readDeclarations([
      "/** One. */\ndeclare module 'b' {\n  export function f(): void\n}",
      "declare module 'b' {\n  export const c: number, d: 'x'\n}\ndeclare module 'a.b' {}",
      '/** Its name. */\ndeclare const __name__: string\ninterface I { x: number }',
    ])
    expect(modules.map(({ specifier, items }) => [specifier, ...items.map(told)])).toEqual([
      ['a.b'],
      ['b', 'function f: function f(): void', 'constant c: c: number', "constant d: d: 'x'"],
      ['', 'constant __name__: __name__: string', 'interface I: interface I'],
    ])
    expect(modules[1]?.doc.text).toBe('One.')
    expect(modules[2]?.items[0]?.doc.text).toBe('Its name.')
  })

  test('of classes have their members, overloads together, private ones left out', () => {
    const [item] = inModule(`  // biome-ignore lint: why
  export class Queue<T = any> extends Base<T> {
    /** Makes one. */
    constructor(maxsize?: number)
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean): void
    /** How many. */
    readonly size: number
    get value(): T
    set value(value: T)
    static of<U>(
      ...items: readonly U[]
    ): Queue<U>
    [Symbol.dispose](): void
    protected extra?: { a: string }
    private secret(): void
    #hidden: number
  }`)
    expect(item?.signatures).toEqual(['class Queue<T = any> extends Base<T>'])
    expect(item?.members.map(told)).toEqual([
      'constructor constructor: new Queue(maxsize?: number)',
      'method put: put(value: T, options?: Blocking): void | put(value: T, block: boolean): void',
      'property size: readonly size: number',
      'property value: get value(): T | set value(value: T)',
      'method of: static of<U>(...items: readonly U[]): Queue<U>',
      'method [Symbol.dispose]: [Symbol.dispose](): void',
      'property extra: protected extra?: { a: string }',
    ])
    expect(item?.members.map(({ doc }) => doc.text)).toEqual(['Makes one.', '', 'How many.', '', '', '', ''])
  })

  test('of interfaces, types and namespaces are read too', () => {
    const items = inModule(`  export interface Options { a?: number; run(): void }
  export type F<X> = (x: X) => { [K in keyof X]: string }
  export namespace inner { /** G. */ export function g(): void }
  export { Thing } from 'other'`)
    expect(items.map(told)).toEqual([
      'interface Options: interface Options',
      'type F: type F<X> = (x: X) => { [K in keyof X]: string }',
      'namespace inner: namespace inner',
    ])
    expect(items[0]?.members.map(told)).toEqual(['property a: a?: number', 'method run: run(): void'])
    expect(items[2]?.members[0]?.doc.text).toBe('G.')
  })
})

test('a comment is text, parameters, what is returned, examples, and what else it says', () => {
  const [item] = inModule(`  /**
   * Adds up. See \`sum\`.
   *
   * Twice.
   * @param a the first,
   *   on two lines
   * @returns the sum
   * @example
   * add(1, 2)
   *   // 3
   * @throws Error never
   */
  export function add(a: number, b: number): number`)
  expect(item?.doc).toEqual({
    text: 'Adds up. See `sum`.\n\nTwice.\n\nError never',
    params: [{ name: 'a', text: 'the first, on two lines' }],
    returns: 'the sum',
    examples: ['add(1, 2)\n  // 3'],
  })
})
