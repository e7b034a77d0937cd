import { useRef } from 'react'
import { MOST_FILE_BYTES } from '../../state/fileContent.ts'
import { type App, useApp, useWords } from '../context.ts'
import { AttachIcon } from '../kit/icons.tsx'

/** Adds files from the reader's device to a Python program. `onRefused`: they are too large. */
export function TakeIn({ onRefused }: { readonly onRefused: (refused: boolean) => void }) {
  const { editor: words, formats } = useWords()
  const app = useApp()
  const input = useRef<HTMLInputElement>(null)
  const hint = words.takeInHint(formats.bytes(MOST_FILE_BYTES))
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-take-in
        onChange={async ({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          // The same file can be chosen again.
          currentTarget.value = ''
          onRefused(!(await takeIn(app, files)))
        }}
      />
      <button
        type="button"
        className="tab-add"
        data-action="take-in"
        aria-label={words.takeIn}
        title={`${words.takeIn}. ${hint}`}
        onClick={() => input.current?.click()}
      >
        <AttachIcon />
      </button>
    </>
  )
}

/** False when they are too large together: they are not even read then. */
export async function takeIn({ workspace }: App, files: readonly File[]): Promise<boolean> {
  if (files.reduce((sum, file) => sum + file.size, 0) > MOST_FILE_BYTES) return false
  const { generation } = workspace.getState()
  const read = await Promise.all(
    files.map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  // Another program came onto the page meanwhile: they are not meant for that one.
  if (workspace.getState().generation !== generation) return true
  return workspace.getState().takeIn(read)
}
