import { expect, test } from 'vitest'
import { NOTE, run } from './compile.testing.ts'

const cases: readonly [name: string, source: string, log: readonly unknown[]][] = [
  [
    'annotations, interfaces and aliases',
    `interface A { a: number }\ntype B = A | string\nconst x: B = 'x'\nlet y: number\ny = 1\nnote(x, y)`,
    ['x', 1],
  ],
  [
    'an alias between two statements that would join',
    `const f = (x: unknown) => x\nconst a = f\ntype X = number\n(note as any)(a === f)`,
    [true],
  ],
  [
    'an "as" at the end of a statement before a parenthesis',
    `const a = 1 as const\n;(note)(a)\nlet b = a as number\n(note as any)(b)`,
    [1, 1],
  ],
  [
    'an "as" at the start of a statement',
    `const o = { f: () => note('f') };\n(o as any).f()\n;(o satisfies object).f()`,
    ['f', 'f'],
  ],
  [
    'a type assertion before an object in an arrow',
    `const f = () => <{ a: number }>{ a: 1 };\nnote(f().a)`,
    [1],
  ],
  [
    'a type assertion over lines after return',
    `function f() { return <\n{ a: number }\n>{ a: 2 } }\nnote(f().a)`,
    [2],
  ],
  [
    'generics of an arrow over lines after return',
    `function f() { return <\nT\n>(x: T): T => x }\nnote(f()(3))`,
    [3],
  ],
  [
    'generics of an async arrow over lines',
    `const f = async <\nT\n>(x: T): Promise<T> => x\nnote(await f(4))`,
    [4],
  ],
  [
    'a return type over lines before the arrow',
    `const f = (a: number): {\n  x: number\n} => ({ x: a })\nnote(f(5).x)`,
    [5],
  ],
  [
    'assertions that something is there',
    `const o: { a?: { b: number } } = { a: { b: 1 } }\nlet z!: number\nz = o.a!.b\nnote(z!, o?.a!.b)`,
    [1, 1],
  ],
  [
    'overloads, optional parameters and this',
    `function f(this: void, a: number): string\nfunction f(a: any, b?: number): any { return [a, b] }\nfunction g(this: void) { return arguments.length }\nnote(...f(1) as any, g())`,
    [1, undefined, 0],
  ],
  [
    'a class with every modifier',
    `abstract class A<T> {\n  private readonly a: number = 1\n  declare d: string\n  abstract m(): void\n  abstract p: number\n  protected static s?: number = 2;\n  [key: string]: unknown\n  x!: T\n  get b(): number { return this.a }\n  m2?(): void\n  static t() { return this.s }\n}\nclass B extends A<string> implements Iterable<any>, Other<X> { override m(): void {} p = 3; *[Symbol.iterator](): any {} }\ninterface Other<T> { }\ntype X = 1\nconst b = new B()\nnote(b.b, b.p, A.t(), 'd' in b, 'x' in b)`,
    [1, 3, 2, false, true],
  ],
  [
    'parameter properties',
    `class P { constructor(private a: number, public readonly b = 2, c?: string) { note(this.a, b) } }\nclass Q extends P { constructor(readonly q: number) { super(q)\n note(this.q) } }\nnew P(1); new Q(7); note(Object.keys(new P(1)).join())`,
    [1, 2, 7, 2, 7, 1, 2, 'a,b'],
  ],
  [
    'calls with type arguments',
    `const f = <T,>(x: T) => x\nnote(f<number>(1), new Map<string, number>().size, f<string>)`,
    [1, 0, expect.any(Function)],
  ],
  [
    'ambient declarations',
    `declare const nothing: number\ndeclare function none(): void\ndeclare class C {}\ndeclare module 'm' { }\ndeclare global { interface Window {} }\nnamespace T { export type A = 1 }\nnote(typeof nothing)`,
    ['undefined'],
  ],
  [
    'predicates and destructuring with types',
    `function is(x: unknown): x is string { return typeof x === 'string' }\nconst { a, b = 2 }: { a: number; b?: number } = { a: 1 }\nconst [c]: [number] = [3]\nfunction f({ d }: { d: number } = { d: 4 }, [e]: number[] = [5], ...r: any[]) { return d + e }\nfor (const k of [6] as number[]) note(k)\ntry { throw 8 } catch (e: unknown) { note(e) }\nnote(is('x'), a, b, c, f())`,
    [6, 8, true, 1, 2, 3, 9],
  ],
  [
    'targets in casts',
    `let x: unknown, y: any\n;(x as any) = 3\n;[(y as any)] = [4]\nx! = 5\nnote(x, y)`,
    [5, 4],
  ],
  [
    'comments in odd places',
    `class A { private /* public */ readonly /* x */ a /* ? */ ?: /* n */ number = 1 }\nconst f = (a /* : b */ : number /* , */, b? /* ? */ : string): /* => */ number => a\nnote(new A().a, f(2))`,
    [1, 2],
  ],
]

test.each(cases)('types vanish and nothing else changes: %s', async (_, source, log) => {
  const runtime = await run(`${NOTE}\n${source}`)
  expect(runtime.log).toEqual(log)
})

test('enums count, keep strings, map back, refer to each other and merge', async () => {
  const runtime = await run(`${NOTE}
enum E { A, B = 3, C, // comment, with a comma
  D = 'x', 'f-g' = C << 1,
}
const enum F { X = 1 << 2, Y }
enum E { Z = 10 }
export enum G { A = 'a'.length, B }
function local() { enum L { P = 1, Q }
  return L.Q }
note(E.A, E.C, E[3], E.D, E['f-g'], E.Z, F.Y, G.B, local())`)
  expect(runtime.log).toEqual([0, 4, 'B', 'x', 8, 10, 5, 2, 2])
})
