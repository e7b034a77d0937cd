import { sizeOf } from '../../state/fileContent.ts'
import { useWords, useWorkspace } from '../context.ts'

/** In place of the text of a file that has none. */
export function BytesNote() {
  const { editor: words, formats } = useWords()
  const file = useWorkspace(state => state.program.files.find(({ path }) => path === state.active))
  if (file?.encoding !== 'base64') return null
  const size = formats.bytes(sizeOf(file))
  return (
    <div className="bytes-note" data-bytes={file.path}>
      <p>{file.path.endsWith('.whl') ? words.wheel(size) : words.bytes(size)}</p>
    </div>
  )
}
