import { expect, test } from 'vitest'
import { Refill } from './refill.ts'

test('a worker is made when a core has been free for a while', () => {
  const refill = new Refill(2)
  expect(refill.may(0, 1)).toBe(false)
  expect(refill.may(200, 1)).toBe(false)
  expect(refill.may(300, 1)).toBe(true)
  expect(refill.may(301, 2)).toBe(false)
})

test('a program that uses all cores now and then is left alone', () => {
  const refill = new Refill(2)
  for (let time = 0; time < 2000; time += 40) expect(refill.may(time, time % 200 === 0 ? 2 : 1)).toBe(false)
})

test('where a process has had to wait, any free core will do', () => {
  const refill = new Refill(2)
  refill.waited(0)
  expect(refill.may(1, 1)).toBe(true)
  expect(refill.may(2, 2)).toBe(false)
  expect(refill.may(2500, 1)).toBe(false)
})
