import { inputReader } from '../../kernel/exchange/inputLines.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { Operation } from '../../trace/events.ts'
import type { May, WorldBridge } from '../bridge.ts'
import type { BridgeContext } from './context.ts'
import type { LanePipes } from './pipes.ts'
import { pythonSettings, type Settings } from './settings.ts'

export function worldBridge(context: BridgeContext, pipes: LanePipes): WorldBridge {
  const { lanes, hooks } = context

  /** A line that is there; '' at the end of input, undefined when none has come. */
  const lineOf = (kernel: Kernel, reader: number): string | undefined => {
    const bytes = pipes.of(kernel).take(reader, 0, false)
    if (bytes === undefined) return undefined
    return bytes === null ? '' : kernel.host.decodeText(bytes)
  }

  /** Waits for a line with a token of its own: a person is no deadlock, and time goes on as on his clock. */
  const awaitLine = (kernel: Kernel, reader: number, site: number): May<string | null> => {
    const wait = pipes.of(kernel).readable(reader, Number.POSITIVE_INFINITY, Operation.Input, site)
    const reason = { operation: Operation.Input, object: 0, site }
    for (;;) {
      const waited = context.waitAny(kernel, [wait], Number.POSITIVE_INFINITY, reason)
      if (typeof waited !== 'number') {
        return waited.then(index => lineAfter(kernel, index, reader) ?? awaitLine(kernel, reader, site))
      }
      const line = lineAfter(kernel, waited, reader)
      if (line !== undefined) return line
    }
  }

  /** Null: a signal came. Undefined: another process was quicker. */
  const lineAfter = (kernel: Kernel, index: number, reader: number): string | null | undefined =>
    index === -1 ? null : lineOf(kernel, reader)

  const { directory } = JSON.parse(hooks.settings) as Settings
  /** Path in the program of a file as Python names it. */
  const inProgram = (file: string): string =>
    file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file

  return {
    write(stream, text, site) {
      const { gate, trace } = lanes.current
      gate.point()
      trace.output(stream === 2 ? 2 : 1, text, site)
    },
    read_line(site) {
      const kernel = lanes.current
      kernel.gate.point()
      const reader = inputReader(kernel)
      const line = lineOf(kernel, reader)
      if (line !== undefined) return line
      kernel.gate.external(1)
      const awaited = awaitLine(kernel, reader, site)
      if (awaited instanceof Promise) return awaited.finally(() => kernel.gate.external(-1))
      kernel.gate.external(-1)
      return awaited
    },
    settings: () => pythonSettings(hooks.settings),
    site_of: (file, line) => hooks.siteOf(file, line),
    report(type, message, file, line, lack = '') {
      const { code, ...params } = lack === '' ? {} : (JSON.parse(lack) as Record<string, string>)
      hooks.report({
        code: code === undefined ? 'program.error' : `python.${code}`,
        params: { name: type, message, ...params },
        message: message === '' ? type : `${type}: ${message}`,
        place: line === 0 ? null : { file: inProgram(file), line, column: 1 },
        process: null,
      })
    },
  }
}
