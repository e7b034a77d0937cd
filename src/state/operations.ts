import type { Language } from '../program/program.ts'
import { OPERATION_NAMES, type Operation } from '../trace/events.ts'

/** What an operation is called in a language; empty for none. */
export function operationName(operation: Operation, language: Language): string {
  return spelled(OPERATION_NAMES[operation] ?? '', language)
}

/** A name as a language writes it: `Queue.taskDone`, in Python `Queue.task_done`. Names of classes stay. */
export function spelled(name: string, language: Language): string {
  if (language === 'ts') return name
  return name.replace(/(?<=\.\w*[a-z])[A-Z]/g, capital => `_${capital.toLowerCase()}`)
}
