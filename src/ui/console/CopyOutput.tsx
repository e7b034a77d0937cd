import { useState } from 'react'
import { type OutputRows, speakerOf } from '../../state/outputRows.ts'
import { useWords } from '../context.ts'
import { copyText } from '../kit/clipboard.ts'
import { CopyIcon } from '../kit/icons.tsx'

export function CopyOutput({ rows }: { readonly rows: OutputRows }) {
  const words = useWords().console
  const [said, setSaid] = useState<'copied' | 'copyFailed' | null>(null)
  if (rows.outputLength === 0) return null
  const copy = async (): Promise<void> => {
    const text = rows.text(row => speakerOf(row).name, words.heading)
    setSaid((await copyText(text)) ? 'copied' : 'copyFailed')
    setTimeout(() => setSaid(null), 2000)
  }
  return (
    <button type="button" className="button plain small" data-action="copy-output" onClick={copy}>
      <CopyIcon />
      <span aria-live="polite">{said === null ? words.copy : words[said]}</span>
    </button>
  )
}
