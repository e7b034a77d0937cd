import { NamedMemory } from '../../kernel/exchange/namedMemory.ts'
import type { MemoryBridge } from '../bridge.ts'
import type { BridgeContext } from './context.ts'

export function memoryBridge(context: BridgeContext): MemoryBridge {
  const { lanes, handles, mirrors } = context
  const attach = (handle: number): NamedMemory => NamedMemory.attach(lanes.current, handle)
  return {
    memory_new(name, size) {
      const memory = NamedMemory.create(lanes.current, name === '' ? null : name, size)
      // It would be kept for whoever opened it by its name.
      if (name === '') memory?.unlink()
      return memory === null ? 0 : handles.made(memory.id)
    },
    memory_open(name) {
      const memory = NamedMemory.open(lanes.current, name)
      return memory === null ? 0 : handles.made(memory.id)
    },
    memory_unlink(name) {
      const memory = NamedMemory.open(lanes.current, name)
      if (memory === null) return false
      const unlinked = memory.unlink()
      if (!handles.has(memory.id)) lanes.current.objects.unhold(memory.id)
      return unlinked
    },
    memory_size: handle => attach(handle).size,
    memory_name: handle => attach(handle).name,
    memory_map(handle, address) {
      mirrors.map(lanes.current, attach(handle), address, null)
    },
    memory_unmap(handle, address) {
      mirrors.unmap(handle, address)
    },
  }
}
