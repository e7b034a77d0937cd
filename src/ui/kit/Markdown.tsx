import { Fragment, type ReactNode } from 'react'

/**
 * The little of Markdown that lessons are written in: headings, paragraphs, lists, `code`, **strong**. Made of elements, never
 * of HTML text.
 */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = text.split(/\n{2,}/).filter(block => block.trim() !== '')
  return blocks.map(block => <Block key={block} text={block.trim()} />)
}

function Block({ text }: { readonly text: string }) {
  const [, marks, heading] = /^(#{1,3}) (.*)$/.exec(text) ?? []
  if (heading !== undefined) return marks === '#' ? <h2>{inline(heading)}</h2> : <h3>{inline(heading)}</h3>
  if (!text.startsWith('- ')) return <p>{inline(joined(text))}</p>
  const items = text.split(/\n(?=- )/).map(item => joined(item.slice(2)))
  return (
    <ul>
      {items.map(item => (
        <li key={item}>{inline(item)}</li>
      ))}
    </ul>
  )
}

/** Lines of one paragraph: between Japanese letters no blank is wanted. */
function joined(text: string): string {
  return text.replace(/\s*\n\s*/g, (_, at: number, whole: string) =>
    (whole.codePointAt(at - 1) ?? 0) > 0x2e80 ? '' : ' ',
  )
}

function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => {
    const key = `${index} ${part}`
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    return <Fragment key={key}>{part}</Fragment>
  })
}
