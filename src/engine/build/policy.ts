import { createHash } from 'node:crypto'

/** On every response, so that the app is isolated even inside a third-party page (Chromium) or at top level (all). */
export const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-credentialless',
} as const

/** What a policy's `script-src` names an inline script by. */
export function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

/**
 * The sandbox's own policy: code from the bundle or from blob URLs, and no way out. `data:` is for browsers whose opaque
 * frames run no blob workers (WebKitGTK); code of a `data:` URL can do nothing that code of a blob URL cannot.
 */
export function sandboxPolicy(scriptHash: string): string {
  return policy({
    'default-src': ["'none'"],
    'script-src': [scriptHash, "'wasm-unsafe-eval'", 'blob:', 'data:'],
    'worker-src': ['blob:', 'data:'],
    'connect-src': ["'none'"],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
  })
}

interface AppPolicy {
  /** Of every inline script: the sandbox's (srcdoc inherits this policy on top of its own) and the page's. */
  readonly scriptHashes: readonly string[]
  /** The dev server pushes changes over a socket. */
  readonly dev: boolean
}

/**
 * The app's policy. `frame-src 'none'` keeps the sandbox from navigating itself away with data (a srcdoc frame is made
 * all the same). `data:` among the scripts is taken back by `strictPolicy` where it is not needed.
 */
export function appPolicy({ scriptHashes, dev }: AppPolicy): string {
  return policy({
    'default-src': ["'self'"],
    'script-src': ["'self'", ...scriptHashes, "'wasm-unsafe-eval'", 'blob:', 'data:'],
    'worker-src': ["'self'", 'blob:', 'data:'],
    'frame-src': ["'none'"],
    'connect-src': dev ? ["'self'", 'ws:'] : ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  })
}

/** A second policy that the app lays on the page once the sandbox has shown that blob URLs are enough for it. */
export function strictPolicy(scriptHashes: readonly string[]): string {
  return policy({
    'script-src': ["'self'", ...scriptHashes, "'wasm-unsafe-eval'", 'blob:'],
    'worker-src': ["'self'", 'blob:'],
  })
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
