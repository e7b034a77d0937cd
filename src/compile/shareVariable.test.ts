import { describe, expect, test } from 'vitest'
import { shareVariable } from './shareVariable.ts'

function share(text: string, name: string): string | null {
  const program = { language: 'ts' as const, files: [{ path: 'main.ts', text }] }
  const edits = shareVariable(program, 'main.ts', name)
  if (edits === null) return null
  let shared = text
  for (const { start, end, text } of edits.toReversed())
    shared = shared.slice(0, start) + text + shared.slice(end)
  return shared
}

describe('a variable becomes a field of shared fields', () => {
  test('with all its uses, and the import beside those of the same module', () => {
    const text = `import { Thread } from 'threading'
let counter = 0
function add(n = counter) {
  counter++
  counter += \`\${counter}\`.length
  return { counter, n }
}
new Thread({ target: add }).start()
`
    expect(share(text, 'counter')).toBe(`import { Thread, shared } from 'threading'
const state = shared({ counter: 0 })
function add(n = state.counter) {
  state.counter++
  state.counter += \`\${state.counter}\`.length
  return { counter: state.counter, n }
}
new Thread({ target: add }).start()
`)
  })

  test('with an import of its own where nothing of the module is imported by name', () => {
    const text = "// first\nimport * as threading from 'threading'\nlet n = 1;\nn = 2\n"
    expect(share(text, 'n')).toBe(
      "// first\nimport { shared } from 'threading'\nimport * as threading from 'threading'\nconst state = shared({ n: 1 });\nstate.n = 2\n",
    )
  })

  test('of the shared fields that are there already', () => {
    const text = `import { shared } from 'threading'
const account = shared({ balance: 100 })
let fee = 2
let log = [account.balance]
fee = 3
`
    expect(share(text, 'fee')).toBe(`import { shared } from 'threading'
const account = shared({ balance: 100, fee: 2 })
let log = [account.balance]
account.fee = 3
`)
    expect(share(text, 'log')).toContain('const state = shared({ log: [account.balance] })')
  })

  test('with the type that its value alone does not tell', () => {
    const text = (declaration: string) => `${declaration}\nx = null\n`
    const fields = (declaration: string) => /\{ (x: .*) \}/.exec(share(text(declaration), 'x') ?? '')?.[1]
    expect(fields('let x: number = 0')).toBe('x: 0')
    expect(fields('let x: string | null = null')).toBe('x: null as string | null')
    expect(fields('let x: number[] = a ?? []')).toBe('x: (a ?? []) as number[]')
    expect(fields('let x: number')).toBe('x: undefined as number | undefined')
    expect(fields('var x')).toBe('x: undefined')
  })

  test('out of a declaration of several', () => {
    const text = 'let a = 1, b = 2, c = 3\nb = a + c\n'
    expect(share(text, 'a')).toContain('let b = 2, c = 3\nconst state = shared({ a: 1 })\nb = state.a + c')
    expect(share(text, 'b')).toContain('let a = 1, c = 3\nconst state = shared({ b: 2 })\nstate.b = a + c')
  })

  test('under names that are free', () => {
    const text = 'let n = 0\nconst state = (shared) => shared\nn = state(1)\n'
    expect(share(text, 'n')).toBe(
      "import { shared as sharedFields } from 'threading'\nconst sharedState = sharedFields({ n: 0 })\nconst state = (shared) => shared\nsharedState.n = state(1)\n",
    )
  })

  test('without touching another variable of the same name', () => {
    const text = 'let n = 0\nfunction f(n: number) { n++ }\nn = 1\n'
    expect(share(text, 'n')).toContain('function f(n: number) { n++ }\nstate.n = 1')
  })
})

describe('a constant stays one, and what it holds is shared', () => {
  test('with its type and its uses as they are', () => {
    expect(
      share("import { Thread } from 'threading'\nconst list: number[] = []\nlist.push(1)\n", 'list'),
    ).toBe("import { Thread, shared } from 'threading'\nconst list: number[] = shared([])\nlist.push(1)\n")
  })

  test('also where it is exported, one of several, or the first thing there is', () => {
    expect(share('export const a = 1, b = { n: 0 } as Counts\n', 'b')).toBe(
      "import { shared } from 'threading'\nexport const a = 1, b = shared({ n: 0 } as Counts)\n",
    )
  })

  test('unless it holds what cannot be shared', () => {
    expect(share('const x = new Map()\n', 'x')).toBeNull()
    expect(share('const x = { seen: new Set() }\n', 'x')).toBeNull()
    expect(share('const x = { add() {} }\n', 'x')).toBeNull()
    expect(share('let x = new Map()\n', 'x')).toBeNull()
  })
})

test('what other files import, and what is no plain variable, is left as it is', () => {
  expect(share('export let n = 0\nn = 1\n', 'n')).toBeNull()
  expect(share('let n = 0\nn = 1\nexport { n }\n', 'n')).toBeNull()
  expect(share('let { n } = {}\nn = 1\n', 'n')).toBeNull()
  expect(share('var n = 0\nvar n = 1\n', 'n')).toBeNull()
  expect(share('const n = 0\n', 'n')).toBeNull()
  expect(share('let n = (', 'n')).toBeNull()
})
