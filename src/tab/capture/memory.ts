import type { Tools } from '../tools.ts';
import { heap } from './heap.ts';

const every = 30_000;

export function captureMemory({ put, signal }: Tools): void {
  const sample = (): void => {
    const now = heap();
    if (now && !document.hidden)
      put({ kind: 'metric', type: 'memory', name: 'memory_usage', value: now.heapUsed, unit: 'bytes', tags: { limit: now.heapLimit, usage: now.heapUsed / now.heapLimit } });
  };
  sample();
  const timer = setInterval(sample, every);
  signal.addEventListener('abort', () => clearInterval(timer));
}
