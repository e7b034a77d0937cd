import { expect, test } from 'vitest'
import { embedSnippet } from './embedSnippet.ts'

test('the frame is allowed to be isolated and to copy', () => {
  expect(embedSnippet('https://example.org/?embed#v=1&code=x', 'Primes')).toContain(
    'src="https://example.org/?embed#v=1&amp;code=x" title="Primes" allow="cross-origin-isolated; clipboard-write"',
  )
})

test('nothing in a title or an address leaves its attribute', () => {
  const html = embedSnippet('https://example.org/#"><script>', `"'><img onerror=x>&`)
  expect(html.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
  expect(html).toContain('title="&quot;&#39;&gt;&lt;img onerror=x&gt;&amp;"')
})
