/** What `supplyIsolation` needs of the page. */
export interface IsolationPage {
  /** `crossOriginIsolated` */
  readonly isolated: boolean
  /** Whether the page is no frame: only there does it govern its own headers. */
  readonly topLevel: boolean
  /** `navigator.serviceWorker`; undefined where the page is not secure. */
  readonly serviceWorker: ServiceWorkerContainer | undefined
  /** Address of `coi-sw.js`. */
  readonly script: string
  /** Of the tab: `sessionStorage`. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  reload(): void
}

/** Remembers in the tab that it was loaded again once: a browser that still does not isolate it never will. */
const TRIED = 'weft.isolation'

/**
 * Makes the page cross-origin isolated where its host sends no headers: by a service worker that adds them, through which
 * the page is then loaded once more.
 * @returns `isolated`: nothing to do; `reloading`: the page is about to go; `impossible`: it stays as it is
 */
export async function supplyIsolation(page: IsolationPage): Promise<'isolated' | 'reloading' | 'impossible'> {
  if (page.isolated) {
    page.storage.removeItem(TRIED)
    return 'isolated'
  }
  const { serviceWorker } = page
  if (!page.topLevel || !serviceWorker || page.storage.getItem(TRIED) !== null) return 'impossible'
  // Written before anything can fail, so that no way leads into a loop of reloads.
  page.storage.setItem(TRIED, 'tried')
  try {
    await serviceWorker.register(page.script)
    await serviceWorker.ready
    await controlled(serviceWorker)
  } catch {
    return 'impossible'
  }
  page.reload()
  return 'reloading'
}

function controlled(container: ServiceWorkerContainer): Promise<void> {
  if (container.controller) return Promise.resolve()
  return new Promise(resolve => {
    container.addEventListener('controllerchange', () => resolve(), { once: true })
  })
}
