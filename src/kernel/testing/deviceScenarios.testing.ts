import { Operation } from '../../trace/events.ts'
import { type DeviceSettings, KernelDevice } from '../exchange/device.ts'
import type { KernelQueue } from '../exchange/queue.ts'
import { Head } from '../memory/layout.ts'
import type { Scenario } from './scenarios.testing.ts'

const still: DeviceSettings = {
  latency: 0,
  bandwidth: Number.POSITIVE_INFINITY,
  jitter: 0,
  failures: 0,
  concurrency: 0,
  seed: 1,
}

/** Programs of the tests of simulated devices. Devices are passed by their ids. */
export const deviceScenarios: Record<string, Scenario> = {
  // Three ask one device at once: in which order they are answered, and after how many ms the last.
  deviceRush(process, settings: Partial<DeviceSettings>, bytes: number) {
    const { id } = KernelDevice.create(process.kernel, { ...still, ...settings })
    const answers = process.queue(0)
    const start = process.kernel.now()
    const children = [0, 1, 2].map(i => process.start('deviceUser', id, i, bytes, answers))
    for (const child of children) child.join(null)
    const order = children.map(() => answers.get(0)).join('')
    process.result(`${order} ${Math.round(process.kernel.now() - start)}`)
  },
  deviceUser({ kernel }, id: number, index: number, bytes: number, answers: KernelQueue) {
    const device = KernelDevice.attach(kernel, id)
    device.wait(device.reserve(bytes, 0.5), Operation.IoRequest)
    answers.put(index, null)
  },
  // Two look for the device that all share, before there is one.
  deviceShared(process) {
    const answers = process.queue(0)
    const children = [0, 1].map(() => process.start('deviceFinder', answers))
    for (const child of children) child.join(null)
    const [first, second] = [answers.get(0), answers.get(0)]
    process.result(first === second && first === process.kernel.memory.words[Head.DefaultDevice])
  },
  deviceFinder({ kernel }, answers: KernelQueue) {
    answers.put(KernelDevice.shared(kernel, still).id, null)
  },
  // Those who are killed while they wait leave the device to the others.
  deviceKills(process, rounds: number) {
    const { id } = KernelDevice.create(process.kernel, { ...still, latency: 4, concurrency: 2 })
    const answers = process.queue(0)
    for (let round = 0; round < rounds; round++) {
      const victim = process.start('deviceUser', id, 0, 0, answers)
      const other = process.start('deviceUser', id, 1, 0, answers)
      process.kernel.sleep(round % 5)
      victim.terminate()
      victim.join(null)
      other.join(null)
    }
    const device = KernelDevice.attach(process.kernel, id)
    device.wait(device.reserve(0, 0.5), Operation.IoRequest)
    process.result('answered')
  },
}
