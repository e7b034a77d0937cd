import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { Obj } from '../../kernel/memory/layout.ts'
import { ProcessHandle } from '../../kernel/process/processHandle.ts'
import type { Wait, WaitReason } from '../../kernel/sync/waiter.ts'
import { Operation } from '../../trace/events.ts'
import { ConnectionRefusedError } from '../errors.ts'
import { raisedBy } from '../multiprocessing/jobs.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import type { Answer, Place, Request } from './messages.ts'
import { makeReplyBox, type ReplyBox } from './replyBox.ts'

/** What a wait for an answer is called in the trace. */
export interface Shown {
  readonly operation: Operation
  readonly object: number
}

const links = new WeakMap<ProcessContext, Map<number, Link>>()

/** This lane's way to a manager. */
export function linkTo(place: Place): Link {
  const context = current()
  const known = links.get(context) ?? new Map<number, Link>()
  links.set(context, known)
  const link = known.get(place.manager) ?? new Link(context.kernel, place)
  known.set(place.manager, link)
  return link
}

/** How one lane calls a manager: a request into its queue, then a wait for the answer or for the end of the server. */
export class Link {
  readonly #kernel: Kernel
  readonly #place: Place
  readonly #requests: KernelQueue
  readonly #server: ProcessHandle
  /** Boxes that no call uses at this moment: async calls overlap. */
  readonly #boxes: ReplyBox[] = []

  constructor(kernel: Kernel, place: Place) {
    this.#kernel = kernel
    this.#place = place
    kernel.objects.hold(place.manager)
    this.#requests = KernelQueue.attach(kernel, place.requests)
    this.#server = ProcessHandle.attach(kernel, place.process)
  }

  call(ident: number, method: string, args: readonly unknown[], shown?: Shown): unknown {
    const box = this.#send(ident, method, args)
    const waits = [box.queue.readable(), this.#ended()]
    this.#kernel.waiter.waitAny(waits, Number.POSITIVE_INFINITY, this.#reason(shown))
    return this.#answer(box)
  }

  async callAsync(ident: number, method: string, args: readonly unknown[], shown?: Shown): Promise<unknown> {
    const box = this.#send(ident, method, args)
    const waits = [box.queue.readable(), this.#ended()]
    await this.#kernel.waiter.waitAnyAsync(waits, Number.POSITIVE_INFINITY, this.#reason(shown))
    return this.#answer(box)
  }

  #send(ident: number, method: string, args: readonly unknown[]): ReplyBox {
    if (this.#server.ended) throw this.#gone()
    const box = this.#boxes.pop() ?? makeReplyBox()
    const request: Request = [box, this.#kernel.lane, ident, method, args]
    try {
      this.#requests.put(request, null)
    } catch (error) {
      this.#boxes.push(box)
      throw error
    }
    return box
  }

  #answer(box: ReplyBox): unknown {
    const answer = box.queue.get(0)
    // The server has ended; its answer may have come just before.
    if (answer === EMPTY) throw this.#gone()
    this.#boxes.push(box)
    const [status, content] = answer as Answer
    if (status === 'done') return content
    throw raisedBy(content)
  }

  #reason(shown: Shown = { operation: Operation.ManagerCall, object: 0 }): WaitReason {
    const { operation, object } = shown
    return { operation, object: object === 0 ? this.#place.manager : object, site: this.#kernel.site() }
  }

  #ended(): Wait {
    const { id } = this.#server
    return {
      operation: Operation.ManagerCall,
      object: id,
      queue: id + Obj.WaitHead,
      site: this.#kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => this.#server.ended,
    }
  }

  #gone(): ConnectionRefusedError {
    const { name } = this.#place
    return new ConnectionRefusedError(
      'manager.gone',
      { name },
      `The manager ${name} does not answer: it has ended, and all its objects with it. ` +
        'It ends by shutdown(), at the end of its using block, and with the process that made it: join() the children before.',
    )
  }
}
