import { assertNever } from '../../base/assert.ts'
import { serveProcesses } from '../../library/runtime/serveProcesses.ts'
import type { ProgramFactory } from '../../program/runtime.ts'
import type { ProcessToSupervisor, SupervisorToProcess } from '../protocol.ts'
import { connect } from './connection.ts'
import { linkProcess } from './processLink.ts'
import { guardScope } from './scope.ts'

/** A worker that waits in one slot of an arena until it is claimed, and then is a process of the program. */
connect<SupervisorToProcess, ProcessToSupervisor>(connection => {
  const { send } = connection
  const { host, post, report, fetched, fail } = linkProcess(connection)
  let enter: () => Promise<void> = async () => {}

  const attach = async (order: SupervisorToProcess & { type: 'attach' }): Promise<void> => {
    const { arena, slot, program, programUrl } = order
    guardScope()
    const module: { readonly default: ProgramFactory } = await import(/* @vite-ignore */ programUrl)
    enter = async () => {
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
