/**
 * Random numbers that repeat: the plan's seed and the number of the process or thread give each a stream of its own, so that
 * two runs of one program draw the same numbers. They are not the numbers that Python draws from the same seed. Unlike
 * Python's threads, threads here do not share the module's stream; a forked child, as in Python, does not repeat its parent's.
 */
declare module 'random' {
  export interface ChoicesOptions {
    /** How likely each item is, relative to the others. Default: all alike. */
    weights?: readonly number[]
    /** Running sums of the weights, in place of the weights. */
    cumWeights?: readonly number[]
    /** How many to choose. Default: 1. */
    k?: number
  }

  /**
   * A stream of random numbers of its own. Sent to another process it goes on there where it stands here.
   * @example
   * const dice = new Random(42)
   * dice.randint(1, 6)
   */
  export class Random {
    /** @param seed equal seeds give equal streams; left out: another stream each time, the same in each run */
    constructor(seed?: unknown)
    /** Starts anew from a seed. */
    seed(seed?: unknown): void
    /** A number of at least 0 and less than 1. */
    random(): number
    /** A number between `a` and `b`. */
    uniform(a: number, b: number): number
    /** A whole number from `a` to `b`, both included. */
    randint(a: number, b: number): number
    /** A whole number from `start` to `stop`, without `stop`, in steps of `step`; with one argument from 0 to it, without it. */
    randrange(start: number, stop?: number, step?: number): number
    /** One of the items. Throws IndexError when there is none. */
    choice<T>(items: ArrayLike<T>): T
    /** Items chosen independently, so that one may come twice. */
    choices<T>(items: ArrayLike<T>, options?: ChoicesOptions): T[]
    /** `k` different items, in random order. */
    sample<T>(items: ArrayLike<T>, k: number): T[]
    /** Puts the items of an array into random order, in place. */
    shuffle(items: unknown[]): void
    /** A number around `mu` with standard deviation `sigma` (normal distribution; default: 0 and 1). */
    gauss(mu?: number, sigma?: number): number
    /** A time between two events of which `lambd` come in a unit of time (exponential distribution; default: 1). */
    expovariate(lambd?: number): number
  }

  /**
   * Starts the stream of this process or thread anew from a seed.
   * @example
   * seed(42)
   */
  export function seed(seed?: unknown): void
  /** A number of at least 0 and less than 1. */
  export function random(): number
  /** A number between `a` and `b`. */
  export function uniform(a: number, b: number): number
  /**
   * A whole number from `a` to `b`, both included.
   * @example
   * randint(1, 6)
   */
  export function randint(a: number, b: number): number
  /** A whole number from `start` to `stop`, without `stop`, in steps of `step`; with one argument from 0 to it, without it. */
  export function randrange(start: number, stop?: number, step?: number): number
  /** One of the items. Throws IndexError when there is none. */
  export function choice<T>(items: ArrayLike<T>): T
  /** Items chosen independently, so that one may come twice. */
  export function choices<T>(items: ArrayLike<T>, options?: ChoicesOptions): T[]
  /** `k` different items, in random order. */
  export function sample<T>(items: ArrayLike<T>, k: number): T[]
  /** Puts the items of an array into random order, in place. */
  export function shuffle(items: unknown[]): void
  /** A number around `mu` with standard deviation `sigma` (normal distribution; default: 0 and 1). */
  export function gauss(mu?: number, sigma?: number): number
  /** A time between two events of which `lambd` come in a unit of time (exponential distribution; default: 1). */
  export function expovariate(lambd?: number): number
}
