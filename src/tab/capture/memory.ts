import type { Tools } from '../tools.ts';
import { heap } from './heap.ts';

export function captureMemory({ metric, every }: Tools): void {
  const sample = (): void => {
    const { heapUsed, heapLimit } = heap() ?? {};
    if (heapUsed) metric('memory', 'memory_usage', heapUsed, 'bytes', { limit: heapLimit! });
  };
  sample();
  every(30_000, sample);
}
