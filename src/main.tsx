import { createRoot } from 'react-dom/client'
import { createEngine } from './engine/engine.ts'
import { LESSONS } from './lessons/index.ts'
import { LIBRARY_NAMES } from './library/names.ts'
import type { Language } from './program/program.ts'
import { supplyIsolation } from './share/isolation.ts'
import { createDrafts, keepDrafts } from './state/drafts.ts'
import { lessonPreferring } from './state/lessonIn.ts'
import { readLink, shareLink } from './state/links.ts'
import { createPreferences, type UiLanguage } from './state/preferences.ts'
import { type Reference, readReferenceHash, referenceOf } from './state/reference.ts'
import { createRuns, isUnderWay, type RunsState } from './state/runs.ts'
import { createSession } from './state/session.ts'
import { cpuCountOf, createSettings } from './state/settings.ts'
import { safeStorage } from './state/storage.ts'
import { createView } from './state/view.ts'
import { createWorkspace } from './state/workspace.ts'
import { TraceDecoder } from './trace/decode.ts'
import type { App } from './ui/context.ts'
import { Root } from './ui/Root.tsx'
import { applyAppearance } from './ui/theme.ts'

const [firstLesson] = LESSONS
if (firstLesson === undefined) throw new Error('Internal error: there are no programs to begin with')

/** ms for which the editor waits for Python. */
const EDITOR_PATIENCE = 1000

const embedded = new URLSearchParams(location.search).has('embed')
const engine = createEngine()
const storage = safeStorage(() => localStorage)
const preferences = createPreferences(storage, navigator.languages)
const settings = createSettings(cpuCountOf(navigator.hardwareConcurrency))
const drafts = createDrafts(storage)
const first = lessonPreferring(firstLesson, preferences.getState().programs)
const workspace = createWorkspace(first.program, { kind: 'lesson', lesson: firstLesson.id }, newDraftName)
const runs = createRuns({
  engine,
  workspace,
  settings,
  compile: async (program, { ticks }) => {
    if (program.language === 'py')
      return { ok: true, program: (await pythonCompiler()).compilePython(program) }
    const { compile } = await compiler()
    return compile(program, { ticks, library: LIBRARY_NAMES })
  },
  decoder: cores => new TraceDecoder({ cores }),
  now: () => performance.now(),
  frame: nextPicture,
  after: (ms, callback) => void setTimeout(callback, ms),
})
const session = createSession({
  workspace,
  settings,
  drafts,
  preferences,
  runs,
  lessons: LESSONS,
  decode: readLink,
  leaveLink: () => history.replaceState(history.state, '', location.pathname + location.search),
})
const keeper = keepDrafts(
  workspace,
  settings,
  drafts,
  {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  },
  { embedded },
)
/** When charts were last drawn. */
let lastPicture = Number.NEGATIVE_INFINITY
/** Python's first start, once it is under way. */
let python: Promise<void> | null = null
const app: App = {
  preferences,
  settings,
  drafts,
  workspace,
  runs,
  session,
  view: createView(),
  unavailable: engine.unavailable,
  obstacle: language => engine.obstacle(language),
  checks: {
    warnings: async program =>
      program.language === 'ts' ? (await compiler()).findThreadVariables(program, LIBRARY_NAMES) : [],
    remedy: async (program, { place, params }) =>
      place === null ? null : (await compiler()).shareVariable(program, place.file, String(params.name)),
  },
  editorTurn,
  libraryTypes,
  reference,
  share: title =>
    shareLink(
      location.origin + location.pathname,
      title,
      workspace.getState(),
      settings.getState(),
      session.getState(),
    ),
}

const { current } = drafts.getState()
settings.getState().reset(first.settings)
// A frame in a stranger's page shows what its link says, not what was written elsewhere.
if (current !== null && !embedded) session.getState().openDraft(current)
openAddress()
applyAppearance(preferences)

window.addEventListener('hashchange', openAddress)
window.addEventListener('pagehide', () => keeper.flush())
window.addEventListener('error', event => report(event.error ?? event.message))
window.addEventListener('unhandledrejection', event => report(event.reason))

warmUpFirst()
const root = document.getElementById('root')
if (root === null) throw new Error('Internal error: the page has no #root')
createRoot(root).render(<Root app={app} embedded={embedded} />)

void isolate()

/** What stands after `#` is a program, or an entry of the reference. */
function openAddress(): void {
  const entry = readReferenceHash(location.hash)
  if (entry !== null && !embedded) app.view.getState().consult(entry)
  session.getState().openLink(location.hash)
}

/** Nobody waits for the compiler to see the page: it comes when there is time, or with the first run. */
function compiler(): Promise<typeof import('./compile/index.ts')> {
  return import('./compile/index.ts')
}

function pythonCompiler(): Promise<typeof import('./compile/python.ts')> {
  return import('./compile/python.ts')
}

/** What the first run of a language needs; nobody downloads what the other one needs. */
async function warmUp(language: Language): Promise<void> {
  const loaded = language === 'py' ? pythonCompiler() : compiler()
  loaded.catch(() => undefined)
  await engine.warmUp(language)
}

/** Python takes long to start, so it begins before the page is drawn; what TypeScript needs comes when there is time. */
function warmUpFirst(): void {
  if (engine.unavailable !== null) return
  const { language } = workspace.getState().program
  if (language === 'py') python = warmUp('py')
  else whenIdle(() => void warmUp(workspace.getState().program.language))
  workspace.subscribe(({ program: { language } }, before) => {
    if (language !== before.program.language) {
      const warm = warmUp(language)
      if (language === 'py') python ??= warm
    }
  })
}

/**
 * The editor is large. Where Python is about to start, or a first program to print, it would take the core that this needs: it comes
 * after that, or after a while.
 */
async function editorTurn(): Promise<void> {
  if (python === null) return
  const printed = python.then(
    () =>
      new Promise<void>(resolve => {
        const look = ({ state, results }: RunsState): void => {
          if (isUnderWay(state) && results.every(({ model }) => model.output.length === 0)) return
          stop()
          // What was printed is shown by then.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
        }
        const stop = runs.subscribe(look)
        look(runs.getState())
      }),
  )
  await Promise.race([printed.catch(() => {}), new Promise(resolve => setTimeout(resolve, EDITOR_PATIENCE))])
}

/** Where the host sends no headers, our service worker does, and the page is loaded once more. */
async function isolate(): Promise<void> {
  try {
    await supplyIsolation({
      isolated: crossOriginIsolated,
      topLevel: window.parent === window,
      serviceWorker: navigator.serviceWorker,
      script: new URL('coi-sw.js', document.baseURI).href,
      storage: sessionStorage,
      reload: () => location.reload(),
    })
  } catch {
    // Blocked storage: the page stays as it is, and says what is missing.
  }
}

/**
 * Charts fill in while a program runs. Where it has every core of a small machine, each picture takes time from it and
 * spoils what is measured: there, fewer are drawn, though the first one at once.
 */
function nextPicture(draw: () => void): void {
  const pause = cpuCountOf(navigator.hardwareConcurrency) > 4 ? 0 : 80
  const rest = lastPicture + pause - performance.now()
  const picture = (): void => {
    requestAnimationFrame(time => {
      lastPicture = time
      draw()
    })
  }
  if (rest <= 0) picture()
  else setTimeout(picture, rest)
}

function newDraftName(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`
}

/** What is nobody's error: observers that skip a frame, and work that the editor gave up. */
function report(error: unknown): void {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/ResizeObserver loop|Canceled/.test(text)) return
  session.getState().report(error)
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1500 })
  else setTimeout(work, 300)
}

async function libraryTypes(language: UiLanguage): Promise<readonly { path: string; text: string }[]> {
  const texts = import.meta.glob<string>('./library/types/*/*.d.ts', { query: '?raw', import: 'default' })
  const prefix = `./library/types/${language}/`
  return await Promise.all(
    Object.entries(texts)
      .filter(([path]) => path.startsWith(prefix))
      // The parts of a module, module+part.d.ts, stand behind what it begins with.
      .sort(([a], [b]) => (a.replace('+', '~') < b.replace('+', '~') ? -1 : 1))
      .map(async ([path, load]) => ({ path: `weft/${path.slice(prefix.length)}`, text: await load() })),
  )
}

async function reference(language: UiLanguage): Promise<Reference> {
  const [{ readDeclarations }, files] = await Promise.all([compiler(), libraryTypes(language)])
  return referenceOf(readDeclarations(files.map(({ text }) => text)))
}
