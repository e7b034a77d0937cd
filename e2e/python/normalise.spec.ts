import { expect, test } from '@playwright/test'
import { isInterleaving } from './interleaving.mjs'
import { normalise } from './normalise.mjs'

const OLD = `Process Process-1:
Traceback (most recent call last):
  File "/usr/lib/python3.11/multiprocessing/process.py", line 314, in _bootstrap
    self.run()
  File "/tmp/weft-1/main.py", line 12, in work
    raise ValueError(
    ^^^^^^^^^^^^^^^^
ValueError: <object at 0x7f11aa22bb33>
`

const NEW = `Process Process-1:\r
Traceback (most recent call last):\r
  File "/lib/python314.zip/multiprocessing/process.py", line 313, in _bootstrap\r
    self.run()\r
    ~~~~~~~~^^\r
  File "/lib/weft_process.py", line 3, in run\r
  File "/home/pyodide/main.py", line 12, in work\r
    raise ValueError(\r
        thing,\r
    )\r
ValueError: <object at 0x1a2b3c>\r
`

const NORMAL = `Process Process-1:
Traceback (most recent call last):
  File "main.py", line 12, in work
    raise ValueError(
ValueError: <object at 0x…>
`

test('a traceback is the same whatever Python printed it', () => {
  expect(normalise(OLD)).toBe(NORMAL)
  expect(normalise(NEW)).toBe(NORMAL)
  expect(normalise(NORMAL)).toBe(NORMAL)
})

test('tracebacks within a traceback keep their headings and their order', () => {
  const chained = `concurrent.futures.process._RemoteTraceback: 
"""
Traceback (most recent call last):
  File "/usr/lib/python3.11/concurrent/futures/process.py", line 256, in _process_worker
    r = call_item.fn(*call_item.args)
  File "/tmp/weft-1/main.py", line 5, in half
    return 1 / n
           ~~^~~
ZeroDivisionError: division by zero
"""

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/tmp/weft-1/main.py", line 9, in <module>
    future.result()
ZeroDivisionError: division by zero
`
  expect(normalise(chained)).toBe(`concurrent.futures.process._RemoteTraceback: 
"""
Traceback (most recent call last):
  File "main.py", line 5, in half
    return 1 / n
ZeroDivisionError: division by zero
"""

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "main.py", line 9, in <module>
    future.result()
ZeroDivisionError: division by zero
`)
})

test('frames of other files of the program are kept when these are named', () => {
  const frame = '  File "/home/pyodide/shapes.py", line 1, in area\n    return side ** 2\n'
  expect(normalise(frame)).toBe('')
  expect(normalise(frame, ['main.py', 'shapes.py'])).toBe(
    '  File "shapes.py", line 1, in area\n    return side ** 2\n',
  )
})

test('all other text stays as it is, indented lines and small numbers in hex included', () => {
  const text = '  hello\n    deeper\n\n0xff and File "x", line 3\nno newline at the end'
  expect(normalise(text)).toBe(text)
})

test('lines of two streams may mix, but not change their order, go missing or appear twice', () => {
  const [out, err] = ['a\nb\na\n', 'a\nx\n']
  for (const mixed of ['a\nb\na\na\nx\n', 'a\nx\na\nb\na\n', 'a\na\nb\nx\na\n'])
    expect(isInterleaving(mixed, out, err)).toBe(true)
  for (const wrong of ['', 'a\nb\na\nx\n', 'b\na\na\na\nx\n', 'x\na\nb\na\na\n', 'a\nb\na\na\nx\nx\n'])
    expect(isInterleaving(wrong, out, err)).toBe(false)
  expect(isInterleaving('', '', '')).toBe(true)
})

test('a last line without a newline is no line more', () => {
  expect(isInterleaving('a\nb', 'a\nb', '')).toBe(true)
  expect(isInterleaving('a\nb\n', 'a\nb', '')).toBe(false)
})
