/** Whether WebAssembly can wait for promises here (JSPI): Python's threads are made of that. */
export function hasJspi(): boolean {
  return 'Suspending' in WebAssembly && 'promising' in WebAssembly
}
