import { describe, expect, it } from 'vitest'
import { EventKind } from '../../trace/events.ts'
import { runProgram } from '../harness.testing.ts'

describe('ProcessPoolExecutor', () => {
  it('submits, maps and shuts down, each task traced with its arguments', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor } from 'concurrent.futures'
      const power = (a: number, b: number) => a ** b
      const square = (x: number) => x * x
      {
        using executor = new ProcessPoolExecutor(2)
        const future = executor.submit(power, 2, 5)
        console.log(future.result(), future.done(), future.exception(), future.cancelled(), future)
        console.log([...executor.map(square, [1, 2, 3])], [...executor.map(power, [2, 3, 4], [3, 2])])
        console.log([...executor.map(square, [1, 2, 3, 4, 5], { chunksize: 2 })])
      }
      console.log('over')
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 32 true null false <Future at 1 state=finished returned number>',
      'Main: [ 1, 4, 9 ] [ 8, 9 ]',
      'Main: [ 1, 4, 9, 16, 25 ]',
      'Main: over',
    ])
    expect(run.tasks).toHaveLength(11)
    expect(run.tasks[0]).toBe('2, 5')
    expect(run.events.get(EventKind.Submit)).toBe(9)
    expect(run.status).toBe('finished')
  })
})
