import type { Tools } from '../tools.ts';
import { heap } from './heap.ts';

const every = 30_000;

export function captureMemory({ metric, end }: Tools): void {
  const sample = (): void => {
    const { heapUsed, heapLimit } = heap() ?? {};
    if (heapUsed && heapLimit && !document.hidden) metric('memory', 'memory_usage', heapUsed, 'bytes', { limit: heapLimit, usage: heapUsed / heapLimit });
  };
  sample();
  const timer = setInterval(sample, every);
  end(() => clearInterval(timer));
}
