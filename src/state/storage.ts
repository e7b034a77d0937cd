/** Storage that answers instead of throwing: it may be blocked (privacy settings, sandboxed frames) or full. */
export interface SafeStorage {
  get(key: string): string | null
  /** False when the value could not be kept. */
  set(key: string, value: string): boolean
  remove(key: string): void
  keys(): readonly string[]
}

/** `open` is called each time, because reading `window.localStorage` itself may throw. */
export function safeStorage(open: () => Storage): SafeStorage {
  function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
    try {
      return work(open())
    } catch {
      return otherwise
    }
  }
  return {
    get: key => attempt(storage => storage.getItem(key), null),
    set: (key, value) =>
      attempt(storage => {
        storage.setItem(key, value)
        return true
      }, false),
    remove: key => attempt(storage => storage.removeItem(key), undefined),
    keys: () =>
      attempt(storage => {
        const keys: string[] = []
        for (let i = 0; i < storage.length; i++) {
          const key = storage.key(i)
          if (key !== null) keys.push(key)
        }
        return keys
      }, []),
  }
}

/** Parsed JSON, or null when the text is absent or damaged. */
export function parseJson(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
