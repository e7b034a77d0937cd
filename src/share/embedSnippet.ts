const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, char => ESCAPES[char] ?? char)

/**
 * HTML for a page that shows a program of Weft, ready to run. `url` is the full link with `?embed`. Without
 * `cross-origin-isolated` the frame would have no shared memory, without `clipboard-write` its links could not be copied.
 */
export function embedSnippet(url: string, title: string): string {
  return (
    `<iframe src="${escapeHtml(url)}" title="${escapeHtml(title)}" ` +
    'allow="cross-origin-isolated; clipboard-write" loading="lazy" ' +
    'style="width: 100%; height: 560px; border: 0"></iframe>'
  )
}
