/** What a comment says about what stands below it. Texts are Markdown. */
export interface DocComment {
  readonly text: string
  readonly params: readonly { readonly name: string; readonly text: string }[]
  readonly returns: string
  /** Code. */
  readonly examples: readonly string[]
}

/** Reads what stands between the stars of a documentation comment. */
export function readComment(comment: string): DocComment {
  const lines = comment.split('\n').map(line => line.replace(/^\s*\* ?/, ''))
  const [text = '', ...tags] = lines.join('\n').split(/^\s*@(?=[a-z]+\b)/m)
  const params: { name: string; text: string }[] = []
  const examples: string[] = []
  const more: string[] = []
  let returns = ''
  for (const tag of tags) {
    const [, name = '', body = ''] = /^(\w+)\s?([\s\S]*)$/.exec(tag) ?? []
    const words = paragraph(body)
    if (name === 'example') examples.push(body.replace(/^\n+|\s+$/g, ''))
    else if (name === 'returns') returns = words
    else if (name === 'param') {
      const [, param = '', said = ''] = /^(\S+)(?:\s+-)?\s*([\s\S]*)$/.exec(words) ?? []
      params.push({ name: param, text: said })
    } else more.push(words)
  }
  return { text: [text.trim(), ...more].filter(part => part !== '').join('\n\n'), params, returns, examples }
}

const paragraph = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ')
