import { expect, test } from 'vitest'
import { Lane, laneBase } from '../memory/layout.ts'
import { Sections } from './section.ts'

const LOCK = 16
const OTHER = 32

function sections() {
  const words = new Int32Array(new SharedArrayBuffer(64 * 1024))
  const freeze = (): never => {
    throw new Error('frozen')
  }
  return { words, mine: new Sections(words, 1, freeze), inKernel: laneBase(1) + Lane.InKernel }
}

test('a lane counts as inside until the outermost section is left', () => {
  const { words, mine, inKernel } = sections()
  mine.enter(LOCK)
  mine.enter(OTHER)
  mine.leave(OTHER)
  expect([words[LOCK], words[OTHER], words[inKernel]]).toEqual([1, 0, 1])
  mine.leave(LOCK)
  expect([words[LOCK], words[inKernel]]).toEqual([0, 0])
})

test('a killed lane enters no section any more', () => {
  const { words, mine, inKernel } = sections()
  words[laneBase(1) + Lane.Life] = 9
  expect(() => mine.enter(LOCK)).toThrow('frozen')
  expect([words[LOCK], words[inKernel]]).toEqual([0, 0])
})

test('an operation that broke off half-way leaves nothing locked', () => {
  const { words, mine, inKernel } = sections()
  mine.guard()
  mine.enter(LOCK)
  mine.enter(OTHER)
  mine.recover()
  expect([words[LOCK], words[OTHER], words[inKernel]]).toEqual([0, 0, 0])
  mine.enter(LOCK)
  mine.leave(LOCK)
  expect([words[LOCK], words[inKernel]]).toEqual([0, 0])
})
