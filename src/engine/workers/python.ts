import { assertNever } from '../../base/assert.ts'
import { createBridge } from '../../python/bridge/createBridge.ts'
import { makeBase } from '../../python/runtime/base.ts'
import { bootPython, preloadPython } from '../../python/runtime/boot.ts'
import { library } from '../../python/runtime/library.ts'
import { servePython } from '../../python/runtime/process.ts'
import type { FrameToPython, PythonToFrame, SupervisorToProcess } from '../protocol.ts'
import { connect } from './connection.ts'
import { linkProcess } from './processLink.ts'
import { guardScope } from './scope.ts'

/** A worker with a Python of its own: it waits in one slot of an arena until it is claimed, and then is a process. */
connect<FrameToPython, PythonToFrame>(connection => {
  const { send } = connection
  const { host, post, report, fetched, fail } = linkProcess(connection)
  let python: ReturnType<typeof bootPython> | null = null
  let order: (SupervisorToProcess & { type: 'attach' }) | null = null

  const hear = async (message: FrameToPython): Promise<void> => {
    switch (message.type) {
      case 'load':
        preloadPython(message)
        return
      case 'prepare':
        if (message.base === null) {
          const made = makeBase(message, library)
          python = made.then(({ python }) => python)
          const { image } = await made
          guardScope()
          send({ type: 'base', bytes: image })
        } else {
          python = bootPython(message)
          await python
          guardScope()
          send({ type: 'prepared' })
        }
        return
      case 'attach':
        order = message
        // A worker that is given a slot may still be starting.
        await python
        send({ type: 'attached' })
        return
      case 'enter': {
        if (order === null || python === null) throw new Error('Internal error: this worker has no slot')
        const { arena, slot, plan, program } = order
        const files = program.python ?? []
        const packages = program.packages ?? NO_PACKAGES
        const exited = (): void => send({ type: 'exited' })
        await servePython(await python, {
          arena,
          slot,
          plan,
          files,
          packages,
          host,
          report,
          post,
          createBridge,
          exited,
          failed: fail,
        })
        exited()
        return
      }
      case 'buffers':
        fetched(message.buffers)
        return
      default:
        assertNever(message)
    }
  }
  return message => {
    hear(message).catch(fail)
  }
})

const NO_PACKAGES = { installed: [], others: [] }
