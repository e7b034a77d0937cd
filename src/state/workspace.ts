import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program } from '../program/program.ts'

/** Where the program on the page came from. */
export type Origin =
  | { readonly kind: 'lesson'; readonly lesson: string }
  | { readonly kind: 'link'; readonly lesson: string | null }
  | { readonly kind: 'draft'; readonly draft: string; readonly lesson: string | null }

export type FileNameProblem = 'empty' | 'taken' | 'invalid'

export interface WorkspaceState {
  readonly program: Program
  /** Path of the file being edited. */
  readonly active: string
  readonly origin: Origin
  /** Counts replacements of the whole program: editors make their models anew. */
  readonly generation: number
  /** Shows another program. What was there before is a draft already if it was ever touched. */
  open(program: Program, origin: Origin): void
  select(path: string): void
  edit(path: string, text: string): void
  /** Each answers why the name can't be used, or null when it is done. */
  addFile(path: string): FileNameProblem | null
  renameFile(from: string, to: string): FileNameProblem | null
  /** The entry, the first file, stays. */
  removeFile(path: string): void
}

export type Workspace = StoreApi<WorkspaceState>

const PATH = /^(?:[\p{L}\p{N}_-][\p{L}\p{N}_.-]*\/)*[\p{L}\p{N}_-][\p{L}\p{N}_.-]*\.ts$/u

/** Why a path can't name a file, or null. `lib/primes` becomes `lib/primes.ts` by `completePath`, before it is checked. */
function fileNameProblem(path: string, taken: readonly string[]): FileNameProblem | null {
  if (path === '' || path === '.ts') return 'empty'
  if (!PATH.test(path) || path.endsWith('.d.ts')) return 'invalid'
  const lower = path.toLowerCase()
  return taken.some(other => other.toLowerCase() === lower) ? 'taken' : null
}

function completePath(path: string): string {
  const trimmed = path.trim()
  return trimmed === '' || trimmed.endsWith('.ts') ? trimmed : `${trimmed}.ts`
}

/** `newDraft` gives the name of the draft that the first edit of a lesson or of a link makes. */
export function createWorkspace(program: Program, origin: Origin, newDraft: () => string): Workspace {
  return createStore<WorkspaceState>((set, get) => {
    /** Every change goes through here: what is changed is a draft from then on. */
    function change(files: Program['files'], active: string): void {
      const { program, origin } = get()
      const draft: Origin =
        origin.kind === 'draft' ? origin : { kind: 'draft', draft: newDraft(), lesson: origin.lesson }
      set({ program: { ...program, files }, active, origin: draft })
    }
    const paths = (): string[] => get().program.files.map(file => file.path)
    return {
      program,
      active: program.files[0]?.path ?? '',
      origin,
      generation: 0,
      open: (program, origin) =>
        set({ program, origin, active: program.files[0]?.path ?? '', generation: get().generation + 1 }),
      select(path) {
        if (paths().includes(path)) set({ active: path })
      },
      edit(path, text) {
        const { program, active } = get()
        const file = program.files.find(other => other.path === path)
        if (file === undefined || file.text === text) return
        change(
          program.files.map(other => (other === file ? { path, text } : other)),
          active,
        )
      },
      addFile(name) {
        const path = completePath(name)
        const problem = fileNameProblem(path, paths())
        if (problem === null) change([...get().program.files, { path, text: '' }], path)
        return problem
      },
      renameFile(from, name) {
        const to = completePath(name)
        if (from === to) return null
        const problem = fileNameProblem(
          to,
          paths().filter(path => path !== from),
        )
        if (problem !== null) return problem
        const { program, active } = get()
        change(
          program.files.map(file => (file.path === from ? { path: to, text: file.text } : file)),
          active === from ? to : active,
        )
        return null
      },
      removeFile(path) {
        const { program, active } = get()
        const [entry] = program.files
        if (entry === undefined || entry.path === path || !paths().includes(path)) return
        change(
          program.files.filter(file => file.path !== path),
          active === path ? entry.path : active,
        )
      },
    }
  })
}
