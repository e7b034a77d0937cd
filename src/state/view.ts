import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourcePlace } from '../program/program.ts'

/** The parts of the page, of which a narrow screen shows one at a time. */
export type Panel = 'code' | 'time' | 'output'

export interface ViewState {
  readonly panel: Panel
  /** The line that something else on the page points at. */
  readonly place: SourcePlace | null
  /** Counts reveals, so that the same place can be asked for again. */
  readonly reveals: number
  /** Problems that the editor's own checks found in the program. */
  readonly editorProblems: number
  /** What the editor would rather have changed, though it runs. */
  readonly editorWarnings: number
  readonly sharing: boolean
  /** Whether the charts show the lanes of the library's own threads. */
  readonly libraryLanes: boolean
  /** The entry of the reference that is looked up; empty: none yet. Null: the reference is closed. */
  readonly reference: string | null
  /** Lines typed for programs, the newest last. */
  readonly typed: readonly string[]
  show(panel: Panel): void
  /** Marks a line and brings it into view; null clears the mark. */
  reveal(place: SourcePlace | null): void
  countProblems(count: number): void
  countWarnings(count: number): void
  share(open: boolean): void
  showLibraryLanes(shown: boolean): void
  consult(entry: string | null): void
  rememberTyped(line: string): void
}

export type View = StoreApi<ViewState>

/** Older lines are forgotten. */
const MOST_TYPED = 100

export function createView(): View {
  return createStore<ViewState>((set, get) => ({
    panel: 'code',
    place: null,
    reveals: 0,
    editorProblems: 0,
    editorWarnings: 0,
    sharing: false,
    libraryLanes: false,
    reference: null,
    typed: [],
    show: panel => set({ panel }),
    reveal: place => set({ place, reveals: get().reveals + 1 }),
    countProblems: editorProblems => set({ editorProblems }),
    countWarnings: editorWarnings => set({ editorWarnings }),
    share: sharing => set({ sharing }),
    showLibraryLanes: libraryLanes => set({ libraryLanes }),
    consult: reference => set({ reference }),
    rememberTyped: line =>
      set({ typed: [...get().typed.filter(other => other !== line), line].slice(-MOST_TYPED) }),
  }))
}
