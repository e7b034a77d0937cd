import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program, SourceFile } from '../program/program.ts'
import { fileOf, MOST_FILE_BYTES, sizeOf } from './fileContent.ts'
import { completePath, type FileNameProblem, fileNameProblem, pathFor } from './fileNames.ts'

/** Where the program on the page came from. */
export type Origin =
  | { readonly kind: 'lesson'; readonly lesson: string }
  | { readonly kind: 'link'; readonly lesson: string | null }
  | { readonly kind: 'draft'; readonly draft: string; readonly lesson: string | null }

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
  /** Files from elsewhere, to what a Python program reads. False when they are too large: then none is added. */
  takeIn(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): boolean
  renameFile(from: string, to: string): FileNameProblem | null
  /** The entry, the first file, stays. */
  removeFile(path: string): void
}

export type Workspace = StoreApi<WorkspaceState>

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
        if (file === undefined || file.text === text || file.encoding === 'base64') return
        change(
          program.files.map(other => (other === file ? { path, text } : other)),
          active,
        )
      },
      addFile(name) {
        const { language } = get().program
        const path = completePath(name, language)
        const problem = fileNameProblem(path, language, paths())
        if (problem === null) change([...get().program.files, { path, text: '' }], path)
        return problem
      },
      takeIn(added) {
        const { program, active } = get()
        const files: SourceFile[] = [...program.files]
        for (const { name, bytes } of added) {
          const taken = files.map(file => file.path)
          files.push(fileOf(pathFor(name, taken), bytes))
        }
        if (files.reduce((sum, file) => sum + sizeOf(file), 0) > MOST_FILE_BYTES) return false
        if (added.length > 0) change(files, files.at(-1)?.path ?? active)
        return true
      },
      renameFile(from, name) {
        const { program, active } = get()
        const { language } = program
        const to = completePath(name, language)
        if (from === to) return null
        const others = paths().filter(path => path !== from)
        // What runs first is a source.
        const source = program.files[0]?.path !== from || to.endsWith(`.${language}`)
        const problem = source ? fileNameProblem(to, language, others) : 'invalid'
        if (problem !== null) return problem
        change(
          program.files.map(file => (file.path === from ? { ...file, path: to } : file)),
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
