/** The errors of queues. */
declare module 'queue' {
  /** `Queue.get` found nothing within the time given. */
  export class Empty extends Error {
    readonly code: string
  }
  /** `Queue.put` found no room within the time given. */
  export class Full extends Error {
    readonly code: string
  }
}
