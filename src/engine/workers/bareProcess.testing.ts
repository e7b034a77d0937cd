import { Kernel } from '../../kernel/kernel.ts'
import type { ProcessToSupervisor, SupervisorToProcess } from '../protocol.ts'
import { connect } from './connection.ts'

/**
 * A process worker without library and without guards, for the test of the sandbox's policy: the main one calls the
 * program's default export and tells what it returned as the message of a problem.
 */
connect<SupervisorToProcess, ProcessToSupervisor>(connection => {
  const { send } = connection
  let enter: () => Promise<void> = async () => {}
  const attach = async ({
    arena,
    slot,
    programUrl,
  }: SupervisorToProcess & { type: 'attach' }): Promise<void> => {
    const module: { default(): Promise<unknown> } = await import(/* @vite-ignore */ programUrl)
    enter = async () => {
      if (slot > 1) {
        const ignore = (): void => {}
        const host = { ...connection, requestWorker: ignore, requestKill: ignore, runEnded: ignore }
        Kernel.attach(arena, slot, host).waitForClaim()
      }
      const message = JSON.stringify(await module.default())
      send({ type: 'problem', problem: { code: 'test', params: {}, message, place: null, process: null } })
      send({ type: 'exited' })
    }
    send({ type: 'attached' })
  }
  return message => {
    const done = message.type === 'attach' ? attach(message) : enter()
    done.catch(error => send({ type: 'broken', message: String(error) }))
  }
})
