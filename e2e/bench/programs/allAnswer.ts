import { currentProcess, Pool, Queue } from 'multiprocessing'

const answers = new Queue()
const end = new Queue()

/** Answers, and keeps its worker busy until all have: so each of the four tasks is another worker's. */
function answer(): void {
  answers.put(currentProcess().name)
  end.get()
}

const start = performance.now()
using pool = new Pool(4)
const results = Array.from({ length: 4 }, () => pool.applyAsync(answer))
const names = new Set(Array.from({ length: 4 }, () => answers.get()))
const time = performance.now() - start
if (names.size !== 4) throw new Error('A worker answered twice')
for (let i = 0; i < 4; i++) end.put(null)
for (const result of results) result.get()
console.log(JSON.stringify({ all: [time] }))
