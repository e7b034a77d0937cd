import { CallStyle } from './poolMessages.ts'

const LONGEST = 40

/** The arguments of a task as short text for its span in the timeline. Cheap: it is made for every task. */
export function argumentText(item: unknown, style: CallStyle): string {
  if (style === CallStyle.Item) return clip(short(item))
  let text = ''
  for (const argument of item as unknown[]) {
    text += text === '' ? short(argument) : `, ${short(argument)}`
    if (text.length > LONGEST) break
  }
  return clip(text)
}

function short(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'undefined':
      return `${value}`
    case 'bigint':
      return 'bigint'
    case 'string':
      return `'${value.length > LONGEST ? value.slice(0, LONGEST) : value}'`
    case 'function':
      return value.name
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.length}]` : '{…}'
    default:
      return typeof value
  }
}

const clip = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)
