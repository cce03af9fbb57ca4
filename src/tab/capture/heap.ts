/** Bytes of the JavaScript heap, where the engine tells (Chromium). */
export function heap(): { readonly heapUsed: number; readonly heapLimit: number } | undefined {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number } };
  return memory && { heapUsed: memory.usedJSHeapSize, heapLimit: memory.jsHeapSizeLimit };
}
