import { collectorScript, processScript } from 'virtual:weft-workers'
import { assertNever } from '../../base/assert.ts'
import { createLater } from '../later.ts'
import type { AppToFrame, FrameToApp } from '../protocol.ts'
import { runKernel } from './runKernel.ts'
import { probeScriptUrls } from './scriptUrls.ts'
import { Stock } from './stock.ts'
import { Supervisor, workersFor } from './supervisor.ts'

/** The sandbox's window: hears the app, keeps workers in stock, has one supervisor at a time. */
async function serve(port: MessagePort): Promise<void> {
  const tell = (message: FrameToApp): void => port.postMessage(message)
  const urls = await probeScriptUrls()
  if (urls === null) {
    tell({ type: 'unusable', message: 'workers start neither from blob nor from data URLs' })
    return
  }
  const epoch = performance.timeOrigin
  const processes = new Stock(urls.make(processScript), epoch)
  const collectors = new Stock(urls.make(collectorScript), epoch)
  const later = createLater()
  let supervisor: Supervisor | null = null
  let current = -1
  const fill = (workers: number): void => {
    processes.fill(workers)
    collectors.fill(1)
  }

  port.onmessage = ({ data, ports }: MessageEvent<AppToFrame>) => {
    switch (data.type) {
      case 'warmUp':
        if (supervisor === null) fill(workersFor(data.workers))
        return
      case 'run': {
        const [collectorPort] = ports
        if (collectorPort === undefined) return
        const { run, program, plan } = data
        supervisor?.stop('person')
        current = run
        supervisor = new Supervisor({
          program,
          plan,
          kernel: runKernel,
          takeWorker: () => processes.take(),
          takeCollector: () => collectors.take(),
          makeUrl: code => urls.make(code),
          releaseUrl: url => urls.release(url),
          now: () => performance.now(),
          later,
          started: prepared => tell({ type: 'started', run, prepared }),
          ended: outcome => tell({ type: 'ended', run, outcome }),
          released: () => {
            if (current === run) supervisor = null
            fill(workersFor(Math.max(plan.cores, plan.cpuCount)))
          },
        })
        supervisor.begin(collectorPort)
        return
      }
      case 'stop':
        if (data.run === current) supervisor?.stop(data.by)
        return
      default:
        assertNever(data)
    }
  }
  tell({ type: 'ready', blobs: urls.blobs })
}

addEventListener('message', event => {
  const [port] = event.ports
  if (event.source === parent && event.data?.type === 'weft-connect' && port !== undefined) serve(port)
})
