import { expect, test } from 'vitest'
import { OutputOrder } from './outputOrder.ts'

interface Text {
  readonly time: number
  readonly text: string
}

function order(...given: readonly (readonly [number: number, text: string, time?: number])[]) {
  const order = new OutputOrder<Text>()
  for (const [number, text, time = 0] of given) order.add(number, { time, text })
  return { order, read: (now = 0) => order.read(now).map(({ text }) => text) }
}

test('what comes before something earlier is kept back until that has come', () => {
  const { order: o, read } = order([1, 'a'], [3, 'c'], [4, 'd'])
  expect(read()).toEqual(['a'])
  o.add(2, { time: 0, text: 'b' })
  expect(read()).toEqual(['a', 'b', 'c', 'd'])
})

test('what never comes is not waited for without end', () => {
  const { order: o, read } = order([2, 'b'], [4, 'd', 100])
  expect(read(200)).toEqual([])
  expect(read(300)).toEqual(['b'])
  expect(read(400)).toEqual(['b', 'd'])
  o.add(1, { time: 0, text: 'late' })
  o.add(5, { time: 400, text: 'e' })
  expect(read(400)).toEqual(['b', 'd', 'late', 'e'])
})

test('at the end all is there', () => {
  const { order: o, read } = order([9, 'z'], [3, 'c'], [3, 'damaged'])
  o.end()
  expect(read().sort()).toEqual(['c', 'damaged', 'z'])
})

test('texts without a number are in order of time between two readings', () => {
  const { order: o, read } = order([0, 'b', 2], [0, 'a', 1])
  expect(read()).toEqual(['a', 'b'])
  o.add(0, { time: 0, text: 'late' })
  expect(read()).toEqual(['a', 'b', 'late'])
})
