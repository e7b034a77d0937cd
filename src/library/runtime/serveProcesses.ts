import { Realm } from './realm.ts'
import { type ProcessParts, runProcess } from './runProcess.ts'

/**
 * Makes this worker one process of a run after the other, as long as each leaves it as it was. Resolves when the worker is to
 * be thrown away.
 */
export async function serveProcesses(parts: Omit<ProcessParts, 'reused' | 'inPlace'>): Promise<void> {
  let realm: Realm | null = null
  const inPlace = (): void => {
    realm ??= new Realm(parts.factory)
  }
  const unchanged = (): boolean => realm?.unchanged === true
  let reused = false
  while ((await runProcess({ ...parts, reused, inPlace })) && unchanged()) reused = true
}
