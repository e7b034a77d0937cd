import { at, children, isTypeOnly, list, maybe, type Node, nameOf, patternNames } from './ast.ts'

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'import' | 'enum' | 'enumMember'

export interface Binding {
  readonly name: string
  kind: BindingKind
  readonly scope: Scope
  declarations: number
  /** Assigned to after its declaration. */
  assigned: boolean
  /** One of its members is assigned, or its prototype used: it must be a new function each time. */
  member: boolean
  /** Read or written as a value; an export alone does not count. */
  used: boolean
  /** Of an enum's member: the enum. */
  owner: string
}

export interface Scope {
  readonly kind: 'file' | 'function' | 'block' | 'class' | 'enum'
  readonly parent: Scope | null
  readonly names: Map<string, Binding>
  /** The function whose body this scope is. */
  readonly function: FunctionFacts | null
}

/** What a function takes from around it. */
export interface FunctionFacts {
  readonly arrow: boolean
  /** Local names of enclosing functions and blocks; private names of an enclosing class. */
  readonly captured: Set<string>
  /** Uses `this`, `arguments`, `super` or `new.target` of an enclosing function. */
  outerThis: boolean
}

export interface Scopes {
  readonly file: Scope
  readonly bindings: ReadonlyMap<Node, Binding>
  readonly functions: ReadonlyMap<Node, FunctionFacts>
  /** Identifiers that are written, not (only) read. */
  readonly targets: ReadonlySet<Node>
  /** Names that no declaration explains: globals. */
  readonly free: ReadonlySet<string>
  /** Longest row of `$` at the start of a name. */
  readonly dollars: number
}

interface Reference {
  readonly node: Node
  readonly scope: Scope
  readonly how: 'use' | 'export'
}

/** Finds out which name means what. TypeScript's types are not looked at. */
export function analyzeScopes(program: Node): Scopes {
  return new Analyzer().run(program)
}

class Analyzer {
  private readonly file = makeScope('file', null, null)
  private readonly bindings = new Map<Node, Binding>()
  private readonly functions = new Map<Node, FunctionFacts>()
  private readonly targets = new Set<Node>()
  private readonly members = new Set<Node>()
  private readonly free = new Set<string>()
  private readonly references: Reference[] = []
  private dollars = 0

  run(program: Node): Scopes {
    for (const statement of list(program, 'body')) this.visit(statement, this.file)
    for (const reference of this.references) this.resolve(reference)
    const { file, bindings, functions, targets, free, dollars } = this
    return { file, bindings, functions, targets, free, dollars }
  }

  private visit(node: Node, scope: Scope): void {
    if (isTypeOnly(node)) return
    switch (node.type) {
      case 'Identifier':
        this.refer(node, scope, 'use')
        return
      case 'PrivateIdentifier':
        this.captureUpTo(scope, 'class', `#${nameOf(node)}`)
        return
      case 'ThisExpression':
      case 'Super':
      case 'MetaProperty':
        this.captureThis(scope)
        return
      case 'MemberExpression': {
        const object = at(node, 'object')
        const property = at(node, 'property')
        if (nameOf(property) === 'prototype') this.members.add(object)
        this.visit(object, scope)
        if (node.computed === true || property.type === 'PrivateIdentifier') this.visit(property, scope)
        return
      }
      case 'Property':
        if (node.computed === true) this.visit(at(node, 'key'), scope)
        this.visit(at(node, 'value'), scope)
        return
      case 'LabeledStatement':
        this.visit(at(node, 'body'), scope)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
        return
      case 'VariableDeclaration':
        this.variables(node, scope)
        return
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.functionNode(node, scope)
        return
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.classNode(node, scope)
        return
      case 'PropertyDefinition':
        if (node.computed === true) this.visit(at(node, 'key'), scope)
        this.initializer(node, maybe(node, 'value'), scope)
        return
      case 'MethodDefinition':
        if (node.computed === true) this.visit(at(node, 'key'), scope)
        this.visit(at(node, 'value'), scope)
        return
      case 'StaticBlock': {
        const inner = makeScope('function', scope, this.facts(node, false))
        for (const statement of list(node, 'body')) this.visit(statement, inner)
        return
      }
      case 'AssignmentExpression':
        this.target(at(node, 'left'), scope)
        this.visit(at(node, 'right'), scope)
        return
      case 'UpdateExpression':
        this.target(at(node, 'argument'), scope)
        return
      case 'BlockStatement':
      case 'ForStatement':
      case 'SwitchStatement':
        this.inside(node, makeScope('block', scope, null))
        return
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = makeScope('block', scope, null)
        const left = at(node, 'left')
        if (left.type === 'VariableDeclaration') this.visit(left, inner)
        else this.target(left, inner)
        this.visit(at(node, 'right'), inner)
        this.visit(at(node, 'body'), inner)
        return
      }
      case 'CatchClause': {
        const inner = makeScope('block', scope, null)
        const param = maybe(node, 'param')
        if (param) this.pattern(param, inner, 'let')
        this.visit(at(node, 'body'), inner)
        return
      }
      case 'ImportDeclaration':
        if (node.importKind === 'type') return
        for (const specifier of list(node, 'specifiers'))
          if (specifier.importKind !== 'type') this.declare(at(specifier, 'local'), scope, 'import')
        return
      case 'ExportNamedDeclaration': {
        if (node.exportKind === 'type') return
        const declaration = maybe(node, 'declaration')
        if (declaration) this.visit(declaration, scope)
        else if (!maybe(node, 'source'))
          for (const specifier of list(node, 'specifiers'))
            if (specifier.exportKind !== 'type') this.refer(at(specifier, 'local'), scope, 'export')
        return
      }
      case 'ExportAllDeclaration':
        return
      case 'TSEnumDeclaration': {
        this.declare(at(node, 'id'), scope, 'enum')
        const inner = makeScope('enum', scope, null)
        for (const member of list(node, 'members')) {
          this.declareName(nameOf(at(member, 'id')), inner, 'enumMember').owner = nameOf(at(node, 'id'))
          const init = maybe(member, 'initializer')
          if (init) this.visit(init, inner)
        }
        return
      }
    }
    this.inside(node, scope)
  }

  private inside(node: Node, scope: Scope): void {
    for (const child of children(node)) this.visit(child, scope)
  }

  private variables(node: Node, scope: Scope): void {
    const { kind } = node
    const how = kind === 'var' ? 'var' : kind === 'let' ? 'let' : 'const'
    for (const declarator of list(node, 'declarations')) {
      this.pattern(at(declarator, 'id'), scope, how)
      const init = maybe(declarator, 'init')
      if (init) this.visit(init, scope)
    }
  }

  /** Declares the names of a pattern and visits its defaults and computed keys. */
  private pattern(pattern: Node, scope: Scope, kind: BindingKind): void {
    const home = kind === 'var' ? functionScope(scope) : scope
    const names = new Set(patternNames(pattern))
    for (const name of names) this.declare(name, home, kind)
    const visit = (node: Node): void => {
      if (names.has(node)) return
      if (node.type === 'AssignmentPattern') {
        visit(at(node, 'left'))
        this.visit(at(node, 'right'), scope)
      } else if (node.type === 'Property') {
        if (node.computed === true) this.visit(at(node, 'key'), scope)
        visit(at(node, 'value'))
      } else for (const child of children(node)) visit(child)
    }
    visit(pattern)
  }

  private functionNode(node: Node, scope: Scope): void {
    const facts = this.facts(node, node.type === 'ArrowFunctionExpression')
    const inner = makeScope('function', scope, facts)
    const id = maybe(node, 'id')
    if (id && node.type === 'FunctionDeclaration') this.declare(id, scope, 'function')
    for (const param of list(node, 'params')) this.pattern(param, inner, 'let')
    const body = at(node, 'body')
    if (body.type === 'BlockStatement') this.inside(body, inner)
    else this.visit(body, inner)
    if (id && node.type === 'FunctionExpression' && !inner.names.has(nameOf(id)))
      this.declare(id, inner, 'function')
  }

  private classNode(node: Node, scope: Scope): void {
    const id = maybe(node, 'id')
    if (id && node.type === 'ClassDeclaration') this.declare(id, scope, 'class')
    const inner = makeScope('class', scope, null)
    if (id && node.type === 'ClassExpression') this.declare(id, inner, 'class')
    const parent = maybe(node, 'superClass')
    if (parent) this.visit(parent, inner)
    for (const member of list(at(node, 'body'), 'body')) this.visit(member, inner)
  }

  private initializer(node: Node, value: Node | null, scope: Scope): void {
    if (value) this.visit(value, makeScope('function', scope, this.facts(node, false)))
  }

  private facts(node: Node, arrow: boolean): FunctionFacts {
    const facts: FunctionFacts = { arrow, captured: new Set(), outerThis: false }
    this.functions.set(node, facts)
    return facts
  }

  private target(node: Node, scope: Scope): void {
    if (node.type === 'Identifier') {
      this.targets.add(node)
      this.refer(node, scope, 'use')
    } else if (node.type === 'MemberExpression') {
      this.members.add(at(node, 'object'))
      this.visit(node, scope)
    } else if (node.type === 'AssignmentPattern') {
      this.target(at(node, 'left'), scope)
      this.visit(at(node, 'right'), scope)
    } else if (node.type === 'Property') {
      if (node.computed === true) this.visit(at(node, 'key'), scope)
      this.target(at(node, 'value'), scope)
    } else for (const child of children(node)) this.target(child, scope)
  }

  private declare(node: Node, scope: Scope, kind: BindingKind): void {
    this.bindings.set(node, this.declareName(nameOf(node), scope, kind))
  }

  private declareName(name: string, scope: Scope, kind: BindingKind): Binding {
    this.countDollars(name)
    let binding = scope.names.get(name)
    if (!binding) {
      binding = { name, kind, scope, declarations: 0, assigned: false, member: false, used: false, owner: '' }
      scope.names.set(name, binding)
    }
    binding.declarations++
    if (kind === 'function' && binding.kind !== 'function') binding.kind = 'var'
    return binding
  }

  private refer(node: Node, scope: Scope, how: Reference['how']): void {
    this.countDollars(nameOf(node))
    this.references.push({ node, scope, how })
  }

  private countDollars(name: string): void {
    if (name.startsWith('$')) this.dollars = Math.max(this.dollars, /^\$+/.exec(name)?.[0].length ?? 0)
  }

  private resolve({ node, scope, how }: Reference): void {
    const name = nameOf(node)
    const crossed: FunctionFacts[] = []
    for (let at: Scope | null = scope; at; at = at.parent) {
      const binding = at.names.get(name)
      if (binding) {
        this.bindings.set(node, binding)
        if (how === 'use') binding.used = true
        if (this.targets.has(node)) binding.assigned = true
        if (this.members.has(node)) binding.member = true
        if (at.kind !== 'file') for (const facts of crossed) facts.captured.add(name)
        return
      }
      if (at.function) crossed.push(at.function)
    }
    this.free.add(name)
    if (name === 'arguments') this.captureThis(scope)
  }

  private captureThis(scope: Scope): void {
    const crossed: FunctionFacts[] = []
    for (let at: Scope | null = scope; at; at = at.parent) {
      if (!at.function) continue
      if (!at.function.arrow) {
        for (const facts of crossed) facts.outerThis = true
        return
      }
      crossed.push(at.function)
    }
  }

  private captureUpTo(scope: Scope, kind: Scope['kind'], name: string): void {
    for (let at: Scope | null = scope; at && at.kind !== kind; at = at.parent) at.function?.captured.add(name)
  }
}

function makeScope(kind: Scope['kind'], parent: Scope | null, facts: FunctionFacts | null): Scope {
  return { kind, parent, names: new Map(), function: facts }
}

function functionScope(scope: Scope): Scope {
  let at = scope
  while (at.parent && at.kind !== 'function') at = at.parent
  return at
}
