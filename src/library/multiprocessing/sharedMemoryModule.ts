export { ShareableList } from './shareableList.ts'
export { SharedMemory } from './sharedMemory.ts'
