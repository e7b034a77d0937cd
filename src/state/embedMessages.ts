import { isRecord } from './storage.ts'

/** Version of the messages between Weft in a frame and the page around it. */
export const MESSAGES_VERSION = 1

/** What the page around an embedded Weft may ask for. */
export type EmbedMessage =
  /** `mode` null: the action that stands out. */
  | { readonly type: 'run'; readonly mode: 'run' | 'compare' | null }
  | { readonly type: 'stop' }
  /** `hash`: what stands after `#` in a link. */
  | { readonly type: 'load'; readonly hash: string }

const LONGEST_HASH = 2_000_000

/** A message from a stranger, or null when it is not one of ours. */
export function readMessage(data: unknown): EmbedMessage | null {
  if (!isRecord(data) || data.target !== 'weft') return null
  const { type, version, mode, hash } = data
  // What a later version means by these words is not known here.
  if (version !== undefined && version !== MESSAGES_VERSION) return null
  if (type === 'stop') return { type }
  if (type === 'run' && mode === undefined) return { type, mode: null }
  if (type === 'run' && (mode === 'run' || mode === 'compare')) return { type, mode }
  if (type === 'load' && typeof hash === 'string' && hash.length <= LONGEST_HASH) return { type, hash }
  return null
}
