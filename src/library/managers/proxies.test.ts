import { expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

const outputOf = async (text: string): Promise<string[]> => {
  const run = await runProgram(text, { plan: { skipIdle: true } })
  expect(run.problem).toBeNull()
  return run.output.map(line => line.replace(/^Main: /, ''))
}

it('a dict proxy looks like an object and like a Python dict', async () => {
  const output = await outputOf(`
    import { Manager } from 'multiprocessing'
    using manager = Manager()
    const d = manager.dict(new Map<unknown, unknown>([['a', 1], [2, 'two'], [[1, 2], 'pair']]))
    print(d.get('a'), d[2], d.get('2'), d.get([1, 2]), d.get('none', 0), d.none, d.has(2), 'b' in d)
    d.update({ b: 5 })
    d.update([['c', 6]])
    delete d.a
    print(d.keys(), d.values(), d.length, [...d].length, d.setdefault('b', 1), d.setdefault('e'))
    print(d.pop('b'), d.pop('b', null), d.popitem(), d.items()[0], d.delete('c'), d.delete('c'))
    print({ ...d }, JSON.stringify(d), d.copy())
    d.clear()
    print(d.size, Object.keys(d))
    try { d.get = 1 } catch (error) { print((error as Error).name) }
    try { d.popitem() } catch (error) { print((error as Error).name) }
  `)
  expect(output).toEqual([
    '1 two two pair 0 undefined true false',
    "[ 2, [ 1, 2 ], 'b', 'c' ] [ 'two', 'pair', 5, 6 ] 4 4 5 null",
    "5 null [ 'e', null ] [ 2, 'two' ] true false",
    `{ '2': 'two', '[1,2]': 'pair' } {"2":"two","[1,2]":"pair"} { '2': 'two', '[1,2]': 'pair' }`,
    '0 []',
    'TypeError',
    'KeyError',
  ])
})

it('a list proxy sorts and compares as Python does', async () => {
  const output = await outputOf(`
    import { Manager } from 'multiprocessing'
    using manager = Manager()
    const l = manager.list([10, 9, 1])
    l.sort()
    l.insert(1, 5)
    print(l, l.push(7, 8), l.pop(0), l.at(-1))
    l.sort({ key: x => -x, reverse: true })
    l.extend(new Set([{ x: 1 }] as any[]))
    print(l.index({ x: 1 } as any), l.copy().length, 0 in l, 9 in l)
    delete l[0]
    l.remove({ x: 1 } as any)
    print(l._getvalue(), l._callmethod('count', [7]))
    l.append('text' as any)
    for (const wrong of [() => l.sort(), () => l[99], () => l.remove(0), () => { l.clear(); l.pop() }])
      try { wrong() } catch (error) { print((error as Error).name) }
  `)
  expect(output).toEqual([
    '[ 5, 9, 10, 7, 8 ] 6 1 8',
    '5 6 true false',
    '[ 7, 8, 9, 10 ] 1',
    'TypeError',
    'IndexError',
    'ValueError',
    'IndexError',
  ])
})

it('everything that waits can be awaited, so that one process waits for many things', async () => {
  const output = await outputOf(`
    import { Manager } from 'multiprocessing'
    import { sleep } from 'time'
    using manager = Manager()
    const lock = manager.Lock()
    const condition = manager.Condition(lock)
    const event = manager.Event()
    const queue = manager.JoinableQueue<number>(1)
    const heard: string[] = []
    let ready = false
    async function waiter() {
      await condition.with(async () => {
        await condition.waitFor(() => ready)
        heard.push('condition')
      })
      await event.wait()
      heard.push('event')
      for (let i = 0; i < 2; i++) {
        heard.push('item ' + await queue.get())
        queue.taskDone()
      }
    }
    async function teller() {
      await sleep(1)
      {
        using _ = await lock.hold()
        ready = true
        condition.notifyAll()
      }
      await sleep(1)
      event.set()
      await queue.put(1)
      await queue.put(2, { timeout: 5 })
      await queue.join()
      heard.push('joined')
    }
    await Promise.all([waiter(), teller()])
    print(heard.join(', '), lock.locked())
    const big = manager.list([new Uint8Array(200_000).fill(3)])
    print(big[0].length, big[0][199_999])
  `)
  expect(output).toEqual(['condition, event, item 1, item 2, joined false', '200000 3'])
})
