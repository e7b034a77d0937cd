import { INDEXED, KEYED } from './properties.ts'
import { BaseProxy, call, remoteMethod, remoteMethods } from './proxy.ts'

/** `manager.list()`. */
export class ListProxy extends BaseProxy {
  constructor() {
    super(INDEXED)
  }

  get length(): number {
    return call(this, '#length', []) as number
  }

  /** Over a copy, so that others may change the list meanwhile. */
  *[Symbol.iterator](): Generator<unknown> {
    yield* this._getvalue() as unknown[]
  }
}
remoteMethods(ListProxy.prototype, 'append', 'push', 'extend', 'insert', 'pop', 'remove', 'sort', 'reverse')
remoteMethods(ListProxy.prototype, 'index', 'count', 'clear', 'at', 'slice', 'includes')
remoteMethod(ListProxy.prototype, 'copy', { name: '#value' })

/** `manager.dict()`. */
export class DictProxy extends BaseProxy {
  constructor() {
    super(KEYED)
  }

  get size(): number {
    return call(this, '#length', []) as number
  }

  get length(): number {
    return this.size
  }

  /** Over the keys, as in Python. */
  *[Symbol.iterator](): Generator<unknown> {
    yield* call(this, '#keys', []) as unknown[]
  }
}
remoteMethods(
  DictProxy.prototype,
  'get',
  'pop',
  'popitem',
  'setdefault',
  'update',
  'values',
  'items',
  'clear',
)
remoteMethod(DictProxy.prototype, 'set', { name: '#set' })
remoteMethod(DictProxy.prototype, 'has', { name: '#has' })
remoteMethod(DictProxy.prototype, 'delete', { name: '#delete' })
remoteMethod(DictProxy.prototype, 'keys', { name: '#keys' })
remoteMethod(DictProxy.prototype, 'copy', { name: '#value' })

/** `manager.Namespace()`: an object whose attributes can be read and written. */
export class NamespaceProxy extends BaseProxy {
  constructor() {
    super(KEYED)
  }
}

/** `manager.Value()`. */
export class ValueProxy extends BaseProxy {
  get value(): unknown {
    return call(this, 'get', [])
  }

  set value(value: unknown) {
    call(this, 'set', [value])
  }
}
remoteMethods(ValueProxy.prototype, 'get', 'set')

/** `manager.Array()`. */
export class ArrayProxy extends BaseProxy {
  constructor() {
    super(INDEXED)
  }

  get length(): number {
    return call(this, '#length', []) as number
  }

  *[Symbol.iterator](): Generator<unknown> {
    yield* this._getvalue() as unknown[]
  }
}
remoteMethods(ArrayProxy.prototype, 'at', 'slice')
