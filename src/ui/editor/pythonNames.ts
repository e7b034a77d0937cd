import { PYTHON_SIGNATURES, type PythonName } from '../../i18n/pythonNames/signatures.ts'

/** Modules whose names are known without the module: `Process` is multiprocessing's. */
const MODULES = [
  'multiprocessing.shared_memory',
  'multiprocessing.connection',
  'multiprocessing.pool',
  'multiprocessing',
  'threading',
  'queue',
  'concurrent.futures',
  'os',
]

/** Classes that have another one's members. */
const BASES: Readonly<Record<string, string>> = {
  RLock: 'Lock',
  Semaphore: 'Lock',
  BoundedSemaphore: 'Semaphore',
  Condition: 'Lock',
  LifoQueue: 'Queue',
  PriorityQueue: 'Queue',
  JoinableQueue: 'Queue',
  SimpleQueue: 'Queue',
  ThreadPoolExecutor: 'Executor',
  ProcessPoolExecutor: 'Executor',
  ThreadPool: 'Pool',
  Timer: 'Thread',
  Array: 'Value',
}

/** What calls return, where that is not a class of the same name. */
const RETURNS: Readonly<Record<string, string>> = {
  Pipe: 'Connection',
  current_process: 'Process',
  current_thread: 'Thread',
  'Pool.apply_async': 'AsyncResult',
  'Pool.map_async': 'AsyncResult',
  'Executor.submit': 'Future',
}

/** More than these are told of no name: which one is meant is not known then. */
const MOST_NAMES = 3
/** `x = get_context(…)`: x has the names of the module. */
const CONTEXT = 'get_context'

/** What the word at a place of a Python program may be, as far as its imports and assignments tell. */
export function pythonNamesAt(text: string, offset: number): readonly PythonName[] {
  const before = /(?:[\w.]|\)\.)*$/.exec(text.slice(0, offset))?.[0] ?? ''
  const after = /^\w*/.exec(text.slice(offset))?.[0] ?? ''
  const chain = before + after
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  if (chain === '' || /^\d/.test(chain) || /^[^'"]*#/.test(line)) return []
  if (/^\s*(?:from|import)\s+[\w.]*$/.test(line)) {
    const whole = chain + (/^[\w.]*/.exec(text.slice(offset + after.length))?.[0] ?? '')
    return known(whole)
  }
  const reader = new Names(text)
  const found = reader.resolve(chain)
  if (found.length > 0) return found
  const member = /\.(\w+)$/.exec(chain)?.[1]
  return member === undefined || reader.imported(chain) ? [] : reader.membersCalled(member)
}

const known = (id: string): readonly PythonName[] =>
  Object.hasOwn(PYTHON_SIGNATURES, id) ? [id as PythonName] : []

class Names {
  readonly #imports = new Map<string, string>()

  constructor(readonly text: string) {
    for (const [, names = ''] of text.matchAll(/^[ \t]*import[ \t]+(.+)$/gm)) {
      for (const { name, as } of listed(names)) {
        if (as !== null) this.#imports.set(as, name)
        else this.#imports.set(name.split('.')[0] ?? name, name.split('.')[0] ?? name)
      }
    }
    const froms = text.matchAll(/^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.+))$/gm)
    for (const [, module = '', inside, plain = ''] of froms) {
      for (const { name, as } of listed(inside ?? plain)) this.#imports.set(as ?? name, `${module}.${name}`)
    }
  }

  imported(chain: string): boolean {
    return this.#imports.has(chain.split('.')[0] ?? '')
  }

  /** `depth`: of variables whose values are other variables' members. */
  resolve(chain: string, depth = 0): readonly PythonName[] {
    const [first = '', ...rest] = chain.split('.')
    const module = this.#imports.get(first)
    if (module !== undefined) return named([module, ...rest].join('.'))
    const member = rest.pop()
    if (member === undefined || depth > 3) return []
    const made = this.#madeBy([first, ...rest].join('.'), depth)
    if (made === null) return []
    if (made === CONTEXT) return known(member)
    return memberOf(made, member)
  }

  /** The class of what a variable or an attribute is assigned; null: not known. */
  #madeBy(receiver: string, depth: number): string | null {
    const name = receiver.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const patterns = [
      `(?:^|[\\s,(])${name}(?:\\s*,\\s*\\w+)*\\s*(?::[^=\\n]*)?=\\s*([\\w.]+)\\(`,
      `\\bwith\\b[^\\n]*?([\\w.]+)\\([^\\n]*\\)\\s+as\\s+${name}\\b`,
    ]
    for (const pattern of patterns) {
      const call = new RegExp(pattern, 'm').exec(this.text)?.[1]
      const [id] = call === undefined ? [] : this.resolve(call, depth + 1)
      if (id !== undefined) return RETURNS[id] ?? id
    }
    return null
  }

  /** Members of that name, of classes that the program names. */
  membersCalled(member: string): readonly PythonName[] {
    const classes = new Set<string>()
    for (const [, name = ''] of this.text.matchAll(/\b([A-Z]\w+)\b/g)) classes.add(name)
    const found = new Set([...classes].flatMap(name => memberOf(name, member)))
    return found.size > MOST_NAMES ? [] : [...found]
  }
}

function memberOf(owner: string, member: string): readonly PythonName[] {
  for (let name: string | undefined = owner; name !== undefined; name = BASES[name]) {
    const found = known(`${name}.${member}`)
    if (found.length > 0) return found
  }
  return []
}

/** The name that a path from a module leads to: `multiprocessing.Process` is `Process`. */
function named(path: string): readonly PythonName[] {
  if (path === 'concurrent.futures.wait') return ['futures.wait']
  const whole = known(path)
  if (whole.length > 0) return whole
  const module = MODULES.find(module => path.startsWith(`${module}.`))
  const name = module === undefined ? '' : path.slice(module.length + 1)
  if (name === 'context' || name === '') return path.startsWith('subprocess.') ? ['subprocess'] : []
  const [owner = '', member] = name.split('.')
  return member === undefined ? known(owner) : memberOf(owner, member)
}

/** `a, b.c as d` with what each is called here. */
function listed(names: string): { readonly name: string; readonly as: string | null }[] {
  return names
    .replace(/#.*$/gm, '')
    .split(',')
    .flatMap(part => {
      const [, name, as] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? []
      return name === undefined ? [] : [{ name, as: as ?? null }]
    })
}
