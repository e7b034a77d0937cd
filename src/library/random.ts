import { requireCount, requireIterable, typeName } from './arguments.ts'
import { ArgumentError, IndexError, ValueError } from './errors.ts'
import { Generator, stateFrom } from './randomBits.ts'
import { current, type ProcessContext } from './runtime/current.ts'
import { INSPECT } from './runtime/inspect.ts'

export interface ChoicesOptions {
  readonly weights?: readonly number[]
  readonly cumWeights?: readonly number[]
  readonly k?: number
}

/** `random.Random`: a stream of numbers of its own. Its fields are plain, so that a copy goes on where this one stands. */
export class Random {
  private state: number[]
  private spare: number | null = null

  constructor(seed?: unknown) {
    this.state = stateFrom(seed === undefined || seed === null ? `made ${nextOfLane()}` : seed)
  }

  seed(seed?: unknown): void {
    this.state = stateFrom(seed === undefined || seed === null ? `made ${nextOfLane()}` : seed)
    this.spare = null
  }

  random(): number {
    return new Generator(this.state).fraction()
  }

  uniform(a: number, b: number): number {
    return a + (requireNumber(b, 'uniform: b') - requireNumber(a, 'uniform: a')) * this.random()
  }

  randint(a: number, b: number): number {
    requireCount(a, Number.NEGATIVE_INFINITY, 'randint: a')
    requireCount(b, Number.NEGATIVE_INFINITY, 'randint: b')
    if (b < a) throw emptyRange(`randint(${a}, ${b})`)
    return a + below(this, b - a + 1)
  }

  randrange(start: number, stop?: number, step = 1): number {
    const [from, to] = stop === undefined ? [0, start] : [start, stop]
    requireCount(from, Number.NEGATIVE_INFINITY, 'randrange: start')
    requireCount(to, Number.NEGATIVE_INFINITY, 'randrange: stop')
    requireCount(step, Number.NEGATIVE_INFINITY, 'randrange: step')
    const count = step === 0 ? 0 : Math.max(0, Math.ceil((to - from) / step))
    if (count === 0) throw emptyRange(`randrange(${from}, ${to}, ${step})`)
    return from + step * below(this, count)
  }

  choice<T>(items: ArrayLike<T>): T {
    const { length } = requireSequence(items, 'choice')
    if (length === 0) throw new IndexError('random.empty', {}, 'choice() cannot choose from nothing.')
    return items[below(this, length)] as T
  }

  choices<T>(items: ArrayLike<T>, options: ChoicesOptions = {}): T[] {
    const { length } = requireSequence(items, 'choices')
    const { k = 1 } = options
    requireCount(k, 0, 'choices: k')
    if (length === 0) throw new IndexError('random.empty', {}, 'choices() cannot choose from nothing.')
    const sums = cumulated(length, options)
    if (sums === null) return Array.from({ length: k }, () => items[below(this, length)] as T)
    const total = sums[length - 1] ?? 0
    return Array.from({ length: k }, () => {
      const mark = this.random() * total
      const index = sums.findIndex(sum => sum > mark)
      return items[index === -1 ? length - 1 : index] as T
    })
  }

  sample<T>(items: ArrayLike<T>, k: number): T[] {
    const pool = Array.from(requireSequence(items, 'sample') as ArrayLike<T>)
    requireCount(k, 0, 'sample: k')
    if (k > pool.length) {
      throw new ValueError(
        'random.sampleLarge',
        { k, length: pool.length },
        `sample() cannot take ${k} of ${pool.length}: k must not be larger than the number of items.`,
      )
    }
    for (let i = 0; i < k; i++) swap(pool, i, i + below(this, pool.length - i))
    return pool.slice(0, k)
  }

  shuffle(items: unknown[]): void {
    requireIterable(items, 'shuffle')
    for (let i = items.length - 1; i > 0; i--) swap(items, i, below(this, i + 1))
  }

  /** Marsaglia's polar method ("A Convenient Method for Generating Normal Variables", 1964): two at a time. */
  gauss(mu = 0, sigma = 1): number {
    const { spare } = this
    if (spare !== null) {
      this.spare = null
      return mu + sigma * spare
    }
    for (;;) {
      const x = 2 * this.random() - 1
      const y = 2 * this.random() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * Math.log(square)) / square)
      this.spare = y * factor
      return mu + sigma * x * factor
    }
  }

  expovariate(lambd = 1): number {
    if (requireNumber(lambd, 'expovariate: lambd') === 0) throw emptyRange('expovariate(0)')
    return -Math.log(1 - this.random()) / lambd
  }

  [INSPECT](): string {
    return '<Random>'
  }
}

function below(source: Random, n: number): number {
  return Math.floor(source.random() * n)
}

function swap(items: unknown[], i: number, j: number): void {
  const item = items[i]
  items[i] = items[j]
  items[j] = item
}

interface LaneRandom {
  readonly shared: Random
  made: number
}
const lanes = new WeakMap<ProcessContext, LaneRandom>()

/** The stream of the functions of the module: each lane has its own, from the plan's seed and the lane's number. */
function ofLane(): LaneRandom {
  const context = current()
  let found = lanes.get(context)
  if (found === undefined) {
    found = { shared: new Random(`${context.kernel.settings.seed} of lane ${context.kernel.lane}`), made: 0 }
    lanes.set(context, found)
  }
  return found
}

/** A seed for a stream that was given none: another each time, the same in each run. */
function nextOfLane(): string {
  const lane = ofLane()
  const { kernel } = current()
  return `${kernel.settings.seed} of lane ${kernel.lane} number ${++lane.made}`
}

/** Starts this lane's stream anew. Without an argument it goes where no other stream is. */
export function seed(value?: unknown): void {
  ofLane().shared.seed(value)
}

export function random(): number {
  return ofLane().shared.random()
}

export function uniform(a: number, b: number): number {
  return ofLane().shared.uniform(a, b)
}

export function randint(a: number, b: number): number {
  return ofLane().shared.randint(a, b)
}

export function randrange(start: number, stop?: number, step?: number): number {
  return ofLane().shared.randrange(start, stop, step)
}

export function choice<T>(items: ArrayLike<T>): T {
  return ofLane().shared.choice(items)
}

export function choices<T>(items: ArrayLike<T>, options?: ChoicesOptions): T[] {
  return ofLane().shared.choices(items, options)
}

export function sample<T>(items: ArrayLike<T>, k: number): T[] {
  return ofLane().shared.sample(items, k)
}

export function shuffle(items: unknown[]): void {
  ofLane().shared.shuffle(items)
}

export function gauss(mu?: number, sigma?: number): number {
  return ofLane().shared.gauss(mu, sigma)
}

export function expovariate(lambd?: number): number {
  return ofLane().shared.expovariate(lambd)
}

/** Running sums of the weights; null when all weigh the same. */
function cumulated(length: number, { weights, cumWeights }: ChoicesOptions): readonly number[] | null {
  let sum = 0
  const sums =
    cumWeights ??
    weights?.map(weight => {
      sum += weight
      return sum
    })
  if (sums === undefined) return null
  const total = sums[sums.length - 1] ?? 0
  if (sums.length === length && total > 0 && Number.isFinite(total)) return sums
  throw new ValueError(
    'random.weights',
    { length },
    `choices() needs one weight for each of the ${length} items, and a sum of weights above 0.`,
  )
}

function requireNumber(value: unknown, where: string): number {
  if (typeof value === 'number') return value
  throw new ArgumentError(
    'argument.number',
    { where, type: typeName(value) },
    `${where} needs a number, not ${typeName(value)}.`,
  )
}

function requireSequence(value: unknown, where: string): { readonly length: number } {
  const length = (value as { readonly length?: unknown } | null | undefined)?.length
  if (typeof length === 'number') return value as { readonly length: number }
  throw new ArgumentError(
    'argument.sequence',
    { where, type: typeName(value) },
    `${where}() needs an array or a string, not ${typeName(value)}.`,
  )
}

function emptyRange(call: string): ValueError {
  return new ValueError('random.emptyRange', { call }, `There is no number to choose in ${call}.`)
}
