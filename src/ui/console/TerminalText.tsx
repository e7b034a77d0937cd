import { speakerAt } from '../../state/outputRows.ts'
import type { Part } from '../../state/terminal/terminalLine.ts'
import type { TraceModel } from '../../trace/model.ts'
import { processColour } from '../kit/processColour.ts'
import { lookOf } from './terminalStyle.ts'

interface TerminalTextProps {
  readonly parts: readonly Part[]
  readonly model: TraceModel
  /** Characters to show. */
  readonly length: number
}

/** A line of a terminal: its colours, and who wrote what of it where several did. */
export function TerminalText({ parts, model, length }: TerminalTextProps) {
  const several = parts.some(({ lane }) => lane !== parts[0]?.lane)
  let left = length
  return parts.map(({ text, style, lane, stream }, index) => {
    const { className, style: css } = lookOf(style)
    const shown = text.slice(0, left)
    left -= shown.length
    if (shown === '') return null
    const { name, process, thread } = speakerAt(model, lane)
    const names = stream === 'stderr' && style.foreground === null ? `${className} stderr` : className
    if (!several) {
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and only ever change at their end
        <span key={index} className={names} style={css}>
          {shown}
        </span>
      )
    }
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        key={index}
        className={`${names} whose`}
        style={{ ...css, textDecorationColor: processColour(lane) }}
        title={name}
        data-process={process}
        data-thread={thread ?? 'MainThread'}
        data-stream={stream}
      >
        {shown}
      </span>
    )
  })
}
