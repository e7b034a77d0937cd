import { assertNever } from '../../base/assert.ts'
import type { CollectorToSupervisor, Credit, SupervisorToCollector } from '../protocol.ts'
import { Collector } from '../sandbox/collector.ts'
import { drainKernel } from '../sandbox/drainKernel.ts'
import { connect } from './connection.ts'

/** The worker in slot 0: empties the trace rings, buries the dead, tells how the run ended. */
connect<SupervisorToCollector, CollectorToSupervisor>(connection => {
  const { now, later, send } = connection
  let kernel: ReturnType<typeof drainKernel> | null = null
  let collector: Collector | null = null

  const hear = (message: SupervisorToCollector, ports: readonly MessagePort[]): void => {
    switch (message.type) {
      case 'collect': {
        const [app] = ports
        if (app === undefined) throw new Error('the port to the app is missing')
        kernel = drainKernel(message.arena, message.program, {
          ...connection,
          requestWorker: () => send({ type: 'requestWorker' }),
          requestKill: slot => send({ type: 'requestKill', slot }),
          runEnded: () => send({ type: 'runEnded' }),
        })
        const events = new Collector({
          kernel,
          now,
          later,
          send: (batch, transfer) => app.postMessage(batch, transfer),
          runEnded: () => send({ type: 'runEnded' }),
          drained: () => send({ type: 'drained' }),
        })
        app.onmessage = ({ data }: MessageEvent<Credit>) => events.credit(data.bytes)
        collector = events
        return
      }
      case 'bury':
        kernel?.bury(message.slot, message.exitCode)
        send({ type: 'buried', slot: message.slot })
        return
      case 'interrupt':
        if (!kernel?.interrupt()) send({ type: 'notInterrupted' })
        return
      case 'input':
        kernel?.input(message.text)
        return
      case 'finish':
        if (kernel !== null) send({ type: 'concluded', outcome: kernel.outcome() })
        collector?.finish()
        return
      default:
        assertNever(message)
    }
  }
  return hear
})
