import { assertNever } from '../../base/assert.ts'
import { makeBase } from '../../python/runtime/base.ts'
import { bootPython } from '../../python/runtime/boot.ts'
import { library } from '../../python/runtime/library.ts'
import type { FrameToPython, PythonToFrame } from '../protocol.ts'
import { connect } from './connection.ts'
import { guardScope } from './scope.ts'

/** A worker with a Python of its own: it waits in one slot of an arena until it is claimed, and then is a process. */
connect<FrameToPython, PythonToFrame>(connection => {
  const { send } = connection
  const fail = (error: unknown): void => send({ type: 'broken', message: String(error) })
  let python: ReturnType<typeof bootPython> | null = null

  const hear = async (message: FrameToPython): Promise<void> => {
    switch (message.type) {
      case 'prepare':
        if (message.base === null) send({ type: 'base', bytes: await makeBase(message, library) })
        else {
          python = bootPython(message)
          await python
          guardScope()
          send({ type: 'prepared' })
        }
        return
      case 'attach':
        // A worker that is given a slot may still be starting.
        await python
        send({ type: 'attached' })
        return
      case 'enter':
        throw new Error('Programs in Python do not run yet.')
      case 'buffers':
        return
      default:
        assertNever(message)
    }
  }
  return message => {
    hear(message).catch(fail)
  }
})
