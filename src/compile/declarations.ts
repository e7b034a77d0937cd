import { tsPlugin } from '@sveltejs/acorn-typescript'
import { Parser } from 'acorn'
import { at, list, maybe, type Node, nameOf } from './ast.ts'
import { type DocComment, readComment } from './docComment.ts'

export type ApiKind =
  | 'class'
  | 'interface'
  | 'function'
  | 'constant'
  | 'type'
  | 'namespace'
  | 'constructor'
  | 'method'
  | 'property'

/** A name that declarations declare, with the words that stand above it. */
export interface ApiItem {
  readonly name: string
  readonly kind: ApiKind
  /** One for each overload; of a class and the like what stands before its body. */
  readonly signatures: readonly string[]
  readonly doc: DocComment
  readonly members: readonly ApiItem[]
}

export interface ApiModule {
  /** As programs import it; empty: what is there without an import. */
  readonly specifier: string
  readonly doc: DocComment
  readonly items: readonly ApiItem[]
}

// Declarations may export names that another file of the same module declares.
const DeclarationParser = Parser.extend(
  tsPlugin({ dts: true }),
  Base =>
    class extends Base {
      checkLocalExport(): void {}
    } as typeof Parser,
)

/**
 * Reads what `.d.ts` files declare, in their order: the modules by name, each perhaps in parts in several files, and what is
 * global as a module without a name.
 * @throws SyntaxError when a file cannot be read
 */
export function readDeclarations(texts: readonly string[]): readonly ApiModule[] {
  const modules = new Map<string, { readonly doc: DocComment; readonly items: readonly ApiItem[] }>()
  const global: ApiItem[] = []
  for (const text of texts) {
    const reader = new Reader(text)
    const others: Node[] = []
    for (const statement of reader.statements) {
      if (statement.type !== 'TSModuleDeclaration' || at(statement, 'id').type !== 'Literal') {
        others.push(statement)
        continue
      }
      const name = nameOf(at(statement, 'id'))
      const known = modules.get(name)
      const doc = reader.doc(statement)
      const items = reader.items(list(at(statement, 'body'), 'body'))
      modules.set(name, {
        doc: known && known.doc.text !== '' ? known.doc : doc,
        items: [...(known?.items ?? []), ...items],
      })
    }
    global.push(...reader.items(others))
  }
  const named = [...modules].map(([specifier, { doc, items }]) => ({ specifier, doc, items: merged(items) }))
  const sorted = named.sort((a, b) => (a.specifier < b.specifier ? -1 : 1))
  if (global.length === 0) return sorted
  return [...sorted, { specifier: '', doc: readComment(''), items: merged(global) }]
}

class Reader {
  readonly statements: readonly Node[]
  private readonly comments: { readonly start: number; readonly end: number; readonly text: string }[] = []

  constructor(private readonly text: string) {
    const program = DeclarationParser.parse(text, {
      sourceType: 'module',
      ecmaVersion: 'latest',
      locations: true,
      onComment: (block, comment, start, end) => {
        if (block && comment.startsWith('*')) this.comments.push({ start, end, text: comment.slice(1) })
      },
    }) as unknown as Node
    this.statements = list(program, 'body')
  }

  /** The comment that stands right before a node; comments of one line between them are for tools. */
  doc(node: Node): DocComment {
    const before = this.comments.findLast(({ end }) => end <= node.start)
    const between = before === undefined ? '-' : this.text.slice(before.end, node.start)
    const near = between.replace(/\/\/.*$/gm, '').trim() === ''
    return readComment(near ? (before?.text ?? '') : '')
  }

  items(statements: readonly Node[]): ApiItem[] {
    return statements.flatMap(statement => {
      const inner = statement.type === 'ExportNamedDeclaration' ? maybe(statement, 'declaration') : statement
      return inner === null ? [] : this.declared(inner, this.doc(statement))
    })
  }

  private declared(node: Node, doc: DocComment): ApiItem[] {
    const item = (kind: ApiKind, signature: string, members: readonly ApiItem[] = []): ApiItem[] => [
      { name: nameOf(at(node, 'id')), kind, signatures: [signature], doc, members },
    ]
    switch (node.type) {
      case 'ClassDeclaration':
        return item('class', this.head(node), this.members(node))
      case 'TSInterfaceDeclaration':
        return item('interface', this.head(node), this.members(node))
      case 'TSModuleDeclaration':
        return item('namespace', this.head(node), merged(this.items(list(at(node, 'body'), 'body'))))
      case 'TSDeclareFunction':
        return item('function', this.signature(node))
      case 'TSTypeAliasDeclaration':
        return item('type', this.signature(node))
      case 'VariableDeclaration':
        return list(node, 'declarations').map(declarator => ({
          name: nameOf(at(declarator, 'id')),
          kind: 'constant',
          signatures: [oneLine(this.text.slice(declarator.start, declarator.end))],
          doc,
          members: [],
        }))
      default:
        return []
    }
  }

  private members(node: Node): readonly ApiItem[] {
    const owner = nameOf(at(node, 'id'))
    const members = list(at(node, 'body'), 'body').flatMap((member): ApiItem[] => {
      const key = maybe(member, 'key')
      if (key === null || member.accessibility === 'private' || key.type === 'PrivateIdentifier') return []
      const doc = this.doc(member)
      const signature = this.signature(member)
      const [open, close] = member.computed === true ? ['[', ']'] : ['', '']
      const name = `${open}${this.text.slice(key.start, key.end)}${close}`
      if (member.kind === 'constructor') {
        const made = signature.replace('constructor', `new ${owner}`)
        return [{ name: 'constructor', kind: 'constructor', signatures: [made], doc, members: [] }]
      }
      const called = /^(?:MethodDefinition|TSMethodSignature|TSAbstractMethodDefinition)$/.test(member.type)
      const kind = called && member.kind === 'method' ? 'method' : 'property'
      return [{ name, kind, signatures: [signature], doc, members: [] }]
    })
    return merged(members)
  }

  private signature({ start, end }: Node): string {
    return oneLine(this.text.slice(start, end))
  }

  private head(node: Node): string {
    return oneLine(this.text.slice(node.start, at(node, 'body').start))
  }
}

/** Overloads, and the parts of an interface, as one; the words are those of the first that has some. */
function merged(items: readonly ApiItem[]): readonly ApiItem[] {
  const byName = new Map<string, ApiItem>()
  for (const item of items) {
    const known = byName.get(item.name)
    if (!known) byName.set(item.name, item)
    else {
      byName.set(item.name, {
        ...known,
        signatures: [...new Set([...known.signatures, ...item.signatures])],
        doc: known.doc.text === '' ? item.doc : known.doc,
        members: merged([...known.members, ...item.members]),
      })
    }
  }
  return [...byName.values()]
}

/** As people write it in a sentence: on one line, without comments and what only the declaring file needs. */
function oneLine(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/([([{<]) (?=\S)/g, (all, open: string) => (open === '{' ? all : open))
    .replace(/,? ([)\]>])(?!=)/g, '$1')
    .replace(/^(?:declare|export) /, '')
    .replace(/[;,]$/, '')
    .trim()
}
