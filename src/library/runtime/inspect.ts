import { plainOf } from '../threading/plain.ts'

/** How values look in the console: what Node's `util.inspect` shows, in spirit. */
export interface InspectOptions {
  /** An error as text: its stack in the user's files. */
  readonly error: (error: Error) => string
  /** Levels of nesting that are shown. */
  readonly depth?: number
}

const LINE = 76
const MANY = 100
const LONG_TEXT = 10_000

/** A value as text. A string on its own is shown bare by `console`, quoted here. */
export function inspect(value: unknown, options: InspectOptions): string {
  return new Inspector(options).show(value, 0)
}

class Inspector {
  readonly #options: InspectOptions
  readonly #depth: number
  readonly #open: object[] = []

  constructor(options: InspectOptions) {
    this.#options = options
    this.#depth = options.depth ?? 2
  }

  show(value: unknown, level: number): string {
    switch (typeof value) {
      case 'string':
        return quote(value)
      case 'bigint':
        return `${value}n`
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value)
      case 'object':
      case 'function':
        return value === null ? 'null' : this.#guarded(value, level)
      default:
        return String(value)
    }
  }

  /** A getter or a proxy of the program may throw: then it says so in place. */
  #guarded(value: object, level: number): string {
    if (this.#open.includes(value)) return '[Circular]'
    this.#open.push(value)
    try {
      return this.#object(plainOf(value), level)
    } catch (error) {
      return `[unreadable: ${error instanceof Error ? error.message : 'it throws'}]`
    } finally {
      this.#open.pop()
    }
  }

  #object(value: object, level: number): string {
    if (value instanceof Error) return this.#error(value, level)
    if (value instanceof RegExp) return String(value)
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
    const name = className(value)
    if (typeof value === 'function') return this.#function(value as Function, level)
    if (level > this.#depth) return Array.isArray(value) ? '[Array]' : `[${name === '' ? 'Object' : name}]`
    if (Array.isArray(value)) return this.#array(value, name, level)
    if (value instanceof Map) {
      const items = limited(
        value,
        value.size,
        ([k, v]) => `${this.show(k, level + 1)} => ${this.show(v, level + 1)}`,
      )
      return wrap(`${name}(${value.size}) `, '{', [...items, ...this.#fields(value, level)], '}', level)
    }
    if (value instanceof Set) {
      const items = limited(value, value.size, item => this.show(item, level + 1))
      return wrap(`${name}(${value.size}) `, '{', [...items, ...this.#fields(value, level)], '}', level)
    }
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const list = value as unknown as ArrayLike<unknown>
      const items = limited(Array.from(list), list.length, item => this.show(item, level + 1))
      return wrap(`${name}(${list.length}) `, '[', items, ']', level)
    }
    if (value instanceof Promise) return 'Promise { … }'
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return `[${name}: ${this.show(value.valueOf(), level)}]`
    }
    const described = (value as { [INSPECT]?: unknown })[INSPECT]
    if (typeof described === 'function') return String(Reflect.apply(described, value, []))
    const prefix = name === 'Object' ? '' : name === '' ? '[Object: null prototype] ' : `${name} `
    return wrap(prefix, '{', this.#fields(value, level), '}', level)
  }

  #array(value: unknown[], name: string, level: number): string {
    const items: string[] = []
    let holes = 0
    const flush = (): void => {
      if (holes > 0) items.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`)
      holes = 0
    }
    for (let i = 0; i < value.length && items.length < MANY; i++) {
      if (i in value) {
        flush()
        items.push(this.show(value[i], level + 1))
      } else holes++
    }
    flush()
    if (value.length > MANY && items.length >= MANY) items.push(more(value.length - MANY))
    items.push(...this.#fields(value, level))
    return wrap(name === 'Array' ? '' : `${name}(${value.length}) `, '[', items, ']', level, value.length > 6)
  }

  #function(value: Function, level: number): string {
    const source = Function.prototype.toString.call(value)
    const kind = source.startsWith('class') ? 'class' : className(value)
    const name = value.name === '' ? '(anonymous)' : value.name
    const head = kind === 'class' ? `[class ${name}]` : `[${kind}: ${name}]`
    const fields = level > this.#depth ? [] : this.#fields(value, level)
    return fields.length === 0 ? head : wrap(`${head} `, '{', fields, '}', level)
  }

  #error(error: Error, level: number): string {
    let text = this.#options.error(error)
    if (level > 0) text = text.replaceAll('\n', `\n${'  '.repeat(level)}`)
    const { cause } = error
    if (cause !== undefined) text += `\n  [cause]: ${this.show(cause, level + 1)}`
    return text
  }

  #fields(value: object, level: number): string[] {
    const fields: string[] = []
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'string' && (Array.isArray(value) || ArrayBuffer.isView(value)) && /^\d+$/.test(key))
        continue
      const property = Object.getOwnPropertyDescriptor(value, key)
      if (property === undefined || !property.enumerable) continue
      if (fields.length >= MANY) {
        fields.push('…')
        break
      }
      fields.push(`${label(key)}: ${this.#property(property, level)}`)
    }
    return fields
  }

  #property(property: PropertyDescriptor, level: number): string {
    if (property.get) return property.set ? '[Getter/Setter]' : '[Getter]'
    return property.set ? '[Setter]' : this.show(property.value, level + 1)
  }
}

/** Method of the library's objects that says how they look. */
export const INSPECT: unique symbol = Symbol('inspect')

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null) return ''
  const made = (prototype as { readonly constructor?: unknown }).constructor
  return typeof made === 'function' ? made.name : 'Object'
}

function limited<T>(items: Iterable<T>, count: number, show: (item: T) => string): string[] {
  const shown: string[] = []
  for (const item of items) {
    if (shown.length === MANY) break
    shown.push(show(item))
  }
  if (count > MANY) shown.push(more(count - MANY))
  return shown
}

const more = (count: number): string => `… ${count} more item${count > 1 ? 's' : ''}`

function label(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${String(key)}]`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : quote(key)
}

function quote(text: string): string {
  const shown = text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}…` : text
  const escaped = JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"')
  if (!escaped.includes("'")) return `'${escaped}'`
  return escaped.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`
}

/** On one line if it fits, else a line for each item; long lists of short items are set in rows. */
function wrap(
  prefix: string,
  open: string,
  items: string[],
  close: string,
  level: number,
  rows = false,
): string {
  if (items.length === 0) return `${prefix}${open}${close}`
  const indent = '  '.repeat(level)
  const single = items.join(', ')
  const short = single.length + prefix.length + indent.length <= LINE && !single.includes('\n')
  if (short) return `${prefix}${open} ${single} ${close}`
  const lines = rows && !single.includes('\n') ? rowsOf(items, LINE - indent.length) : items
  const inner = lines.map(line => `${indent}  ${line}`).join(',\n')
  return `${prefix}${open}\n${inner}\n${indent}${close}`
}

function rowsOf(items: readonly string[], width: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const item of items) {
    if (row !== '' && row.length + item.length + 2 > width) {
      rows.push(row)
      row = item
    } else row = row === '' ? item : `${row}, ${item}`
  }
  rows.push(row)
  return rows
}
