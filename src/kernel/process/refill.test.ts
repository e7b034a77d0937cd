import { expect, test } from 'vitest'
import { Refill } from './refill.ts'

test('a worker is made when cores have been free for a while, and one is left to the program', () => {
  const refill = new Refill(4)
  expect(refill.may(0, 2)).toBe(false)
  expect(refill.may(200, 2)).toBe(false)
  expect(refill.may(300, 2)).toBe(true)
  expect(refill.may(301, 3)).toBe(false)
  expect(refill.may(302, 2)).toBe(false)
})

test('on the smallest machines a worker is made while nothing computes', () => {
  for (const cores of [1, 2]) {
    const refill = new Refill(cores)
    for (let time = 0; time < 1000; time += 40) expect(refill.may(time, 1)).toBe(false)
    expect(refill.may(1000, 0)).toBe(false)
    expect(refill.may(1300, 0)).toBe(true)
  }
})

test('a program that uses its cores now and then is left alone', () => {
  const refill = new Refill(4)
  for (let time = 0; time < 2000; time += 40) expect(refill.may(time, time % 200 === 0 ? 4 : 1)).toBe(false)
})

test('where a process has had to wait, any free core will do', () => {
  const refill = new Refill(2)
  refill.waited(0)
  expect(refill.may(1, 1)).toBe(true)
  expect(refill.may(2, 2)).toBe(false)
  expect(refill.may(2500, 1)).toBe(false)
})
