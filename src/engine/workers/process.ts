import { assertNever } from '../../base/assert.ts'
import type { BufferPost } from '../../library/runtime/programBuffers.ts'
import { serveProcesses } from '../../library/runtime/serveProcesses.ts'
import type { Problem } from '../../program/outcome.ts'
import type { ProgramFactory } from '../../program/runtime.ts'
import type { ProcessToSupervisor, SupervisorToProcess } from '../protocol.ts'
import { connect } from './connection.ts'
import { guardScope } from './scope.ts'

/** A worker that waits in one slot of an arena until it is claimed, and then is a process of the program. */
connect<SupervisorToProcess, ProcessToSupervisor>(connection => {
  const { send } = connection
  const host = {
    ...connection,
    requestWorker: () => send({ type: 'requestWorker' }),
    requestKill: (slot: number) => send({ type: 'requestKill', slot }),
    runEnded: () => send({ type: 'runEnded' }),
  }
  const fail = (error: unknown): void => send({ type: 'broken', message: String(error) })
  let enter: () => Promise<void> = async () => {}
  let fetched: (buffers: readonly SharedArrayBuffer[]) => void = () => {}
  const post: BufferPost = {
    share: (id, buffer) => send({ type: 'shareBuffer', id, buffer }),
    fetch(ids) {
      send({ type: 'needBuffers', ids })
      return new Promise(resolve => {
        fetched = resolve
      })
    },
  }

  const attach = async (order: SupervisorToProcess & { type: 'attach' }): Promise<void> => {
    const { arena, slot, program, programUrl } = order
    guardScope()
    const module: { readonly default: ProgramFactory } = await import(/* @vite-ignore */ programUrl)
    enter = async () => {
      const report = (problem: Problem): void => send({ type: 'problem', problem })
      await serveProcesses({ arena, slot, host, program, factory: module.default, report, post })
      send({ type: 'exited' })
    }
    send({ type: 'attached' })
  }

  return message => {
    switch (message.type) {
      case 'attach':
        attach(message).catch(fail)
        return
      case 'buffers':
        fetched(message.buffers)
        return
      case 'enter':
        enter().catch(fail)
        return
      default:
        assertNever(message)
    }
  }
})
