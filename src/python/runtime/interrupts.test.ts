import { expect, test } from 'vitest'
import { Interrupts } from './interrupts.ts'

const BETWEEN = 14
const IN_C = 26

/** CPython's side: it counts its looks between two bytecodes, and asks at every 51st and whenever C wants to know. */
function connected() {
  const imports: Record<string, unknown> = { _Py_CheckEmscriptenSignals_Helper: () => 0 }
  const interrupts = new Interrupts()
  interrupts.replaceImports(imports)
  const ask = imports._Py_CheckEmscriptenSignals_Helper as () => number
  const heap = new Uint32Array([0, 50])
  const state = { due: false, signalled: false, asked: 0, time: 0 }
  const answers: number[] = []
  const fromC = () => {
    const answer = ask()
    // A handler is called at once; after a look between bytecodes CPython looks once more before that.
    if (answer !== 0) answers.push(answer)
    return answer
  }
  const between = () => {
    if (heap[1] === 0) {
      heap[1] = 50
      const answer = fromC()
      if (answer !== 0) fromC()
      return answer
    }
    heap[1] = (heap[1] as number) - 1
    return 0
  }
  expect(ask()).toBe(0)
  interrupts.connect(
    { HEAPU32: heap, __Py_emscripten_signal_clock: 4 },
    {
      look() {
        state.asked++
        return state.due
      },
      signalled: () => state.signalled,
      now: () => state.time++,
    },
  )
  return { state, answers, fromC, between }
}

test('a switch that is due is told between two bytecodes, however often C looks for signals', () => {
  const { state, answers, fromC, between } = connected()
  state.due = true
  for (let i = 0; i < 51; i++) {
    for (let j = 0; j < 20; j++) fromC()
    between()
  }
  expect(answers).toEqual([BETWEEN])
  expect(state.asked).toBe(1)
})

test('the first look of all may be of C', () => {
  const { state, answers, fromC } = connected()
  state.due = true
  expect(fromC()).toBe(0)
  expect(answers).toEqual([])
})

test('signals are told in C as well, once for their handlers', () => {
  const { state, answers, fromC, between } = connected()
  state.signalled = true
  fromC()
  // The handler looks itself, before it takes them.
  for (let i = 0; i < 5; i++) fromC()
  expect(answers).toEqual([IN_C])
  state.signalled = false
  for (let i = 0; i < 1000; i++) between()
  expect(answers).toEqual([IN_C])
  state.signalled = true
  state.due = true
  while (between() === 0) {}
  expect(answers).toEqual([IN_C, BETWEEN])
})

test('what fails on a full stack is a look in vain', () => {
  const { state, answers, between } = connected()
  Object.defineProperty(state, 'due', {
    get() {
      throw new RangeError('the stack is full')
    },
  })
  for (let i = 0; i < 200; i++) between()
  expect(answers).toEqual([])
})
