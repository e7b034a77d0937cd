import { collectorScript, processScript } from 'virtual:weft-workers'
import { assertNever } from '../../base/assert.ts'
import { createLater } from '../later.ts'
import type { AppToFrame, FrameToApp } from '../protocol.ts'
import { type Lot, pythonLot, typeScriptLot } from './lot.ts'
import { PythonHome, withSharedPackages } from './pythonHome.ts'
import { runKernel } from './runKernel.ts'
import { probeScriptUrls } from './scriptUrls.ts'
import { Stock } from './stock.ts'
import { Supervisor } from './supervisor.ts'

/** Tried while the app is on its way to tell that the frame is loaded. */
const probed = probeScriptUrls()

/** The sandbox's window: hears the app, keeps workers in stock, has one supervisor at a time. */
async function serve(port: MessagePort): Promise<void> {
  const tell = (message: FrameToApp): void => port.postMessage(message)
  const urls = await probed
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
  const home = new PythonHome({
    urls,
    epoch,
    preparing: progress => tell({ type: 'preparing', ...progress }),
    base: bytes => port.postMessage({ type: 'base', bytes } satisfies FrameToApp, [bytes]),
  })
  /** Set once Python was made ready here. */
  let pythons: Stock | null = null
  /** Whose workers are to stand ready while nothing runs. */
  let wanted: readonly [stock: Stock, lot: Lot] | null = null
  const fill = (): void => {
    if (supervisor !== null || wanted === null) return
    const [stock, lot] = wanted
    // A Python takes too much memory to stand idle while another language is in use.
    if (stock !== pythons) pythons?.empty()
    stock.fill(lot.first)
    collectors.fill(1)
  }
  const choose = (python: boolean, workers: number, most: number): readonly [Stock, Lot] =>
    python && pythons !== null ? [pythons, pythonLot(workers, most)] : [processes, typeScriptLot(workers)]

  port.onmessage = ({ data, ports }: MessageEvent<AppToFrame>) => {
    switch (data.type) {
      case 'warmUp':
        wanted = choose(data.language === 'py', data.workers, Number.POSITIVE_INFINITY)
        fill()
        return
      case 'pythonFile':
        home.take(data.name, data.bytes)
        return
      case 'python':
        // A program that waits for it runs next.
        collectors.fill(1)
        home.open(data.base).then(
          stock => {
            pythons = stock
            tell({ type: 'pythonReady' })
          },
          error => tell({ type: 'pythonFailed', message: String(error?.message ?? error) }),
        )
        return
      case 'run': {
        const [collectorPort] = ports
        if (collectorPort === undefined) return
        const { run, plan } = data
        const program = withSharedPackages(data.program)
        wanted = choose(program.python !== undefined, Math.max(plan.cores, plan.cpuCount), plan.maxProcesses)
        const [stock, lot] = wanted
        supervisor?.stop('person')
        current = run
        if (stock !== pythons) pythons?.empty()
        supervisor = new Supervisor({
          program,
          plan,
          kernel: runKernel,
          lot,
          stocked: stock.size,
          takeWorker: () => stock.take(),
          takeCollector: () => collectors.take(),
          makeUrl: code => urls.make(code),
          releaseUrl: url => urls.release(url),
          now: () => performance.now(),
          later,
          started: prepared => tell({ type: 'started', run, prepared }),
          ended: outcome => tell({ type: 'ended', run, outcome }),
          released: () => {
            if (current === run) supervisor = null
            fill()
          },
        })
        supervisor.begin(collectorPort)
        return
      }
      case 'stop':
        if (data.run === current) supervisor?.stop(data.by)
        return
      case 'interrupt':
        if (data.run === current) supervisor?.interrupt()
        return
      case 'input':
        if (data.run === current) supervisor?.input(data.text)
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
