import type { MountedFiles, OpenDescriptors } from '../files/mountFiles.ts'
import type { Python } from './boot.ts'
import { imageOf, takeImage, writeImage } from './snapshot.ts'

/** How the memories of forked processes get from one worker to another: by whoever starts the workers. */
export interface MemoryPost {
  share(id: string, buffer: SharedArrayBuffer): void
  /** In the order of `ids`, once all are there. */
  fetch(ids: readonly string[]): Promise<readonly SharedArrayBuffer[]>
  /** Nobody will fetch it again. */
  drop(id: string): void
}

/** What a child needs to know to take over a copied memory. */
interface Ticket {
  readonly id: string
  /** Lowest address of the stacks that its parent's threads have. */
  readonly lowest: number
  /** Its descriptors and working directory. */
  readonly open: OpenDescriptors
}

/** Copies this process's memory for a child, while all threads are suspended. For `adoptMemory` there. `copied`: as hooks.ts says. */
export function copyMemory(
  python: Python,
  mounted: MountedFiles,
  id: string,
  post: MemoryPost,
  copied: () => void,
): Uint8Array {
  const { module, names, stacks, functions } = python
  // Here and in the child Python runs what `weft_fork.py` has left with it, which does not wait: no thread runs, so none could be suspended.
  return stacks.unsuspended(() => {
    module._PyOS_BeforeFork()
    try {
      const ticket: Ticket = {
        id,
        lowest: stacks.lowest,
        open: mounted.describe(),
      }
      post.share(id, takeImage(module, { objects: names.table(), functions: functions.added(module) }))
      copied()
      return new TextEncoder().encode(JSON.stringify(ticket))
    } finally {
      module._PyOS_AfterFork_Parent()
    }
  })
}

/** Lets go of what `copyMemory` gave for a child that there will not be after all. */
export function discardMemory(mounted: MountedFiles, memory: Uint8Array, post: MemoryPost): void {
  const ticket = ticketOf(memory)
  mounted.discard(ticket.open)
  post.drop(ticket.id)
}

/** Lets go of the copy that a child was killed too early to take over. */
export function forgetMemory(memory: Uint8Array, post: MemoryPost): void {
  post.drop(ticketOf(memory).id)
}

/** Makes this worker's Python, which has run no program yet, a copy of its parent's. `connect`: what must be in place before it runs. */
export async function adoptMemory(
  python: Python,
  mounted: MountedFiles,
  memory: Uint8Array,
  post: MemoryPost,
  connect: () => void,
): Promise<void> {
  const { module, names, stacks, functions } = python
  const ticket = ticketOf(memory)
  const [buffer] = await post.fetch([ticket.id])
  if (buffer === undefined) throw new Error(`Internal error: there is no memory ${ticket.id}`)
  const image = imageOf(buffer)
  writeImage(module, image)
  functions.adopt(module, image.functions)
  post.drop(ticket.id)
  names.adopt(image.objects)
  stacks.beginBelow(ticket.lowest)
  mounted.reopen(ticket.open)
  connect()
  stacks.unsuspended(() => module._PyOS_AfterFork_Child())
}

function ticketOf(memory: Uint8Array): Ticket {
  return JSON.parse(new TextDecoder().decode(memory)) as Ticket
}
