import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import { ConnectionBody } from '../memory/messages.ts'
import { BytePipes } from './bytePipe.ts'

/**
 * The standard input of a run: a pipe in the arena, whose end that writes the collector has. It is made by whoever needs it first
 * and lives as long as the run. Processes take lines from it by turns, as they come.
 */
export function inputReader(kernel: Kernel): number {
  const { memory, objects } = kernel
  const { words } = memory
  const there = Atomics.load(words, Head.Input)
  if (there !== 0) return there
  const [reader, writer] = new BytePipes(kernel).create(ObjectType.Connection, false)
  // The run itself holds both ends, whoever made them.
  objects.retain(reader)
  objects.retain(writer)
  const other = Atomics.compareExchange(words, Head.Input, 0, reader)
  if (other !== 0) {
    objects.release(reader)
    objects.release(writer)
  }
  objects.unhold(reader)
  objects.unhold(writer)
  return other === 0 ? reader : other
}

/** Puts in a line that a person typed, with its newline; null: there will be no more. For the collector's kernel. */
export function putInput(kernel: Kernel, text: string | null): void {
  const { words } = kernel.memory
  const reader = inputReader(kernel)
  if (Atomics.load(words, reader + ConnectionBody.Closed) !== 0) return
  const writer = word(words, reader + ConnectionBody.Peer)
  if (text === null) kernel.objects.release(writer)
  else new BytePipes(kernel).putAnyway(writer, kernel.host.encodeText(text))
}
