// Supplies the headers of cross-origin isolation where a static host cannot send any (README.md, "Hosting").
// The app registers it only where it is missing them (src/share/isolation.ts). It caches nothing.

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-credentialless',
}

// The page waits for this worker to control it and then loads itself once more, through it.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

async function withHeaders(request) {
  const response = await fetch(request)
  // A redirect that the browser must follow itself: its contents are hidden from us.
  if (response.status === 0) return response
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

self.addEventListener('fetch', event => {
  const { request } = event
  if (new URL(request.url).origin !== self.location.origin) return
  // Chromium's developer tools send such requests; fetch would refuse them.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return
  event.respondWith(withHeaders(request))
})
