import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

describe('shared', () => {
  it('is one state in all threads of a process, methods of classes included', async () => {
    const run = await runProgram(`
      import { Lock, Thread, shared } from 'threading'
      class Account {
        balance = 100
        deposit(n: number) { this.balance = this.balance + n }
      }
      const account = shared(new Account())
      const state = shared({ results: [] as object[], counts: {} as Record<string, number>, lock: new Lock() })
      function work(n: number) {
        for (let i = 0; i < 200; i++) {
          state.lock.with(() => {
            account.deposit(1)
            state.counts['all'] = (state.counts['all'] ?? 0) + 1
          })
        }
        state.results.push({ n, square: n * n })
      }
      const threads = [1, 2, 3].map(n => new Thread(work, [n]))
      for (const t of threads) t.start()
      for (const t of threads) t.join()
      console.log(account.balance, state.counts, state.results.length, account)
      console.log([...state.results].map(r => JSON.stringify(r)).sort().join(' '))
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 700 { all: 600 } 3 Account { balance: 700 }',
      'Main: {"n":1,"square":1} {"n":2,"square":4} {"n":3,"square":9}',
    ])
  })

  it('can be passed as an argument, too, and is the same object for whoever reads it twice', async () => {
    const run = await runProgram(`
      import { Thread, shared } from 'threading'
      function work(list: number[], state: { list: number[] }) {
        list.push(1)
        console.log(list === state.list, state.list.length)
      }
      function main() {
        const state = shared({ list: [] as number[] })
        const t = new Thread(work, [state.list, state])
        t.start()
        t.join()
        console.log(state.list)
      }
      main()
    `)
    expect(run.output).toEqual(['Thread-1 (work): true 1', 'Main: [ 1 ]'])
  })

  it('is copied by fork and by messages, and made anew by spawn', async () => {
    const run = await runProgram(`
      import { Process, Queue, getContext } from 'multiprocessing'
      import { Thread, shared } from 'threading'
      const q = new Queue<{ n: number }>()
      const state = shared({ n: 1, inner: { m: 1 } })
      const inner = state.inner
      function add() { state.n += 1 }
      function child() {
        const t = new Thread(add)
        t.start()
        t.join()
        state.inner.m += 1
        console.log(state.n, inner.m, state.inner === inner)
        q.put(state)
        state.n = 0
      }
      if (__name__ === '__main__') {
        state.n = 10
        const p = new Process({ target: child })
        p.start()
        const copy = q.get()
        p.join()
        console.log(state, copy)
      }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Process-1: 11 2 true',
      'Main: { n: 10, inner: { m: 1 } } { n: 11, inner: { m: 2 } }',
    ])
    const spawned = await runProgram(`
      import { Process, setStartMethod } from 'multiprocessing'
      import { shared } from 'threading'
      const state = shared({ n: 1 })
      function child(given: { n: number }) { console.log(state.n, given.n, given === state) }
      if (__name__ === '__main__') {
        setStartMethod('spawn')
        state.n = 5
        const p = new Process({ target: child, args: [state] })
        p.start()
        p.join()
      }
    `)
    expect(spawned.output).toEqual(['Process-1: 1 5 false'])
  })

  it('looks like an ordinary object, read piece by piece in one step, and can be cloned', async () => {
    const run = await runProgram(`
      import { shared } from 'threading'
      class Point { x = 1; sum() { return this.x } }
      const state = shared({ point: new Point(), list: [1, 'two', { deep: [true] }], self: null as unknown })
      state.self = state
      console.log(state)
      const clone = structuredClone(state)
      clone.list.push(3)
      console.log(clone.self === clone, state.list.length, clone.list.length, typeof clone.point.sum)
      console.log(structuredClone(new Map([[1, 2]])), Object.entries(state.point), { ...state.point })
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      "Main: {\n  point: Point { x: 1 },\n  list: [ 1, 'two', { deep: [Array] } ],\n  self: [Circular]\n}",
      'Main: true 3 4 undefined',
      "Main: Map(1) { 1 => 2 } [ [ 'x', 1 ] ] { x: 1 }",
    ])
  })

  it('refuses what it cannot hold in words that name the place', async () => {
    const run = await runProgram(`
      import { shared } from 'threading'
      const state = shared({ items: [] as unknown[] })
      for (const value of [() => 1, Symbol('s'), Promise.resolve(), new Map()]) {
        try { state.items.push({ value }) } catch (error) { console.log(error.code, error.params.path) }
      }
      shared(5 as never)
    `)
    expect(run.output.slice(0, 4)).toEqual([
      'Main: shared.value [0].value',
      'Main: shared.value [0].value',
      'Main: shared.value [0].value',
      'Main: shared.collection [0].value',
    ])
    expect(run.problem).toMatchObject({ code: 'shared.root' })
  })
})
