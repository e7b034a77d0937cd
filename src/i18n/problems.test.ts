import { describe, expect, test } from 'vitest'
import type { Problem } from '../program/outcome.ts'
import { hintOf, problemText } from './problems.ts'

const problem = (code: string, params: Problem['params'] = {}, message = 'In English.'): Problem => ({
  code,
  params,
  message,
  place: null,
  process: null,
})

describe('words for problems', () => {
  test('a code that is not known is told in its own English words, in every language', () => {
    expect(problemText(problem('future.code'), 'en')).toBe('In English.')
    expect(problemText(problem('future.code'), 'ja')).toBe('In English.')
  })

  test('parameters fill the Japanese text', () => {
    const text = problemText(problem('compile.unknownModule', { specifier: 'os', known: 'time, sys' }), 'ja')
    expect(text).toBe('モジュール「os」はありません。使えるモジュール: time, sys')
  })

  test('a parameter that is missing leaves a gap and no "undefined"', () => {
    expect(problemText(problem('engine.worker'), 'ja')).toBe('ワーカーを起動できませんでした: ')
  })

  test('what forking could not copy is told with the reason it could not be sent', () => {
    const text = problemText(problem('poison.promise', { path: 'answer' }), 'ja')
    expect(text).toContain('answer は fork のときにコピーできませんでした。')
    expect(text).toContain('Promise')
  })

  test('the class of a library error stands behind its Japanese text', () => {
    const error = problem(
      'argument.least',
      { where: 'maxsize', least: 0, value: -1 },
      'ValueError: maxsize must …',
    )
    expect(problemText(error, 'ja')).toBe(
      'maxsize は 0 以上にしてください（-1 が渡されました）。（ValueError）',
    )
  })

  test('names that every object has are no codes', () => {
    expect(problemText(problem('toString'), 'ja')).toBe('In English.')
    expect(hintOf(problem('constructor'), 'en')).toBeNull()
  })
})

test('what the program itself said is told in its own words', () => {
  const error = problem(
    'program.error',
    { name: 'ValueError', message: 'no such seat' },
    'ValueError: no such seat',
  )
  expect(problemText(error, 'ja')).toBe('ValueError: no such seat')
  const interrupt = problem('program.error', { name: 'KeyboardInterrupt', message: '' }, 'KeyboardInterrupt')
  expect(problemText(interrupt, 'ja')).toBe('KeyboardInterrupt')
})
